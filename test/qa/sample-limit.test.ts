import { describe, expect, test } from 'vitest';
import { toYaml } from '../../src/formats/yaml.ts';
import { evaluateInstant } from '../../src/promql/eval/prepare.ts';
import { parse } from '../../src/promql/parser.ts';
import { createStorage } from '../../src/promql/storage/storage.ts';
import { promtool } from '../support/promtool.ts';
import { hasProgram } from '../support/real-programs.ts';

/** Of promtool, whatever its flags. */
const maxSamples = 10_000;
const tooMany = 'query processing would load too many samples into memory in query execution';

/** Queries of `n` series of the metric `m`, one sample each. */
const ofSeries = [
  'sum(m)',
  'm > 0',
  '2 * m',
  'sum(m) + sum(m)',
  'sum by (i) (m) > bool 0',
  'topk(3, m)',
  'm and m',
  'm or vector(1)',
  '-m',
  'abs(m) + m',
  'vector(scalar(m))',
  'label_replace(m, "x", "$1", "i", "(.*)")',
  'count(clamp_max(m, 1))',
];

/** Queries of `n` samples of the one series `m`. */
const ofSamples = ['rate(m[1y])', 'sum(sum_over_time(m[1y])) + 1', 'quantile_over_time(0.5, m[1y])', 'm offset 1m'];

function storageOf(series: number, samples: number) {
  const storage = createStorage();
  for (let i = 0; i < series; i++) {
    const appender = storage.appender({ ['__name__']: 'm', i: `${i}` });
    for (let at = 0; at < samples; at++) appender.append(at * 60_000, 1);
  }
  return storage;
}

function fits(text: string, series: number, samples: number): boolean {
  const parsed = parse(text, { dialect: '2.42' });
  if (!parsed.ok) throw new Error(text);
  const options = { compat: '2.42', maxSamples } as const;
  const result = evaluateInstant(parsed.value, storageOf(series, samples), (samples - 1) * 60_000, options);
  if (!result.ok) expect(result.errors.map(({ message }) => message)).toEqual([tooMany]);
  return result.ok;
}

/** The largest size that fits, up to a little more than the limit. */
function limitOf(isFitting: (size: number) => boolean): number {
  let [low, high] = [1, maxSamples + 10];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isFitting(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function promtoolFits(text: string, series: number, samples: number): boolean {
  const test = {
    interval: '1m',
    input_series: Array.from({ length: series }, (_, i) => ({ series: `m{i="${i}"}`, values: `1x${samples - 1}` })),
    promql_expr_test: [{ expr: `absent(${text}) > 5`, eval_time: `${samples - 1}m` }],
  };
  const { output } = promtool(['test', 'rules', 't.yml'], [{ path: 't.yml', content: toYaml({ tests: [test] }) }]);
  return !output.includes(tooMany);
}

describe.skipIf(!hasProgram('promtool'))('the limit on samples', () => {
  test.each(ofSeries)('is that of promtool for the series of %s', (text) => {
    const query = `absent(${text}) > 5`;
    const limit = limitOf((size) => fits(query, size, 1));
    expect([promtoolFits(text, limit, 1), limit > maxSamples || !promtoolFits(text, limit + 1, 1)]).toEqual([
      true,
      true,
    ]);
  });

  test.each(ofSamples)('is that of promtool for the samples of %s', (text) => {
    const query = `absent(${text}) > 5`;
    const limit = limitOf((size) => fits(query, 1, size));
    expect([promtoolFits(text, 1, limit), limit > maxSamples || !promtoolFits(text, 1, limit + 1)]).toEqual([
      true,
      true,
    ]);
  });
});
