import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorkMeter, samplesRead } from '../../src/mutants/search/work-meter.ts';
import { parse } from '../../src/promql/parser.ts';

const minute = 60_000;
const input = { labels: { __name__: 'a', job: 'j' }, values: [1] };
const scenario = {
  origin: 'test',
  interval: minute,
  start: 0,
  inputs: [input],
  looks: [],
  externalLabels: {},
} as const;

function readsOf(text: string) {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return samplesRead(parsed.value, scenario, minute);
}

describe('the cost of evaluations', () => {
  it('is that of the new steps of a subquery, unless its range jumps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 2, max: 9 }), (range, evaluations) => {
        const reads = readsOf(`sum_over_time(a[${range}m:1m])`);
        const meter = createWorkMeter();
        const count = meter.evaluations(reads);
        for (let i = 0; i < evaluations; i++) count(i * minute);
        const moving = meter.spent();
        count((evaluations + range) * minute);
        const jump = meter.spent() - moving;
        expect(jump).toBe(reads.first);
        expect(moving).toBe(reads.first + (evaluations - 1) * reads.next);
        expect(jump - reads.next).toBe(range - 1);
      }),
    );
  });

  it('is the same wherever nothing is kept from the evaluation before', () => {
    for (const text of ['a', 'sum(rate(a[5m])) / sum(rate(a[1h]))', 'a offset 1h > 2']) {
      const { first, next } = readsOf(text);
      expect(next).toBe(first);
    }
  });
});
