import type { AlertmanagerSetup, RouteNode } from '../config/alertmanager.ts';
import type { SuppressionCause } from '../notification.ts';
import { containsTime } from '../time/time-interval.ts';

/** Why a route is quiet at a moment, in milliseconds since 1970; `undefined` when it is not. */
export function muteCause(
  { activeTimes, muteTimes }: RouteNode,
  { timeIntervals }: AlertmanagerSetup,
  ms: number,
): SuppressionCause | undefined {
  const contains = (name: string): boolean =>
    timeIntervals.get(name)?.intervals.some((interval) => containsTime(interval, ms)) ?? false;
  if (activeTimes.length > 0 && !activeTimes.some(contains)) return { kind: 'inactive', intervals: activeTimes };
  const interval = muteTimes.find(contains);
  return interval === undefined ? undefined : { kind: 'muted', interval };
}
