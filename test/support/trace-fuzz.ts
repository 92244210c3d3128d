import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { expect } from 'vitest';
import { traceChecker } from '../../src/signals/traces/trace-checker.ts';
import { betcodeModel } from './betcode.ts';
import type { FuzzedReader } from './fuzz-readers.ts';
import { hostile } from './hostile-texts.ts';
import { localSpans, relayedSpans, spanId, toJaeger, toOtlp, traceId } from './sample-traces.ts';

const documents = [relayedSpans(traceId(1)), localSpans(traceId(1))].flatMap((spans) => [
  toOtlp(traceId(1), spans),
  toJaeger(traceId(1), spans),
]);

const words = [
  '{"resourceSpans":[',
  '{"data":[{',
  '"scopeSpans":[',
  '"spans":[{',
  '"traceId":',
  '"parentSpanId":',
  '"attributes":[{"key":',
  '"value":{"stringValue":',
  '"tags":[',
  '"references":[{"refType":"CHILD_OF","spanID":',
  '"relay.route"',
  '1e400',
  '}',
  ']',
  ',',
  '\n',
];

/** What stands where something else is wanted. The first is written as a number that JSON has and a float has not. */
const huge = 'tocsin: a huge number';
const wrong: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(huge, null, '', '0', 'constructor', '__proto__', -1, 0, 2 ** 60, true, [], {}),
  fc.constantFrom<unknown>({ toString: 1, valueOf: 1 }, [[[['x']]]], spanId('route'), spanId('cast'), traceId(2)),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A good export with some of its values, at any depth, in the place of which others stand. */
const misshapen = fc
  .tuple(
    fc.constantFrom(...documents),
    fc.array(fc.tuple(fc.array(fc.nat(20), { maxLength: 9 }), wrong), { minLength: 1, maxLength: 4 }),
    fc.constantFrom(0, 1),
  )
  .map(([document, changes, indent]) =>
    JSON.stringify(
      changes.reduce<unknown>((before, [path, value]) => replaceAt(before, path, value), document),
      null,
      indent,
    ).replaceAll(JSON.stringify(huge), '-1e999'),
  );

function replaceAt(node: unknown, [step, ...rest]: readonly number[], value: unknown): unknown {
  if (step === undefined || typeof node !== 'object' || node === null) return value;
  const entries = Object.entries(node);
  const chosen = entries[step % Math.max(entries.length, 1)]?.[0];
  const changed = entries.map(([key, one]) => [key, key === chosen ? replaceAt(one, rest, value) : one] as const);
  return Array.isArray(node) ? changed.map(([, one]) => one) : Object.fromEntries(changed);
}

const { traces } = betcodeModel();

function check(text: string): void {
  if (traces === undefined) throw new Error('betcode has traces');
  const checker = traceChecker({ traces });
  const reader = checker.file('f.json');
  const bytes = Buffer.from(text);
  reader.push(bytes.subarray(0, bytes.length / 2));
  reader.push(bytes.subarray(bytes.length / 2));
  reader.end();
  checker.logs();
  checker.conclude();
  const lineCount = text.split('\n').length;
  for (const { message, help, locations } of checker.findings.groups()) {
    expect([message === '', help === '', locations.length > 0]).toEqual([false, false, true]);
    for (const { file, line, column } of locations)
      expect([file, line >= 1 && line <= lineCount, column >= 1]).toEqual(['f.json', true, true]);
  }
}

/** Checks of exported traces. */
export const traceFuzz: FuzzedReader = {
  name: 'trace exports',
  texts: () =>
    fc.oneof(
      misshapen,
      hostile(
        words,
        documents.map((document) => JSON.stringify(document, null, 2)),
      ),
    ),
  check,
};
