import type { RouteNode } from '../config/alertmanager.ts';
import type { AlertLabels } from '../matchers/matcher.ts';
import type { EventQueue } from './event-queue.ts';
import { type HeardAlert, isResolved } from './heard-alert.ts';
import { compareAlerts } from './label-keys.ts';

/** Alerts of one route that are told together. Mirrors `aggrGroup` in dispatch/dispatch.go. */
export interface AlertGroup {
  readonly route: RouteNode;
  readonly key: string;
  readonly labels: AlertLabels;
  insert(alert: HeardAlert, at: number): void;
  readonly isEmpty: () => boolean;
  stop(): void;
}

/** Flushes come after the alerts of the same moment. */
export const flushRank = 1;

/** Starts a group without alerts, which flushes them after `group_wait`, then every `group_interval`. */
export function startAlertGroup(
  route: RouteNode,
  key: string,
  labels: AlertLabels,
  startedAt: number,
  queue: EventQueue,
  onFlush: (group: AlertGroup, alerts: readonly HeardAlert[], at: number) => void,
): AlertGroup {
  const alerts = new Map<string, HeardAlert>();
  const [wait, interval] = [route.groupWait / 1000, route.groupInterval / 1000];
  let hasFlushed = false;
  let timer = 0;

  function schedule(at: number): void {
    const mine = ++timer;
    queue.add(at, flushRank, () => {
      if (mine === timer) flush(at);
    });
  }

  function flush(at: number): void {
    schedule(at + interval);
    hasFlushed = true;
    if (alerts.size === 0) return;
    const told = [...alerts.values()].sort((a, b) => compareAlerts(a.labels, b.labels));
    onFlush(group, told, at);
    for (const alert of told) if (isResolved(alert, at)) alerts.delete(alert.fingerprint);
  }

  const group: AlertGroup = {
    route,
    key,
    labels,
    insert(alert, at) {
      alerts.set(alert.fingerprint, alert);
      // It has waited long enough before anybody heard of it.
      if (!hasFlushed && alert.startsAt + wait < at) schedule(at);
    },
    isEmpty: () => alerts.size === 0,
    stop() {
      timer++;
    },
  };
  schedule(startedAt + wait);
  return group;
}
