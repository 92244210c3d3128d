import { parseSeries, parseSeriesLabels, parseSeriesValues } from '../../promql/storage/series-notation.ts';
import { remember } from '../../shared/remember.ts';
import type { PrometheusVersion } from '../rules/rule.ts';
import type { FieldReader, FindingSink, Path } from '../rules/yaml-fields.ts';
import type { YamlNode } from '../rules/yaml-node.ts';
import type { TestInput } from './test-file.ts';

/** What reading the input of a test group needs. */
export interface InputContext {
  readonly version: PrometheusVersion;
  readonly read: FieldReader;
  readonly sink: FindingSink;
}

/** The input of a test group: what is loaded, and what `promtool` passes over without a word. */
export interface ReadInputs {
  readonly inputs: readonly TestInput[];
  /** Places of series that are not loaded. */
  readonly ignored: readonly { readonly path: Path; readonly series: string }[];
}

const inputKeys: ReadonlySet<string> = new Set(['series', 'values']);

/**
 * Reads `input_series`. promtool pastes them together, one line each, and reads up to the first line that is blank or a comment: what follows
 * a value that ends with a line break is never loaded.
 */
export function readInputs(items: readonly (readonly [YamlNode, Path])[], context: InputContext): ReadInputs {
  const { read } = context;
  const inputs: TestInput[] = [];
  const ignored: { readonly path: Path; readonly series: string }[] = [];
  let isOver = false;
  for (const [node, path] of items) {
    const fields = read.fields(node, path, inputKeys, 'an input series');
    const series = read.text(fields.get('series'), [...path, 'series']) ?? '';
    const values = read.text(fields.get('values'), [...path, 'values']) ?? '';
    isOver ||= isSkipped(`${series} ${values}`.split('\n')[0] ?? '');
    if (isOver) {
      ignored.push({ path, series });
      continue;
    }
    const input = readInput(series, values, path, context);
    if (input !== undefined) inputs.push(input);
    isOver = `${series} ${values}`.includes('\n');
  }
  return { inputs, ignored };
}

const isSkipped = (line: string): boolean => /^(?:#|$)/.test(line.trim());

const valuesOf = { '3': readerOf('3'), '2.42': readerOf('2.42') } as const;

function readerOf(version: PrometheusVersion) {
  return remember(
    (line) => parseSeriesValues(line, version),
    (values) => values.ok && values.value.length <= 200,
  );
}

function readInput(series: string, values: string, path: Path, context: InputContext): TestInput | undefined {
  const { version, sink } = context;
  const [line = '', next] = values.split('\n');
  if (series.includes('\n') || (next !== undefined && !isSkipped(next))) {
    const key = series.includes('\n') ? 'series' : 'values';
    const at = key === 'series' ? series.indexOf('\n') : line.length;
    const help = 'write them on one line, or in YAML as a text that is folded (`>-`)';
    const span = { start: at, end: at + 1 };
    sink.report(`rule-tests/${key}`, [...path, key], 'a series and its values are one line', help, { span });
    return undefined;
  }
  const labels = parseSeriesLabels(series, version);
  const parsed = valuesOf[version](line);
  const hasGap = /^\s*[\w:]+\s+\{/.test(series);
  if (labels.ok && parsed.ok && !hasGap) return { path, series, labels: labels.value, values: parsed.value };
  // Values may stand after the series, for promtool reads both as one text.
  const whole = hasGap ? undefined : parseSeries(`${series} ${line}`, version);
  if (whole?.ok === true) return { path, series, ...whole.value };
  const complain = (key: string, message: string, help: string, offset: number): void =>
    sink.report(`rule-tests/${key}`, [...path, key], message, help, { span: { start: offset, end: offset + 1 } });
  const seriesHelp = 'write it like `up{job="api"}`';
  if (hasGap) complain('series', 'not a series: a space before the brace', seriesHelp, series.indexOf('{'));
  if (!labels.ok)
    for (const one of labels.errors) complain('series', `not a series: ${one.message}`, seriesHelp, one.offset);
  const valuesHelp = 'write values like `0 1 2`, `0+1x10`, `_` or `stale`';
  if (!parsed.ok)
    for (const one of parsed.errors) complain('values', `not a list of values: ${one.message}`, valuesHelp, one.offset);
  return undefined;
}
