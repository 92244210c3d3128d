import {
  above,
  atLeast,
  atMost,
  below,
  eventsOf,
  exceeding,
  isNot,
  isOneOf,
  matches,
  quantile,
  quantity,
  share,
  sumOf,
  within,
} from './condition-of.ts';
import type { Entry } from './entry.ts';
import { errors, requests, timeouts } from './shop-metrics.ts';

const busy = eventsOf(errors, [isOneOf('error_type', 'BUSY')]);
const asked = eventsOf(requests, [isNot('decision', 'auto')]);
const second = quantity(1, '1s');

/** Shares with and without a floor, and quantiles. */
export const shareConditions: readonly Entry[] = [
  { name: 'ShareOfAnotherMetric', when: above(share(eventsOf(timeouts), asked, 15, 5), 0.2, '20%') },
  { name: 'ShareOfAnotherMetricKept', when: above(share(eventsOf(timeouts), asked, 15), 0.2, '20%'), keepFiringFor: 5 },
  { name: 'ShareAtLeast', when: atLeast(share(eventsOf(timeouts), asked, 15, 20, []), 0.5, '50%'), for: 1 },
  { name: 'ShareOfTheSameMetric', when: above(share(busy, eventsOf(errors), 15), 0.01, '1%'), for: 1 },
  { name: 'ShareOfTheSameMetricWithFloor', when: above(share(busy, eventsOf(errors), 15, 50), 0.05, '5%') },
  {
    name: 'ShareOfMatching',
    when: above(share(eventsOf(errors, [matches('error_type', 'CORR.*|NOTADB')]), eventsOf(errors), 15), 0.25, '25%'),
  },
  { name: 'ShareForAsLongAsItsWindow', when: above(share(busy, eventsOf(errors), 15), 0.01, '1%'), for: 15 },
  { name: 'ShareOfSlow', when: above(share(exceeding(requests, second), eventsOf(requests), 15), 0.05, '5%') },
  {
    name: 'ShareOfSlowWithFloor',
    when: atLeast(share(exceeding(requests, second), eventsOf(requests), 15, 10), 0.1, '10%'),
    for: 1,
  },
  { name: 'AnyShare', when: above(share(busy, eventsOf(errors), 15), 0, '0%') },
  { name: 'AnyShareInASmallWindow', when: above(share(busy, eventsOf(errors), 2), 0, '0%') },
  { name: 'ShareBelow', when: below(share(busy, eventsOf(errors), 15), 0.5, '50%'), for: 1 },
  { name: 'ShareAtMost', when: atMost(share(busy, eventsOf(errors), 15, 10), 0.5, '50%') },
  {
    name: 'ShareAtMostForAsLongAsItsSmallWindow',
    when: atMost(share(busy, eventsOf(errors), 2, 1), 0.25, '25%'),
    for: 2,
  },
  {
    name: 'ShareBelowForLongerThanItsWindow',
    when: below(share(eventsOf(errors, [isNot('error_type', 'BUSY')]), eventsOf(errors), 15, 1000), 0.25, '25%'),
    for: 30,
  },
  { name: 'ShareBelowInASmallWindow', when: below(share(eventsOf(timeouts), eventsOf(requests), 2, 2), 0.01, '1%') },
  {
    name: 'ShareOfSlowerAmongSlow',
    when: above(
      share(exceeding(requests, quantity(5, '5s')), exceeding(requests, quantity(0.1, '100ms')), 7, 100),
      0.75,
      '75%',
    ),
  },
  { name: 'ShareWithinBelow', when: below(share(within(requests, second), eventsOf(requests), 15), 0.95, '95%') },
  {
    name: 'ShareWithinBelowWithFloor',
    when: below(share(within(requests, second), eventsOf(requests), 15, 100), 0.99, '99%'),
    for: 5,
  },
  {
    name: 'ShareByLabel',
    when: above(
      share(eventsOf(requests, [isOneOf('decision', 'timeout')]), eventsOf(requests), 10, 0, ['instance', 'tool']),
      0.25,
      '25%',
    ),
  },
  {
    name: 'QuantileAbove',
    when: above(quantile(requests, 0.99, 5, [isOneOf('decision', 'user')]), 2, '2s'),
    for: 1,
  },
  { name: 'QuantileAboveAtABound', when: above(quantile(requests, 0.5, 5), 1, '1s') },
  { name: 'QuantileAtLeastKept', when: atLeast(quantile(requests, 0.9, 5, [], []), 0.5, '500ms'), keepFiringFor: 5 },
  { name: 'QuantileBelow', when: below(quantile(requests, 0.5, 5, [isNot('decision', 'auto')]), 0.3, '300ms'), for: 1 },
  { name: 'QuantileInAMinute', when: above(quantile(requests, 0.9, 1), 4.9, '4900ms') },
  { name: 'QuantileForLongerThanItsWindow', when: above(quantile(requests, 0.9, 5), 1, '1s'), for: 10 },
  { name: 'QuantileAtItsLeast', when: atMost(quantile(requests, 0.999, 1), 0.1, '100ms') },
  {
    name: 'QuantileOfAllButSome',
    when: below(quantile(requests, 0.999, 10, [isNot('tool', 'a-1', '137')]), 4.9, '4900ms'),
  },
  {
    name: 'DifferenceOfQuantiles',
    when: above(
      sumOf(
        'minus',
        quantile(requests, 0.9, 5, [isOneOf('decision', 'user')]),
        quantile(requests, 0.5, 5, [isOneOf('decision', 'auto')]),
      ),
      1,
      '1s',
    ),
  },
  {
    name: 'QuantileBelowOfAGroupOfItsOwn',
    when: below(quantile(requests, 0.9, 5, [isOneOf('decision', 'user')], ['decision', 'instance']), 1, '1s'),
  },
  { name: 'QuantileByLabel', when: above(quantile(requests, 0.95, 10, [], ['decision', 'instance']), 3, '3s') },
];
