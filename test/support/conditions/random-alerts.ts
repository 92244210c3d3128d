import fc from 'fast-check';
import type { AlertDocument, ConditionDocument } from '../../../src/model/document.ts';
import { parseDuration } from '../../../src/shared/duration.ts';
import { comparisons, groupings, metricsWith, selections, windows } from './random-measures.ts';
import { job, shopMetrics } from './shop-metrics.ts';

/** Groupings that some metric has, the usual ones more often. */
const groupingLists: fc.Arbitrary<readonly string[]> = fc.oneof(
  { arbitrary: fc.constantFrom([], ['instance'], ['instance'], ['instance', 'job']), weight: 5 },
  {
    arbitrary: fc
      .constantFrom(...new Set(shopMetrics.flatMap(({ labels }) => labels.map(({ name }) => name))))
      .map((label) => [label]),
    weight: 1,
  },
  {
    arbitrary: fc
      .constantFrom(...new Set(shopMetrics.flatMap(({ labels }) => labels.map(({ name }) => name))))
      .map((label) => ['instance', label]),
    weight: 1,
  },
);

/** A condition without parts, whose results carry these labels. */
function leaves(by: readonly string[]): fc.Arbitrary<ConditionDocument> {
  const found: fc.WeightedArbitrary<ConditionDocument>[] = [];
  if (metricsWith(by, 'counter', 'histogram', 'gauge').length > 0)
    found.push({ arbitrary: comparisons(by), weight: 12 });
  const states = metricsWith(by, 'state');
  if (states.length > 0) {
    const state = fc.constantFrom(...states).chain((metric) =>
      fc.record(
        {
          kind: fc.constant('is' as const),
          of: selections([metric]),
          state: fc.constantFrom(...metric.states.map(({ name }) => name)),
          by: fc.constant(groupings(by)),
          orGoneWithin: windows,
        },
        { requiredKeys: ['kind', 'of', 'state', 'by'] },
      ),
    );
    found.push({ arbitrary: state, weight: 3 });
  }
  if (by.length === 0) {
    found.push({
      arbitrary: fc.record({ kind: fc.constant('absent'), of: selections(shopMetrics), in: windows }),
      weight: 3,
    });
    found.push({ arbitrary: fc.constant({ kind: 'always' }), weight: 1 });
  }
  if (by.join() === 'instance,job') found.push({ arbitrary: fc.constant({ kind: 'down', job: job.name }), weight: 4 });
  return fc.oneof(...found);
}

/** A condition of up to three levels. */
function conditions(by: readonly string[], depth: number): fc.Arbitrary<ConditionDocument> {
  if (depth === 0) return leaves(by);
  const deeper = conditions(by, depth - 1);
  return fc.oneof(
    { arbitrary: leaves(by), weight: depth === 2 ? 6 : 3 },
    {
      arbitrary: fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const, 'unless' as const),
        left: deeper,
        right: deeper,
      }),
      weight: 2,
    },
  );
}

/** The longest window of a condition, as it is written. */
function longestWindow(document: unknown): string | undefined {
  const found = [...JSON.stringify(document).matchAll(/"(?:in|over|orGoneWithin)":"([^"]+)"/g)].map(
    ([, text = '']) => text,
  );
  return found.toSorted((a, b) => (parseDuration(b) ?? 0) - (parseDuration(a) ?? 0))[0];
}

/** How long the alert waits: not at all, shorter than its window, as long, or longer. */
function waits(window: string | undefined): fc.Arbitrary<string | undefined> {
  const ms = parseDuration(window ?? '5m') ?? 0;
  const seconds = (length: number): string => `${Math.ceil(length / 15_000) * 15}s`;
  const some = ['15s', '1m', seconds(ms / 2), seconds(ms), seconds(Math.min(2 * ms, 7_200_000))];
  return fc.oneof(fc.constant(undefined), fc.constantFrom(undefined, ...some));
}

/** Alerts on every kind of condition that the language has, as documents; not all of them can be meant. */
export const randomAlerts: fc.Arbitrary<AlertDocument> = groupingLists
  .chain((by) => conditions(by, 2))
  .chain((when) =>
    fc.tuple(waits(longestWindow(when)), fc.oneof(fc.constant(undefined), waits(longestWindow(when)))).map(
      ([pending, kept]): AlertDocument => ({
        name: 'Random',
        when,
        ...(pending === undefined ? {} : { for: pending }),
        ...(kept === undefined ? {} : { keepFiringFor: kept }),
        severity: 'page',
        audience: 'team',
        action: 'Look',
        summary: '{{ $value }}',
        description: 'It is so',
      }),
    ),
  );
