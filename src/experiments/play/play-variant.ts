import { conditionExpr } from '../../generators/expressions/condition-expr.ts';
import { recordings } from '../../generators/expressions/recordings.ts';
import type { Variant } from '../../model/experiment.ts';
import type { Model } from '../../model/model.ts';
import { prepare } from '../../promql/eval/prepare.ts';
import { createStorage, type Storage } from '../../promql/storage/storage.ts';
import { formatDuration } from '../../shared/duration.ts';
import type { NotificationTimeline } from '../../simulate/routing/notification.ts';
import { simulateNotifications } from '../../simulate/routing/simulate-notifications.ts';
import { queryRows } from '../../simulate/rules/query-rows.ts';
import { startSimulation } from '../../simulate/rules/simulation.ts';
import { schedule } from '../timeline/schedule.ts';
import type { Stack } from './load-stack.ts';
import type { HeldBack, Observed, Told } from './observed.ts';
import { recordEpisodes } from './record-episodes.ts';
import { startWorld } from './scrape.ts';

/** A variant that was played through the embedded engine, with everything that was stored on the way. */
export interface PlayedVariant {
  readonly observed: Observed;
  readonly storage: Storage;
  /** When the fault happened, in milliseconds since 1970. */
  readonly fault: number;
}

/** A full hour, so that steps of queries fall on evaluations. Milliseconds since 1970. */
const beginning = 1_700_002_800_000;

/**
 * Plays a variant: effects, scrapes, evaluations of the generated rules, notifications by the generated routing.
 * @param phase Milliseconds from an evaluation to the scrape after it.
 */
export function playVariant(model: Model, stack: Stack, variant: Variant, phase: number): PlayedVariant {
  const { scrapeInterval, evaluationInterval } = model;
  const { warmUp, lasts, recovered } = variant;
  const storage = createStorage();
  const { rules } = stack;
  const simulation = startSimulation(rules, storage, {
    externalLabels: {},
    externalUrl: model.links.prometheus ?? '',
    evaluated: new Set(rules.entries.keys()),
    writesAlerts: () => true,
  });
  // The fault falls on an evaluation; the scrapes are somewhere between two.
  const fault = beginning + Math.ceil(warmUp / evaluationInterval) * evaluationInterval;
  const start = fault - warmUp;
  const firstScrape = beginning + phase < start ? beginning + phase + scrapeInterval : beginning + phase;
  const world = startWorld(model, storage, schedule(variant), { start, fault, firstScrape });
  const { instead } = recordings(model);
  const conditions = recovered.when.map((condition) =>
    prepare(conditionExpr(model, condition, { instead })).on(storage),
  );
  const unmet = conditions.map((): number[] => []);
  const recorder = recordEpisodes();
  const faults = new Set<string>();
  for (let now = beginning; now <= fault + lasts; now += evaluationInterval) {
    world.advance(now);
    const time = now - fault;
    for (const { rule, message } of simulation.tick(now)) {
      faults.add(`${rules.entries[rule]?.rule.name ?? ''}: ${message}`);
    }
    rules.entries.forEach(({ rule }, index) => {
      const running = simulation.rule(index);
      if (running?.kind === 'alerting') recorder.record(rule.name, time, running.active());
    });
    if (time < recovered.by) continue;
    conditions.forEach((condition, i) => {
      const rows = queryRows(condition, now);
      if (!rows.ok) faults.add(rows.errors.join('; '));
      else if (rows.value.length === 0) unmet[i]?.push(time);
    });
  }
  const until = (fault + lasts - beginning) / 1000;
  const sent = simulateNotifications(
    stack.alertmanager,
    { alerts: recorder.heard(beginning - fault) },
    { until, epoch: beginning / 1000 },
  );
  const observed: Observed = {
    run: `scraped ${formatDuration(phase)} after an evaluation`,
    alerts: recorder.episodes(),
    told: toldOf(sent, fault - beginning),
    held: heldOf(sent, fault - beginning),
    unmet,
    faults: [...faults],
  };
  return { observed, storage, fault };
}

const toldOf = ({ notifications }: NotificationTimeline, fault: number): readonly Told[] =>
  notifications.map(({ at, receiver, status, alerts }) => ({
    at: at * 1000 - fault,
    receiver,
    status,
    alerts: alerts.map(({ labels, ...alert }) => ({ alert: labels['alertname'] ?? '', labels, status: alert.status })),
  }));

const heldOf = ({ suppressions }: NotificationTimeline, fault: number): readonly HeldBack[] =>
  suppressions.map(({ from, to, receiver, labels, cause }) => ({
    from: from * 1000 - fault,
    to: to * 1000 - fault,
    receiver,
    alert: labels['alertname'] ?? '',
    because: cause.kind === 'inhibited' ? `inhibited by ${cause.source['alertname'] ?? ''}` : cause.kind,
  }));
