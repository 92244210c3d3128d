import type { EvalOptions } from '../../../src/promql/eval/options.ts';
import { prepare } from '../../../src/promql/eval/prepare.ts';
import type { QueryResult } from '../../../src/promql/eval/query-result.ts';
import { parse } from '../../../src/promql/parser.ts';
import { parseSeries } from '../../../src/promql/storage/series-notation.ts';
import { createStorage, type Storage } from '../../../src/promql/storage/storage.ts';

/** A storage with series in promtool's notation, a sample every `gapSeconds`. */
export function storageOf(gapSeconds: number, ...lines: readonly string[]): Storage {
  const storage = createStorage();
  for (const line of lines) {
    const parsed = parseSeries(line);
    if (!parsed.ok) throw new Error(`${line}: ${parsed.errors[0]?.message}`);
    const appender = storage.appender(parsed.value.labels);
    parsed.value.values.forEach((value, i) => {
      if (value !== undefined) appender.append(i * gapSeconds * 1000, value);
    });
  }
  return storage;
}

export function queryOf(text: string, options: EvalOptions = {}) {
  const parsed = parse(text, { dialect: options.compat ?? '3' });
  if (!parsed.ok) throw new Error(`${text}: ${parsed.errors[0]?.message}`);
  return prepare(parsed.value, { text, ...options });
}

/** The result of an instant query; its error is thrown. */
export function ask(storage: Storage, text: string, seconds: number, options: EvalOptions = {}): QueryResult {
  const result = queryOf(text, options).instant(storage, seconds * 1000);
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return result.value;
}

/** The values of an instant query by label set, written as `{a="x"}`. */
export function valuesAt(storage: Storage, text: string, seconds: number, options: EvalOptions = {}) {
  const { value } = ask(storage, text, seconds, options);
  if (value.kind === 'scalar') return { scalar: value.value };
  if (value.kind !== 'vector') throw new Error(`a ${value.kind}`);
  return Object.fromEntries(
    value.samples.map(({ labels, value: number }) => [
      `{${Object.entries(labels)
        .map(([name, text]) => `${name}="${text}"`)
        .join(',')}}`,
      number,
    ]),
  );
}
