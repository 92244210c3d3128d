import { describe, expect, it } from 'vitest';
import { parse } from '../../src/promql/parser.ts';
import { aggregations, type FunctionSignature, signatures, type ValueType } from '../../src/promql/signatures.ts';
import { promtoolVerdicts } from '../support/promtool-verdicts.ts';
import { hasProgram } from '../support/real-programs.ts';

const sample: Readonly<Record<ValueType, string>> = {
  scalar: '1',
  string: '"x"',
  'instant vector': 'foo',
  'range vector': 'foo[5m]',
};
const types = Object.keys(sample) as readonly ValueType[];

/** Calls with every number of arguments around the bounds, and with every wrong type in every place. */
function callsOf(name: string, { params, min, max }: FunctionSignature): readonly string[] {
  const typeAt = (i: number): ValueType => params[i] ?? params.at(-1) ?? 'scalar';
  const args = (count: number): readonly ValueType[] => Array.from({ length: count }, (_, i) => typeAt(i));
  const most = Number.isFinite(max) ? max : min + 3;
  const counts = Array.from({ length: most + 2 }, (_, count) => args(count));
  const wrong = args(most).flatMap((_, i) => types.map((type) => args(most).map((each, j) => (i === j ? type : each))));
  return [...counts, ...wrong].map((list) => `${name}(${list.map((type) => sample[type]).join(', ')})`);
}

describe('signatures', () => {
  it.skipIf(!hasProgram('promtool'))('of the older dialect are those of promtool', () => {
    const calls = [...signatures].flatMap(([name, signature]) => callsOf(name, signature));
    const verdicts = promtoolVerdicts(calls);
    const disputed = calls.filter((text, i) => parse(text, { dialect: '2.42' }).ok !== (verdicts[i] === undefined));
    expect(calls.length).toBeGreaterThan(800);
    expect(disputed).toEqual([]);
  });

  it.skipIf(!hasProgram('promtool'))('of aggregations in the older dialect are those of promtool', () => {
    const calls = [...aggregations.keys()].flatMap((op) => [
      `${op}()`,
      ...types.map((type) => `${op}(${sample[type]})`),
      ...types.flatMap((a) => types.map((b) => `${op} by (a) (${sample[a]}, ${sample[b]})`)),
      `${op}(1, foo, foo)`,
    ]);
    const verdicts = promtoolVerdicts(calls);
    expect(calls.filter((text, i) => parse(text, { dialect: '2.42' }).ok !== (verdicts[i] === undefined))).toEqual([]);
  });

  it('name functions and aggregations apart', () => {
    expect([...signatures.keys()].filter((name) => aggregations.has(name))).toEqual([]);
  });
});
