import { describe, expect, it } from 'vitest';
import type { VectorSelector } from '../../../src/promql/ast.ts';
import { parse } from '../../../src/promql/parser.ts';
import { possibleLabels } from '../../../src/validators/dashboards/possible-labels.ts';

const ofSeries = ({ name = '' }: VectorSelector): ReadonlySet<string> | undefined =>
  ({ a: new Set(['job', 'x']), b: new Set(['job', 'y']), h_bucket: new Set(['job', 'le']) })[name];

describe('possibleLabels', () => {
  it.each([
    ['a', ['job', 'x']],
    ['rate(a[5m])', ['job', 'x']],
    ['sum by (job) (a)', ['job']],
    ['sum(a)', []],
    ['topk(3, a)', ['job', 'x']],
    ['histogram_quantile(0.9, sum by (le, job) (rate(h_bucket[5m])))', ['job']],
    ['histogram_quantile(0.9, h_bucket)', ['job']],
    ['sum by (x) (a) / sum by (x) (a)', ['x']],
    ['2 * a', ['job', 'x']],
    ['a or b', ['job', 'x', 'y']],
    ['a and on (job) b', ['job', 'x']],
    ['a unless b', ['job', 'x']],
    ['a * on (job) group_left b', ['job', 'x']],
    ['a * on (job) group_right b', ['job', 'y']],
    ['max_over_time(a[5m:1m])', ['job', 'x']],
    ['-a', ['job', 'x']],
    ['vector(1)', []],
    ['time()', []],
    ['clamp_min(a, 0)', ['job', 'x']],
  ])('of %s are %j', (query, labels) => {
    const parsed = parse(query);
    expect(parsed.ok && [...(possibleLabels(parsed.value, ofSeries) ?? ['unknown'])].toSorted()).toEqual(labels);
  });

  it.each(['unknown_metric', 'sum without (x) (a)', 'label_replace(a, "z", "$1", "x", "(.*)")', 'absent(a)'])(
    'of %s are not known',
    (query) => {
      const parsed = parse(query);
      expect(parsed.ok && possibleLabels(parsed.value, ofSeries)).toBeUndefined();
    },
  );
});
