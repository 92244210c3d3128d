import type { AlertDocument, LabelDocument, MetricDocument, SpecDocument } from '../../../src/model/document.ts';
import type { Label, Metric } from '../../../src/model/model.ts';
import { job, shopMetrics } from './shop-metrics.ts';

function labelDocument({ domain }: Label): LabelDocument {
  switch (domain.kind) {
    case 'enum':
      return { oneOf: domain.values };
    case 'bounded':
      return { bounded: domain.max };
    case 'unbounded':
      return { unbounded: domain.why };
  }
}

function metricDocument(metric: Metric): MetricDocument {
  const { name, help, labels } = metric;
  const common = {
    name,
    job: metric.job,
    help,
    labels: Object.fromEntries(labels.map((label) => [label.name, labelDocument(label)])),
  };
  switch (metric.type) {
    case 'counter':
    case 'gauge':
      return { ...common, type: metric.type, unit: metric.unit };
    case 'state':
      return {
        ...common,
        type: 'state',
        states: Object.fromEntries(metric.states.map((state) => [state.name, state.value])),
      };
    case 'histogram': {
      const { unit, observes, buckets } = metric;
      return { ...common, type: 'histogram', unit, observes, buckets: buckets.map(({ written }) => written) };
    }
  }
}

/** The made-up job of the catalogue as a spec, with one alert. */
export const shopSpec = (alert: AlertDocument): SpecDocument => ({
  tocsin: 1,
  service: 'shop',
  targetLabels: ['job', 'instance'],
  scrapeEvery: '15s',
  evaluateEvery: '15s',
  links: { grafana: 'http://localhost:3000', runbooks: 'http://localhost/runbooks' },
  severities: ['page'],
  receivers: { team: [{ kind: 'webhook', url: 'http://localhost:9999' }] },
  routes: { page: { team: { to: 'team' } } },
  jobs: [job],
  metrics: shopMetrics.map(metricDocument),
  alerts: [alert],
});
