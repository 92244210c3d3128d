import {
  above,
  atLeast,
  below,
  both,
  count,
  either,
  eventsOf,
  isNot,
  isOneOf,
  isState,
  matchesNot,
  quantile,
  rate,
  share,
  sumOf,
  unless,
  value,
} from './condition-of.ts';
import type { Entry } from './entry.ts';
import {
  breaker,
  crashes,
  errors,
  heap,
  job,
  queue,
  requests,
  restarts,
  saturation,
  timeouts,
} from './shop-metrics.ts';

const byPool = { by: ['pool'] } as const;

/** Conditions whose parts read the same series, so that none of them can be moved alone. */
export const jointConditions: readonly Entry[] = [
  {
    name: 'HighestUnlessLowest',
    when: unless(
      above(value(saturation, 'max', byPool), 0.9, '90%'),
      below(value(saturation, 'min', byPool), 0.5, '50%'),
    ),
    for: 1,
  },
  {
    name: 'LongAndShortWindow',
    when: both(above(value(queue, 'avg', { over: 10 }), 100), above(value(queue, 'max', { over: 1 }), 150)),
  },
  {
    name: 'RiseAboveEarlier',
    when: above(sumOf('minus', value(queue, 'max'), value(queue, 'avg', { over: 10 })), 50),
    for: 1,
  },
  {
    name: 'EitherOfTwoQueues',
    when: either(
      above(value(queue, 'max', { where: [isOneOf('queue', 'fast')] }), 10),
      above(value(queue, 'max', { where: [isNot('queue', 'fast')] }), 1000),
    ),
  },
  {
    name: 'ManyErrorsMostOfThemBusy',
    when: above(
      sumOf('minus', rate(eventsOf(errors, [isOneOf('error_type', 'BUSY')]), 5), rate(eventsOf(errors), 10)),
      -0.1,
    ),
  },
  {
    name: 'SpreadOfQuantiles',
    when: above(sumOf('minus', quantile(requests, 0.9, 5), quantile(requests, 0.5, 5)), 1, '1s'),
  },
  {
    name: 'LargeShareOfMany',
    when: both(
      above(share(eventsOf(timeouts), eventsOf(requests), 5), 0.2, '20%'),
      atLeast(count(eventsOf(requests), 5), 50),
    ),
  },
  {
    name: 'OneBreakerNotTheOther',
    when: unless(
      isState(breaker, 'open', ['instance'], { where: [isOneOf('breaker', 'api')] }),
      isState(breaker, 'half_open', ['instance'], { where: [isNot('breaker', 'api')] }),
    ),
    for: 1,
  },
  {
    name: 'TwoStatesAtOnce',
    when: both(
      isState(breaker, 'open', ['breaker'], { goneWithin: 10 }),
      isState(breaker, 'half_open', ['breaker'], { goneWithin: 60 }),
    ),
  },
  {
    name: 'DownUnlessOfSomeTargets',
    when: unless(
      { kind: 'down', job },
      below(value(heap, 'sum', { where: [isNot('instance', 'shop-9:9090')], by: ['instance', 'job'] }), 2e9, '2GB'),
    ),
  },
  {
    name: 'FlowsWithoutSomeTargets',
    when: above(
      sumOf('plus', rate(eventsOf(crashes), 5), rate(eventsOf(restarts, [matchesNot('instance', 'test-.*')]), 5)),
      0.5,
    ),
    keepFiringFor: 5,
  },
];
