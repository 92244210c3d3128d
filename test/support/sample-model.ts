import type { Experiment } from '../../src/model/experiment.ts';
import type { Alert, Condition, Dashboard, Events, Measure, Metric, Model, Panel } from '../../src/model/model.ts';
import { call, range, selector } from '../../src/promql/builder.ts';

/**
 * A small web shop that has every kind of metric, measure and condition there is, for tests of what reads a model.
 * Written by hand, so that it does not depend on the language or on `resolve`.
 */

const minute = 60_000;
const api = {
  name: 'shop-api',
  targets: ['localhost:8080'],
  metricsPath: '/metrics',
  description: 'Answers customers',
};
const worker = {
  name: 'shop-worker',
  targets: ['localhost:8081', 'localhost:8082'],
  metricsPath: '/metrics',
  description: 'Packs parcels',
};

const orders = {
  type: 'counter',
  name: 'shop_orders_total',
  job: api.name,
  help: 'Orders placed',
  unit: 'orders',
  labels: [
    { name: 'customer', domain: { kind: 'unbounded', why: 'to find the customer; aggregated away by every alert' } },
    { name: 'region', domain: { kind: 'enum', values: ['eu', 'us'] } },
  ],
} as const satisfies Metric;

const failures = {
  type: 'counter',
  name: 'shop_order_failures_total',
  job: api.name,
  help: 'Orders that failed',
  unit: 'orders',
  labels: [{ name: 'reason', domain: { kind: 'enum', values: ['payment', 'stock', 'bug'] } }],
} as const satisfies Metric;

const requests = {
  type: 'histogram',
  name: 'shop_request_duration_seconds',
  job: api.name,
  help: 'How long requests take',
  unit: 'seconds',
  observes: 'requests',
  buckets: [
    { value: 0.1, written: '100ms' },
    { value: 0.5, written: '500ms' },
    { value: 2, written: '2s' },
  ],
  labels: [{ name: 'route', domain: { kind: 'enum', values: ['cart', 'checkout'] } }],
} as const satisfies Metric;

const memory = {
  type: 'gauge',
  name: 'shop_memory_bytes',
  job: worker.name,
  help: 'Memory in use',
  unit: 'bytes',
  labels: [],
} as const satisfies Metric;

const temperature = {
  type: 'gauge',
  name: 'shop_freezer_celsius',
  job: worker.name,
  help: 'Temperature of the freezer',
  unit: 'celsius',
  labels: [{ name: 'freezer', domain: { kind: 'bounded', max: 20 } }],
} as const satisfies Metric;

const queued = {
  type: 'gauge',
  name: 'shop_queue_parcels',
  job: worker.name,
  help: 'Parcels that wait',
  unit: 'parcels',
  labels: [{ name: 'queue', domain: { kind: 'enum', values: ['express', 'normal'] } }],
} as const satisfies Metric;

const breaker = {
  type: 'state',
  name: 'shop_breaker_state',
  job: api.name,
  help: 'Circuit breaker of a dependency',
  states: [
    { name: 'closed', value: 0 },
    { name: 'open', value: 1 },
    { name: 'half_open', value: 2 },
  ],
  labels: [{ name: 'dependency', domain: { kind: 'enum', values: ['payments', 'stock'] } }],
} as const satisfies Metric;

const tunnel = {
  type: 'state',
  name: 'shop_tunnel_connected',
  job: worker.name,
  help: 'Whether the tunnel of a scanner is up',
  states: [
    { name: 'offline', value: 0 },
    { name: 'online', value: 1 },
  ],
  labels: [{ name: 'scanner', domain: { kind: 'unbounded', why: 'to say whose tunnel it is' } }],
} as const satisfies Metric;

const all = (metric: typeof orders | typeof failures): Events => ({ metric, where: [], view: { kind: 'counter' } });
const observed: Events = { metric: requests, where: [], view: { kind: 'observations' } };
const slow: Events = { ...observed, view: { kind: 'exceeding', bound: { value: 0.5, written: '500ms' } } };
const fast: Events = { ...observed, view: { kind: 'within', bound: { value: 0.1, written: '100ms' } } };
const bugs: Events = { ...all(failures), where: [{ label: 'reason', kind: 'in', values: ['bug'] }] };

const count = (of: Events, by: readonly string[] = ['instance']): Measure => ({
  kind: 'count',
  of,
  window: 5 * minute,
  by,
  newborn: 'count',
});
const rate = (of: Events, by: readonly string[] = ['instance']): Measure => ({
  kind: 'rate',
  of,
  window: 5 * minute,
  by,
});
const quantile = (q: number, by: readonly string[]): Measure => ({
  kind: 'quantile',
  of: { metric: requests, where: [] },
  q,
  window: 5 * minute,
  by,
});
const share = (of: Events, total: Events, floor: number): Measure => ({
  kind: 'share',
  of,
  total,
  window: 15 * minute,
  by: ['instance'],
  floor,
});
const value = (metric: typeof memory | typeof temperature | typeof queued, by: readonly string[]): Measure => ({
  kind: 'value',
  of: { metric, where: [] },
  pick: 'max',
  by,
});
const exotic: Measure = {
  kind: 'promql',
  text: 'deriv(shop_queue_parcels[10m])',
  expr: call('deriv', range(selector('shop_queue_parcels'), 10 * minute)),
  unit: 'parcels/s',
  by: ['instance', 'job', 'queue'],
  high: { shop_queue_parcels: '0+10x40' },
  low: { shop_queue_parcels: '0x40' },
};
const up = (job: typeof api): Measure => ({ kind: 'up', job, by: ['instance', 'job'] });

const compare = (
  measure: Measure,
  op: Extract<Condition, { kind: 'compare' }>['op'],
  threshold: number,
  written = String(threshold),
): Condition => ({ kind: 'compare', measure, op, threshold: { value: threshold, written } });

const overviewAlerts: Readonly<Record<string, Condition>> = {
  ShopBugs: compare(count(bugs), 'above', 0),
  ShopOrderFailures: compare(share(all(failures), all(orders), 20), 'above', 0.05, '5%'),
  ShopSlowCheckout: compare(quantile(0.99, ['instance']), 'atLeast', 0.5, '500ms'),
  ShopApiDown: { kind: 'down', job: api },
  ShopWatchdog: { kind: 'always' },
};

const apiAlerts: Readonly<Record<string, Condition>> = {
  ShopFewOrders: compare(rate(all(orders)), 'below', 0.1, '6 orders/min'),
  ShopManyFailures: compare(count(all(failures)), 'above', 5),
  ShopBreakerOpen: {
    kind: 'is',
    of: { metric: breaker, where: [{ label: 'dependency', kind: 'in', values: ['payments'] }] },
    state: { name: 'open', value: 1 },
    by: ['instance'],
  },
  ShopAnyBreakerOpen: {
    kind: 'is',
    of: { metric: breaker, where: [] },
    state: { name: 'open', value: 1 },
    by: ['instance'],
  },
  ShopSlowShare: compare(share(slow, observed, 0), 'above', 0.01, '1%'),
  ShopTrouble: {
    kind: 'and',
    left: compare(count(all(failures)), 'above', 2),
    right: compare(quantile(0.9, ['instance']), 'above', 0.1, '100ms'),
  },
};

const workerAlerts: Readonly<Record<string, Condition>> = {
  ShopFreezer: {
    kind: 'or',
    left: compare(value(temperature, ['freezer']), 'above', -15),
    right: compare(value(temperature, ['freezer']), 'below', -30),
  },
  ShopBacklog: compare(
    { ...(value(queued, ['instance']) as Extract<Measure, { kind: 'value' }>), window: 10 * minute },
    'above',
    100,
  ),
  ShopGrowth: compare(exotic, 'above', 0.5, '30 parcels/min'),
  ShopMemory: compare(value(memory, ['instance']), 'atMost', 1_048_576, '1MiB'),
  ShopNoQueue: { kind: 'absent', of: { metric: queued, where: [] }, window: 10 * minute },
  ShopScannerOffline: {
    kind: 'unless',
    left: {
      kind: 'is',
      of: { metric: tunnel, where: [] },
      state: { name: 'offline', value: 0 },
      by: ['scanner'],
      goneWithin: 60 * minute,
    },
    right: { kind: 'is', of: { metric: tunnel, where: [] }, state: { name: 'online', value: 1 }, by: ['scanner'] },
  },
};

const labelsOf = (condition: Condition): readonly string[] => {
  switch (condition.kind) {
    case 'compare':
      return condition.measure.by.toSorted();
    case 'is':
      return condition.by.toSorted();
    case 'down':
      return ['instance', 'job'];
    case 'absent':
    case 'always':
      return [];
    default:
      return labelsOf(condition.left);
  }
};

const severities = ['page', 'ticket', 'none'] as const;

function alertsOf(
  dashboard: string,
  firstId: number,
  conditions: Readonly<Record<string, Condition>>,
): readonly Alert[] {
  return Object.entries(conditions).map(([name, when], index) => {
    const labels = labelsOf(when);
    return {
      name,
      when,
      labels,
      for: index % 2 === 0 ? 0 : 2 * minute,
      keepFiringFor: 0,
      severity: when.kind === 'always' ? 'none' : (severities[index % 2] ?? 'page'),
      audience: when.kind === 'always' ? 'heartbeat' : 'oncall',
      action: 'Look at the shop',
      summary: [{ kind: 'text', text: `${name} rings` }],
      description: [{ kind: 'text', text: `What ${name} is about.` }],
      runbook: {
        meaning: `What ${name} means.`,
        impact: 'Customers wait.',
        diagnosis: [{ say: 'Look at the orders', query: 'sum(rate(shop_orders_total[5m]))' }],
        remediation: ['Restart the shop.'],
      },
      panel: { dashboard, id: firstId + index },
    };
  });
}

const alertPanels = (alerts: readonly Alert[]): readonly Panel[] =>
  alerts.map(({ name, panel }) => ({ id: panel.id, title: `About ${name}`, description: '', alert: name }));

const alerts = {
  overview: alertsOf('overview', 100, overviewAlerts),
  api: alertsOf('api', 200, apiAlerts),
  worker: alertsOf('worker', 300, workerAlerts),
};

const panel = (id: number, title: string, show: Measure, description = ''): Panel => ({ id, title, description, show });

const dashboards: readonly Dashboard[] = [
  {
    name: 'overview',
    uid: 'shop-overview',
    title: 'Shop overview',
    description: 'Is the shop well?',
    rows: [
      {
        title: 'Health',
        collapsed: false,
        panels: [...alertPanels(alerts.overview), { ...panel(110, 'Workers', up(worker)) }],
      },
    ],
  },
  {
    name: 'api',
    uid: 'shop-api',
    title: 'Shop API',
    description: 'Orders and their latency.',
    rows: [
      { title: 'Alerts', collapsed: false, panels: alertPanels(alerts.api) },
      {
        title: 'Orders',
        collapsed: false,
        panels: [
          panel(210, 'Orders by region', rate(all(orders), ['region']), 'Where the orders come from.'),
          panel(211, 'Failures by reason', count(all(failures), ['reason'])),
          panel(212, 'Fast requests', count(fast, [])),
          panel(213, 'Latency, p95', quantile(0.95, ['route'])),
        ],
      },
      {
        title: 'Breakers',
        collapsed: true,
        panels: [
          panel(214, 'State', {
            kind: 'states',
            of: { metric: breaker, where: [] },
            by: ['dependency', 'instance'],
          }),
        ],
      },
    ],
  },
  {
    name: 'worker',
    uid: 'shop-worker',
    title: 'Shop worker',
    description: 'Parcels and freezers.',
    rows: [
      { title: 'Alerts', collapsed: false, panels: alertPanels(alerts.worker) },
      {
        title: 'Parcels',
        collapsed: false,
        panels: [
          panel(310, 'Failures and bugs', {
            kind: 'plus',
            left: count(all(failures)),
            right: count(bugs),
            by: ['instance'],
          }),
          panel(311, 'Orders that succeed', {
            kind: 'minus',
            left: count(all(orders)),
            right: count(all(failures)),
            by: ['instance'],
          }),
        ],
      },
    ],
  },
];

const onApi = { instance: 'localhost:8080', labels: {} };

/** Every kind of effect, an alert that fires, one that does not, and a condition to come back to. */
const outage: Experiment = {
  name: 'payment-outage',
  title: 'Payment outage',
  expected: 'The breaker opens, and orders wait.',
  abort: ['A customer is charged twice.'],
  verify: ['Every order that waited was placed once.'],
  variants: [
    {
      name: 'two-minutes',
      what: 'The bank does not answer for 2 minutes.',
      method: ['Block the address of the bank.', 'After 2 minutes unblock it.'],
      warmUp: 2 * minute,
      lasts: 10 * minute,
      before: [
        // Enough for the alert on little memory to keep quiet.
        ...[api, worker].flatMap(({ name, targets }) =>
          targets.flatMap((instance) =>
            name === memory.job
              ? [{ kind: 'becomes' as const, metric: memory, instance, labels: {}, value: 2 ** 30, written: '1GiB' }]
              : [],
          ),
        ),
        { kind: 'turns', metric: breaker, ...onApi, labels: { dependency: 'stock' }, state: breaker.states[0] },
      ],
      load: [
        {
          every: 15_000,
          effects: [
            { kind: 'gains', metric: orders, ...onApi, labels: { customer: 'c1', region: 'eu' }, count: 5 },
            {
              kind: 'observes',
              metric: requests,
              ...onApi,
              labels: { route: 'cart' },
              value: 0.05,
              written: '50ms',
              times: 9,
            },
            {
              kind: 'becomes',
              metric: queued,
              instance: 'localhost:8081',
              labels: { queue: 'normal' },
              value: 3,
              written: '3',
            },
          ],
        },
      ],
      timeline: [
        {
          from: 0,
          to: 0,
          every: 1000,
          effects: [
            { kind: 'turns', metric: breaker, ...onApi, labels: { dependency: 'payments' }, state: breaker.states[1] },
            { kind: 'stops', job: worker, instance: 'localhost:8082' },
          ],
        },
        {
          from: 2 * minute,
          to: 2 * minute,
          every: 1000,
          effects: [
            { kind: 'turns', metric: breaker, ...onApi, labels: { dependency: 'payments' }, state: breaker.states[0] },
            { kind: 'starts', job: worker, instance: 'localhost:8082' },
            {
              kind: 'becomes',
              metric: memory,
              instance: 'localhost:8082',
              labels: {},
              value: 2 ** 30,
              written: '1GiB',
            },
          ],
        },
      ],
      fires: [{ alert: 'ShopBreakerOpen', notBefore: 0, by: minute, receiver: 'oncall', toldBy: 2 * minute }],
      silent: [{ alert: 'ShopApiDown', because: 'the shop itself answers' }],
      recovered: {
        by: 4 * minute,
        when: [
          {
            kind: 'is',
            of: { metric: breaker, where: [{ label: 'dependency', kind: 'in', values: ['payments'] }] },
            state: breaker.states[0],
            by: ['instance'],
          },
        ],
      },
      finding: 'Orders wait *longer* than the `bank` is away.',
    },
  ],
};

/** See above. Two jobs, eight metrics, seventeen alerts, three dashboards. */
export const sampleModel: Model = {
  service: 'shop',
  targetLabels: ['job', 'instance'],
  scrapeInterval: 15_000,
  evaluationInterval: 15_000,
  links: {
    grafana: 'https://grafana.example.com',
    runbooks: 'https://runbooks.example.com/shop',
    prometheus: 'https://prometheus.example.com',
    alertmanager: 'https://alertmanager.example.com',
  },
  severities,
  receivers: [{ name: 'oncall', integrations: [{ kind: 'pagerduty', routingKeyFile: '/etc/secrets/pagerduty' }] }],
  routes: [
    { severity: 'page', audience: 'oncall' },
    { severity: 'ticket', audience: 'oncall' },
    { severity: 'none', audience: 'heartbeat' },
  ].map((pair) => ({
    ...pair,
    receiver: 'oncall',
    groupBy: ['alertname', 'job', 'instance'],
    wait: 30_000,
    interval: 5 * minute,
    repeat: 240 * minute,
    sendResolved: true,
  })),
  jobs: [api, worker],
  metrics: [orders, failures, requests, memory, temperature, queued, breaker, tunnel],
  alerts: [...alerts.overview, ...alerts.api, ...alerts.worker],
  experiments: [outage],
  requirements: [],
  inhibitions: [{ source: 'ShopApiDown', targets: ['ShopManyFailures'], equal: ['instance'] }],
  dashboards,
  traces: {
    spans: [
      {
        name: 'shop.order',
        description: 'A customer orders',
        kind: 'server',
        service: { name: api.name, isJob: true },
        under: [],
        attributes: [
          { name: 'region', description: 'Where', optional: false, value: { kind: 'enum', values: ['eu', 'us'] } },
          { name: 'order_id', description: 'Which', optional: true, value: { kind: 'text' } },
        ],
        outlives: false,
        timedBy: requests,
      },
      {
        name: 'parcel.pack',
        description: 'A parcel is packed',
        kind: 'consumer',
        service: { name: worker.name, isJob: true },
        under: ['shop.order'],
        attributes: [],
        outlives: true,
      },
    ],
    modes: [{ name: 'web', description: 'From a browser', entry: 'shop.order', requires: ['shop.order'] }],
    clockSkew: 100,
    sampling: { slow: 2000, others: 0.05 },
    buckets: [
      { value: 0.1, written: '100ms' },
      { value: 1, written: '1s' },
    ],
    others: 'allow',
  },
  logs: {
    required: { level: { oneOf: ['INFO', 'ERROR'], description: 'How bad it is' } },
    contextual: { trace_id: { type: 'text', description: 'Joins the records of one request' } },
    others: 'allow',
  },
};
