import type { Metric, Model } from '../../model/model.ts';
import type { MetricFacts } from '../../mutants/search/facts.ts';

/** What the spec knows of its metrics: their types, the values that states take, closed label domains, and who exposes them. */
export function factsOfModel(model: Model): Readonly<Record<string, MetricFacts>> {
  const facts: Record<string, MetricFacts> = {};
  for (const metric of model.metrics) {
    const labels = labelsOf(metric, model);
    switch (metric.type) {
      case 'counter':
        facts[metric.name] = { kind: 'counter', isWhole: true, labels };
        break;
      case 'gauge':
        facts[metric.name] = { kind: 'gauge', isWhole: false, labels };
        break;
      case 'state':
        facts[metric.name] = { kind: 'gauge', isWhole: true, values: metric.states.map(({ value }) => value), labels };
        break;
      case 'histogram': {
        const le = [...metric.buckets.map(({ value }) => String(value)), '+Inf'];
        facts[`${metric.name}_count`] = { kind: 'counter', isWhole: true, labels };
        facts[`${metric.name}_sum`] = { kind: 'counter', isWhole: false, labels };
        facts[`${metric.name}_bucket`] = { kind: 'bucket', isWhole: true, labels: { ...labels, le } };
      }
    }
  }
  return facts;
}

function labelsOf({ job, labels }: Metric, { targetLabels }: Model): Readonly<Record<string, readonly string[]>> {
  const closed = labels.flatMap(({ name, domain }) => (domain.kind === 'enum' ? [[name, domain.values] as const] : []));
  const own = targetLabels.includes('job') ? [['job', [job]] as const] : [];
  return Object.fromEntries([...own, ...closed]);
}
