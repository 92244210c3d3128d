import type { Job, Metric, Model } from '../../model/model.ts';
import type { Expr, LabelMatcher, VectorSelector } from '../../promql/ast.ts';
import { aggregate, binary, call, number, on, range, selector, subquery } from '../../promql/builder.ts';

/** Prometheus' default `query.lookback-delta`: how long a gap in the scrapes may be before a series counts as unknown. */
const lookback = 300_000;

/** More subquery steps than this cost more than the precision of one scrape is worth. */
const maximalSteps = 240;

/** Length in milliseconds of the steps in which events are counted: one scrape, or more for very long windows. */
export function countStep(scrapeInterval: number, window: number): number {
  const scrapes = Math.max(1, Math.ceil(window / scrapeInterval / maximalSteps));
  return scrapes * scrapeInterval;
}

const later = (series: VectorSelector, step: number): VectorSelector => ({
  ...series,
  offset: { kind: 'literal', seconds: -step / 1000 },
});

/** What events are counted on: the series of one counter, where they are scraped, and how far back. */
interface Counting {
  readonly series: VectorSelector;
  readonly metric: Metric;
  readonly window: number;
  readonly by: readonly string[];
  readonly select: readonly LabelMatcher[];
}

/**
 * How many events a counter saw in a window, exactly.
 *
 * `increase()` extrapolates (5 events read 5.26) and does not see the first value of a series. This sums, over steps of
 * one scrape, what each series gained between the step's start and its end:
 *
 *     later value - (earlier value, or 0 after a restart, a reset, or when the series is new)
 *
 * A series without an earlier value is new, so that its first value counts, only if its target was up and did not have
 * it, or if the process is younger than the window. An old counter that becomes visible (fresh Prometheus, target back
 * after a long gap) gives nothing. The later value is read with a negative offset, so that the last step ends now rather
 * than at the last multiple of the step. docs/adr/0005 has the reasoning and the proof.
 */
export function countExpr(model: Model, { series, metric, window, by, select }: Counting): Expr {
  const step = countStep(model.scrapeInterval, window);
  const memory = Math.max(lookback, 2 * step);
  const ofTarget = on(...model.targetLabels);
  const job: Job['name'] = metric.job;
  const targetMatchers: readonly LabelMatcher[] = [{ name: 'job', op: '=', value: job }, ...select];
  const up = selector('up', targetMatchers);
  const started = selector('process_start_time_seconds', targetMatchers);
  const now = later(series, step);
  const lastKnown = call('last_over_time', range(series, memory));

  const before = binary(series, 'or', binary(lastKnown, 'unless', binary(up, '==', number(1)), ofTarget));
  const restarted = binary(later(started, step), '>', call('last_over_time', range(started, memory)));
  const grew = binary(binary(before, '<=', now), 'unless', restarted, ofTarget);
  const wasUp = binary(call('max_over_time', range(up, memory)), '==', number(1));
  const young = binary(later(started, step), '>', binary(call('time'), '-', number(window / 1000)));
  const fromZero = binary(binary(number(0), '*', now), 'and', binary(wasUp, 'or', young), ofTarget);

  const gained = binary(now, '-', binary(grew, 'or', fromZero));
  return aggregate('sum', by, call('sum_over_time', subquery(gained, window, step)));
}
