import {
  above,
  absent,
  atLeast,
  atMost,
  below,
  isNot,
  isOneOf,
  isState,
  matches,
  matchesNot,
  sumOf,
  unless,
  value,
} from './condition-of.ts';
import type { Entry } from './entry.ts';
import { balance, breaker, errors, heap, job, queue, requests, saturation, tunnel } from './shop-metrics.ts';

const fast = [isOneOf('queue', 'fast')];

/** Gauges, states, absence and targets. */
export const levelConditions: readonly Entry[] = [
  { name: 'GaugeAbove', when: above(value(queue, 'max', { where: fast }), 100), for: 1 },
  { name: 'GaugeAboveKept', when: above(value(heap, 'max'), 1.5 * 1024 ** 3, '1.5GiB'), for: 5, keepFiringFor: 10 },
  { name: 'GaugeAtLeast', when: atLeast(value(saturation, 'max', { by: ['pool'] }), 0.9, '90%'), for: 1 },
  { name: 'GaugeBelow', when: below(value(queue, 'min', { where: [isNot('queue', 'bulk')] }), 1) },
  { name: 'GaugeAboveZero', when: above(value(queue, 'sum', { where: [matches('queue', 'f.*|slow')] }), 0), for: 1 },
  { name: 'GaugeBelowZero', when: below(value(balance, 'min'), -0.5), for: 1 },
  { name: 'GaugeAtMostZero', when: atMost(value(queue, 'sum'), 0), for: 5 },
  { name: 'GaugeSum', when: above(value(queue, 'sum', { where: [matchesNot('queue', 'bu.*')], by: [] }), 100) },
  { name: 'GaugeAverage', when: above(value(queue, 'avg'), 100), for: 1 },
  { name: 'GaugeAverageAtMost', when: atMost(value(queue, 'avg', { over: 5 }), 10), for: 1 },
  { name: 'GaugeMaxOverTime', when: above(value(queue, 'max', { over: 5 }), 100) },
  { name: 'GaugeMinOverTime', when: above(value(queue, 'min', { over: 5, where: fast }), 100) },
  { name: 'GaugeSumOverTime', when: above(value(queue, 'sum', { over: 10 }), 100), keepFiringFor: 5 },
  { name: 'GaugeMaxOverTwoScrapes', when: above(value(queue, 'max', { over: 0.5 }), 10) },
  { name: 'GaugeAverageOverTwoScrapes', when: atMost(value(balance, 'sum', { over: 0.5, by: [] }), 1, '1s') },
  {
    name: 'GaugeAverageOfFractions',
    when: atLeast(value(saturation, 'sum', { over: 5, by: ['instance', 'pool'] }), 0.99, '99%'),
    for: 5,
  },
  {
    name: 'GaugeKeptForOneScrape',
    when: below(value(saturation, 'max', { by: ['pool'] }), 0.2, '20%'),
    keepFiringFor: 0.25,
  },
  { name: 'GaugeByLabel', when: above(value(queue, 'max', { by: ['instance', 'queue'] }), 100), for: 1 },
  { name: 'GaugeMinAboveZero', when: above(value(heap, 'min', { over: 0.5 }), 0, '0B') },
  {
    name: 'GaugeOfAllButSome',
    when: atMost(value(queue, 'avg', { over: 0.5, where: [isNot('queue', 'bulk', 'slow')] }), 2.75),
    for: 1,
  },
  {
    name: 'GaugeOfEither',
    when: atLeast(
      value(saturation, 'avg', { over: 5, by: ['instance', 'pool'], where: [matches('pool', 'b-2|a-1')] }),
      0.001,
      '0.1%',
    ),
  },
  {
    name: 'SumOfGauges',
    when: above(sumOf('plus', value(queue, 'sum'), value(balance, 'sum')), 100),
    for: 1,
  },
  { name: 'DifferenceOfGauges', when: above(sumOf('minus', value(queue, 'sum'), value(balance, 'sum')), 100) },
  { name: 'InState', when: isState(breaker, 'open', ['instance'], { where: [isOneOf('breaker', 'api')] }), for: 0.25 },
  { name: 'InStateAtOnce', when: isState(breaker, 'half_open', ['breaker', 'instance']) },
  { name: 'InStateKept', when: isState(breaker, 'closed', ['breaker']), for: 2, keepFiringFor: 5 },
  { name: 'InStateOfMatching', when: isState(breaker, 'open', [], { where: [matchesNot('breaker', 'm.*')] }), for: 1 },
  {
    name: 'OfflineOrGone',
    when: unless(isState(tunnel, 'offline', ['machine'], { goneWithin: 60 }), isState(tunnel, 'online', ['machine'])),
    for: 5,
  },
  { name: 'OfflineOrGoneAlone', when: isState(tunnel, 'offline', ['machine'], { goneWithin: 15 }), for: 1 },
  {
    name: 'GoneOfSome',
    when: isState(breaker, 'open', ['instance'], { goneWithin: 30, where: [isOneOf('breaker', 'api', 'db')] }),
    keepFiringFor: 5,
  },
  {
    name: 'GoneOfAllButSome',
    when: isState(breaker, 'open', ['breaker'], { goneWithin: 20, where: [matchesNot('breaker', 'api|mail')] }),
  },
  { name: 'GoneForAMinute', when: isState(breaker, 'open', ['breaker', 'instance'], { goneWithin: 1 }) },
  { name: 'GoneForLessThanFor', when: isState(tunnel, 'online', ['instance'], { goneWithin: 15 }), for: 30 },
  { name: 'TargetDown', when: { kind: 'down', job }, for: 2 },
  { name: 'TargetDownAtOnce', when: { kind: 'down', job } },
  { name: 'TargetDownKept', when: { kind: 'down', job }, for: 1, keepFiringFor: 5 },
  { name: 'Always', when: { kind: 'always' } },
  { name: 'Absent', when: absent(queue, 5), for: 1 },
  { name: 'AbsentAtOnce', when: absent(requests, 10) },
  { name: 'AbsentOfSome', when: absent(errors, 10, [isOneOf('error_type', 'BUSY')]), for: 5 },
  { name: 'AbsentOfAllBut', when: absent(breaker, 5, [isNot('breaker', 'mail', 'db')]), keepFiringFor: 5 },
  { name: 'AbsentOfMatching', when: absent(tunnel, 2, [matches('machine', 'web-.*')]) },
];
