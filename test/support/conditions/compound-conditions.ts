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
  quantile,
  raw,
  share,
  unless,
  value,
} from './condition-of.ts';
import type { Entry } from './entry.ts';
import { balance, breaker, crashes, errors, heap, job, queue, requests, restarts, timeouts } from './shop-metrics.ts';

const manyCrashes = above(count(eventsOf(crashes), 5), 5);
const deep = above(value(queue, 'max'), 100);
const open = isState(breaker, 'open', ['instance']);
const slow = above(quantile(requests, 0.9, 5), 2, '2s');

const growth = raw(
  'sum by (instance) (deriv(heap_bytes[10m]))',
  ['instance'],
  {
    high: { 'heap_bytes{job="shop", instance="a"}': '0+60000000x60' },
    low: { 'heap_bytes{job="shop", instance="a"}': '0+6000000x60' },
  },
  'bytes',
);
const busiest = raw(
  'topk by (instance) (1, queue_depth{queue!="bulk"})',
  ['instance', 'job', 'queue'],
  {
    high: { 'queue_depth{job="shop", instance="a", queue="fast"}': '150x40' },
    low: { 'queue_depth{job="shop", instance="a", queue="fast"}': '50x40' },
  },
  'items',
);
const spareShare = raw(
  'min by (instance) (heap_bytes / on (instance) group_left () max by (instance) (queue_depth))',
  ['instance'],
  {
    high: {
      'heap_bytes{job="shop", instance="a"}': '10x40',
      'queue_depth{job="shop", instance="a", queue="fast"}': '100x40',
    },
    low: {
      'heap_bytes{job="shop", instance="a"}': '90x40',
      'queue_depth{job="shop", instance="a", queue="fast"}': '100x40',
    },
  },
  'ratio',
);

const growing = above(growth, 1e6, '1MB/s');

/** Conditions of several parts, and raw PromQL. */
export const compoundConditions: readonly Entry[] = [
  { name: 'Both', when: both(manyCrashes, deep) },
  { name: 'BothFor', when: both(manyCrashes, deep), for: 1 },
  { name: 'BothKept', when: both(deep, above(value(heap, 'max'), 1e9, '1GB')), for: 1, keepFiringFor: 5 },
  { name: 'Either', when: either(manyCrashes, deep) },
  { name: 'EitherFor', when: either(deep, above(value(heap, 'max'), 1e9, '1GB')), for: 1 },
  { name: 'EitherOfTwoCounts', when: either(manyCrashes, above(count(eventsOf(errors), 5), 2)) },
  { name: 'Unless', when: unless(deep, open), for: 1 },
  { name: 'UnlessKept', when: unless(manyCrashes, deep), keepFiringFor: 5 },
  { name: 'UnlessRestarted', when: unless(slow, atLeast(count(eventsOf(restarts), 10), 1)), for: 1 },
  {
    name: 'ShareAndState',
    when: both(above(share(eventsOf(timeouts), eventsOf(requests), 15, 5), 0.2, '20%'), open),
  },
  { name: 'QuantileAndVolume', when: both(slow, above(count(eventsOf(requests), 5), 20)), for: 1 },
  {
    name: 'CountOrDown',
    when: either(above(count(eventsOf(crashes), 5, ['instance', 'job']), 5), { kind: 'down', job }),
    for: 1,
  },
  {
    name: 'ThreeParts',
    when: both(either(deep, above(value(heap, 'max'), 1e9, '1GB')), open),
    for: 1,
  },
  {
    name: 'NestedUnless',
    when: unless(
      both(deep, isState(breaker, 'open', ['instance'], { where: [isOneOf('breaker', 'api')] })),
      below(value(heap, 'min'), 1000),
    ),
  },
  {
    name: 'DownAndListedTheOtherWayRound',
    when: both({ kind: 'down', job }, below(value(balance, 'max', { by: ['instance', 'job'] }), 3600, '1h')),
    for: 1,
  },
  {
    name: 'TargetsOfBothSides',
    when: both(
      above(value(heap, 'max', { where: [isNot('instance', 'shop-9:9090')] }), 1e9, '1GB'),
      isState(breaker, 'half_open', ['instance']),
    ),
    for: 1,
  },
  { name: 'Raw', when: growing },
  { name: 'RawFor', when: growing, for: 2 },
  { name: 'RawKept', when: above(busiest, 100), for: 1, keepFiringFor: 5 },
  { name: 'RawAtLeast', when: atLeast(busiest, 100) },
  { name: 'RawBelow', when: below(spareShare, 0.5, '50%'), for: 1 },
  { name: 'RawAndGauge', when: both(growing, deep), for: 1 },
  { name: 'RawOrCount', when: either(growing, manyCrashes) },
];
