import type { Alert, Model } from '../../src/model/model.ts';
import { conditionLabels } from '../../src/model/resolve-condition.ts';
import { compoundConditions } from './conditions/compound-conditions.ts';
import { countConditions } from './conditions/count-conditions.ts';
import type { Entry } from './conditions/entry.ts';
import { jointConditions } from './conditions/joint-conditions.ts';
import { levelConditions } from './conditions/level-conditions.ts';
import { shareConditions } from './conditions/share-conditions.ts';
import { job, shopMetrics } from './conditions/shop-metrics.ts';

const minutes = (count: number): number => count * 60_000;
const targetLabels = ['job', 'instance'];

function alertOf({ name, when, for: pending = 0, keepFiringFor = 0 }: Entry): Alert {
  const labels = conditionLabels(when, targetLabels);
  return {
    name,
    when,
    labels,
    for: minutes(pending),
    keepFiringFor: minutes(keepFiringFor),
    severity: 'page',
    audience: 'team',
    action: 'Look',
    summary: [
      { kind: 'value' },
      ...labels.flatMap((label) => [{ kind: 'text', text: ' on ' } as const, { kind: 'label', label } as const]),
    ],
    description: [{ kind: 'text', text: 'It is so' }],
    runbook: { meaning: '', impact: '', diagnosis: [], remediation: [] },
    panel: { dashboard: 'shop', id: 1 },
  };
}

/** One alert for every kind of condition and measure, for each way in which its parts can be chosen, on metrics of a made-up job. */
export const catalogue: readonly Alert[] = [
  ...countConditions,
  ...shareConditions,
  ...levelConditions,
  ...compoundConditions,
  ...jointConditions,
].map(alertOf);

export const catalogueModel: Model = {
  service: 'shop',
  targetLabels,
  scrapeInterval: 15_000,
  evaluationInterval: 15_000,
  links: { grafana: 'http://localhost:3000', runbooks: 'http://localhost/runbooks' },
  severities: ['page'],
  receivers: [],
  routes: [],
  jobs: [job],
  metrics: shopMetrics,
  alerts: catalogue,
  experiments: [],
  requirements: [],
  inhibitions: [],
  dashboards: [{ name: 'shop', uid: 'shop', title: 'Shop', description: '', rows: [] }],
};

/** A model in which an alert stands alone: no other alert's tests can kill what its own do not. */
export const modelWith = (alert: Alert): Model => ({ ...catalogueModel, alerts: [alert] });
