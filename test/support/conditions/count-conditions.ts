import {
  above,
  atLeast,
  atMost,
  below,
  count,
  eventsOf,
  exceeding,
  increase,
  isNot,
  isOneOf,
  matches,
  matchesNot,
  quantity,
  rate,
  sumOf,
  within,
} from './condition-of.ts';
import type { Entry } from './entry.ts';
import { crashes, errors, requests, restarts } from './shop-metrics.ts';

const second = quantity(1, '1s');
const manyCrashes = above(count(eventsOf(crashes), 5), 5);

/** Counts, increases and rates, and sums and differences of them. */
export const countConditions: readonly Entry[] = [
  { name: 'CountAbove', when: manyCrashes },
  { name: 'CountAboveFor', when: manyCrashes, for: 1 },
  { name: 'CountAboveForLongerThanItsWindow', when: manyCrashes, for: 10 },
  { name: 'CountAtLeastKept', when: atLeast(count(eventsOf(crashes), 5, []), 3), keepFiringFor: 10 },
  { name: 'CountOfAFraction', when: above(count(eventsOf(crashes), 5), 2.5) },
  { name: 'CountAtLeastOne', when: atLeast(count(eventsOf(restarts), 10), 1) },
  { name: 'CountByItsLabel', when: above(count(eventsOf(crashes), 5, ['exit_code', 'instance']), 2) },
  { name: 'CountByJobAndInstance', when: above(count(eventsOf(restarts), 5, ['instance', 'job']), 2) },
  { name: 'CountInTwoHours', when: above(count(eventsOf(restarts), 120), 3), for: 5 },
  {
    name: 'AnyOfSomeLabelValues',
    when: above(count(eventsOf(errors, [isOneOf('error_type', 'CORRUPT', 'NOTADB')]), 5), 0),
  },
  { name: 'CountOfOneLabelValue', when: above(count(eventsOf(errors, [isOneOf('error_type', 'BUSY')]), 5), 2) },
  { name: 'CountOfAllButOne', when: above(count(eventsOf(errors, [isNot('error_type', 'BUSY')]), 5), 2) },
  { name: 'CountOfAllButSome', when: above(count(eventsOf(errors, [isNot('error_type', 'BUSY', 'NOTADB')]), 5), 2) },
  { name: 'CountOfMatching', when: above(count(eventsOf(crashes, [matches('exit_code', '1|9.*')]), 5), 2) },
  { name: 'CountOfNotMatching', when: above(count(eventsOf(crashes, [matchesNot('exit_code', '0|1..')]), 5), 2) },
  {
    name: 'CountOfTwoTests',
    when: above(count(eventsOf(crashes, [isNot('exit_code', '0'), matches('session', 's-.+')]), 5), 2),
  },
  { name: 'CountOnATarget', when: above(count(eventsOf(restarts, [matchesNot('instance', 'test-.*')]), 5), 2) },
  { name: 'CountOfObservations', when: above(count(eventsOf(requests), 5), 20) },
  { name: 'SlowRequests', when: above(count(exceeding(requests, second), 10), 12) },
  {
    name: 'SlowRequestsOfUsers',
    when: atLeast(count(exceeding(requests, quantity(0.1, '100ms'), [isOneOf('decision', 'user')]), 10), 4),
    for: 1,
  },
  { name: 'FastRequests', when: above(count(within(requests, second), 10), 4) },
  { name: 'CountBelow', when: below(count(eventsOf(crashes), 10), 40) },
  { name: 'CountAtMostFor', when: atMost(count(eventsOf(requests), 10), 9), for: 5 },
  { name: 'CountBelowOne', when: below(count(eventsOf(restarts), 10), 1), for: 1 },
  { name: 'CountBelowOfSome', when: below(count(eventsOf(errors, [isNot('error_type', 'BUSY')]), 10), 12) },
  { name: 'IncreaseAbove', when: above(increase(eventsOf(crashes), 5), 20) },
  { name: 'IncreaseBelowFor', when: below(increase(eventsOf(crashes), 5), 20), for: 1 },
  { name: 'IncreaseOfSome', when: above(increase(eventsOf(errors, [isOneOf('error_type', 'BUSY')]), 5), 0) },
  { name: 'RateAbove', when: above(rate(eventsOf(crashes), 5), 0.2), for: 1 },
  { name: 'RateAtLeastKept', when: atLeast(rate(eventsOf(crashes), 5, []), 2), keepFiringFor: 5 },
  { name: 'RateBelow', when: below(rate(eventsOf(requests, [isNot('decision', 'auto')]), 5), 0.5), for: 5 },
  { name: 'RateAtMostByLabel', when: atMost(rate(eventsOf(errors), 5, ['error_type', 'instance']), 1) },
  { name: 'RateOfSlow', when: above(rate(exceeding(requests, second), 5), 0.1), for: 1 },
  { name: 'RateOfFastBelow', when: below(rate(within(requests, second), 5), 1) },
  { name: 'RateAboveForLongerThanItsWindow', when: above(rate(eventsOf(crashes), 5), 0.2), for: 15 },
  { name: 'IncreaseAtLeast', when: atLeast(increase(eventsOf(crashes), 7), 3), keepFiringFor: 3.5 },
  {
    name: 'RateAboveZero',
    when: above(rate(within(requests, second, [isOneOf('decision', 'auto')]), 1.5), 0),
    for: 1.5,
  },
  {
    name: 'RateOfAllButSome',
    when: atMost(rate(eventsOf(errors, [matchesNot('error_type', 'BUSY|CORRUPT')]), 5), 0.5),
    for: 1,
  },
  {
    name: 'RateOfSlowOnATarget',
    when: above(rate(exceeding(requests, second, [matchesNot('instance', 'test-.*')]), 1.5, ['decision']), 250),
  },
  { name: 'RateAMinute', when: atMost(rate(within(requests, second), 2), 250 / 60, '250 requests/min') },
  {
    name: 'SumOfCounts',
    when: above(sumOf('plus', count(eventsOf(crashes), 5), count(eventsOf(errors), 5)), 5),
  },
  {
    name: 'DifferenceOfCounts',
    when: above(sumOf('minus', count(eventsOf(requests), 5), count(eventsOf(errors), 5)), 5),
    for: 1,
  },
  {
    name: 'SumOfCountsBelow',
    when: below(sumOf('plus', count(eventsOf(crashes), 5), count(eventsOf(errors), 5)), 6),
  },
  {
    name: 'SumOfRates',
    when: above(sumOf('plus', rate(eventsOf(requests), 5), rate(eventsOf(restarts), 5)), 0.5),
  },
  { name: 'CountOfAllTargets', when: above(count(eventsOf(restarts), 7, []), 2), for: 1 },
  { name: 'CountAtLeastTwo', when: atLeast(count(eventsOf(crashes, [isNot('session', 'a-1')]), 5), 2) },
  {
    name: 'RateBelowOfAGroupOfItsOwn',
    when: below(rate(eventsOf(crashes, [isOneOf('exit_code', '137')]), 15, ['exit_code']), 0.5),
  },
  {
    name: 'DifferenceOfRates',
    when: above(sumOf('minus', rate(eventsOf(requests), 5), rate(eventsOf(restarts), 5)), 0.5),
    for: 1,
  },
];
