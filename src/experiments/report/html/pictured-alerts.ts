import type { Variant } from '../../../model/experiment.ts';
import { leavesOf } from '../../../model/leaves-of.ts';
import { metricsOfCondition } from '../../../model/metrics-of.ts';
import type { Alert, Condition, Model } from '../../../model/model.ts';
import type { Observed } from '../../play/observed.ts';

/** The jobs of which a condition asks whether they are down. */
const downJobs = (condition: Condition): readonly string[] =>
  leavesOf(condition).flatMap((leaf) => (leaf.kind === 'down' ? leaf.job.name : []));

/**
 * The alerts that a chart is about: those that must fire, those that did something, and those that must be silent although
 * the fault moves what they read; when there is none, the first of which one could think that it fires.
 */
export function picturedAlerts(model: Model, variant: Variant, { alerts }: Observed): readonly Alert[] {
  const effects = variant.timeline.flatMap((moment) => moment.effects);
  const moved = new Set(effects.map((effect) => ('metric' in effect ? effect.metric.name : effect.job.name)));
  const metrics = new Map(model.metrics.map((metric) => [metric.name, metric]));
  const reads = ({ when }: Alert): boolean =>
    metricsOfCondition(when, metrics).some(({ name }) => moved.has(name)) ||
    downJobs(when).some((job) => moved.has(job));
  const named = new Set(variant.fires.map(({ alert }) => alert));
  const active = new Set(alerts.map(({ alert }) => alert));
  const silent = new Set(variant.silent.map(({ alert }) => alert));
  const chosen = model.alerts.filter(
    (alert) =>
      alert.when.kind !== 'always' &&
      (named.has(alert.name) || active.has(alert.name) || (silent.has(alert.name) && reads(alert))),
  );
  if (chosen.length > 0) return chosen;
  const [first] = variant.silent;
  return model.alerts.filter(({ name }) => name === first?.alert);
}
