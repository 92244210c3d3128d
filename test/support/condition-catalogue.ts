import type {
  Alert,
  Condition,
  Counter,
  Events,
  Gauge,
  Histogram,
  LabelTest,
  Measure,
  Model,
  Quantity,
  StateMetric,
} from '../../src/model/model.ts';

/** One alert for every kind of condition and measure, on metrics of a made-up job. */

const minutes = (count: number): number => count * 60_000;
const quantity = (value: number, written = String(value)): Quantity => ({ value, written });

export const job = { name: 'shop', targets: ['localhost:9090'], metricsPath: '/metrics', description: 'A shop' };

const base = { job: job.name, help: 'For tests' };
const crashes: Counter = {
  ...base,
  type: 'counter',
  name: 'crashes_total',
  unit: 'crashes',
  labels: [
    { name: 'session', domain: { kind: 'unbounded', why: 'it is' } },
    { name: 'exit_code', domain: { kind: 'bounded', max: 10 } },
  ],
};
const errors: Counter = {
  ...base,
  type: 'counter',
  name: 'errors_total',
  unit: 'errors',
  labels: [{ name: 'error_type', domain: { kind: 'enum', values: ['CORRUPT', 'NOTADB', 'BUSY'] } }],
};
const requests: Histogram = {
  ...base,
  type: 'histogram',
  name: 'request_seconds',
  unit: 'seconds',
  observes: 'requests',
  buckets: [quantity(0.1, '100ms'), quantity(1, '1s'), quantity(5, '5s')],
  labels: [
    { name: 'tool', domain: { kind: 'unbounded', why: 'it is' } },
    { name: 'decision', domain: { kind: 'enum', values: ['auto', 'user', 'timeout'] } },
  ],
};
const timeouts: Counter = {
  ...base,
  type: 'counter',
  name: 'timeouts_total',
  unit: 'requests',
  labels: [{ name: 'tool', domain: { kind: 'unbounded', why: 'it is' } }],
};
const breaker: StateMetric = {
  ...base,
  type: 'state',
  name: 'breaker_state',
  labels: [{ name: 'breaker', domain: { kind: 'enum', values: ['api', 'db'] } }],
  states: [
    { name: 'closed', value: 0 },
    { name: 'open', value: 1 },
    { name: 'half_open', value: 2 },
  ],
};
const tunnel: StateMetric = {
  ...base,
  type: 'state',
  name: 'tunnel_connected',
  labels: [{ name: 'machine', domain: { kind: 'unbounded', why: 'it is' } }],
  states: [
    { name: 'offline', value: 0 },
    { name: 'online', value: 1 },
  ],
};
const queue: Gauge = {
  ...base,
  type: 'gauge',
  name: 'queue_depth',
  unit: 'items',
  labels: [{ name: 'queue', domain: { kind: 'enum', values: ['fast', 'slow'] } }],
};

const counterEvents = (metric: Counter, where: readonly LabelTest[] = []): Events => ({
  metric,
  where,
  view: { kind: 'counter' },
});
const isOneOf = (label: string, ...values: readonly string[]): LabelTest => ({ label, kind: 'in', values });
const count = (
  of: Events,
  window: number,
  by: readonly string[] = ['instance'],
  newborn: 'count' | 'ignore' = 'count',
): Measure => ({
  kind: 'count',
  of,
  window,
  by,
  newborn,
});
const compare = (measure: Measure, op: 'above' | 'atLeast' | 'below' | 'atMost', threshold: Quantity): Condition => ({
  kind: 'compare',
  measure,
  op,
  threshold,
});
const manyCrashes = compare(count(counterEvents(crashes), minutes(5)), 'above', quantity(5));
const depth = (where: readonly LabelTest[], window?: number, pick: 'max' | 'min' | 'avg' | 'sum' = 'max'): Measure => ({
  kind: 'value',
  of: { metric: queue, where },
  pick,
  ...(window === undefined ? {} : { window }),
  by: ['instance'],
});
const isState = (
  of: StateMetric,
  state: StateMetric['states'][number],
  by: readonly string[],
  where: readonly LabelTest[] = [],
): Extract<Condition, { kind: 'is' }> => ({
  kind: 'is',
  of: { metric: of, where },
  state,
  by,
});
const offline = { ...isState(tunnel, { name: 'offline', value: 0 }, ['machine']), goneWithin: minutes(60) };
const busyShare = (op: 'above' | 'below', threshold: Quantity): Condition =>
  compare(
    {
      kind: 'share',
      of: counterEvents(errors, [isOneOf('error_type', 'BUSY')]),
      total: counterEvents(errors),
      window: minutes(15),
      by: ['instance'],
      floor: 0,
    },
    op,
    threshold,
  );

interface Entry {
  readonly name: string;
  readonly when: Condition;
  readonly for?: number;
  readonly keepFiringFor?: number;
}

const entries: readonly Entry[] = [
  { name: 'CountAbove', when: manyCrashes },
  { name: 'CountAboveFor', when: manyCrashes, for: minutes(1) },
  { name: 'CountAboveForLongerThanItsWindow', when: manyCrashes, for: minutes(10) },
  {
    name: 'CountAtLeastKept',
    when: compare(count(counterEvents(crashes), minutes(5), []), 'atLeast', quantity(3)),
    keepFiringFor: minutes(10),
  },
  {
    name: 'AnyOfSomeLabelValues',
    when: compare(
      count(counterEvents(errors, [isOneOf('error_type', 'CORRUPT', 'NOTADB')]), minutes(5)),
      'above',
      quantity(0),
    ),
  },
  {
    name: 'SlowRequests',
    when: compare(
      count({ metric: requests, where: [], view: { kind: 'exceeding', bound: quantity(1, '1s') } }, minutes(10)),
      'above',
      quantity(12),
    ),
  },
  { name: 'CountBelow', when: compare(count(counterEvents(crashes), minutes(10)), 'below', quantity(40)) },
  {
    name: 'IncreaseAbove',
    when: compare(count(counterEvents(crashes), minutes(5), ['instance'], 'ignore'), 'above', quantity(20)),
  },
  {
    name: 'ShareOfAnotherMetric',
    when: compare(
      {
        kind: 'share',
        of: counterEvents(timeouts),
        total: {
          metric: requests,
          where: [{ label: 'decision', kind: 'not-in', values: ['auto'] }],
          view: { kind: 'observations' },
        },
        window: minutes(15),
        by: ['instance'],
        floor: 5,
      },
      'above',
      quantity(0.2, '20%'),
    ),
  },
  { name: 'ShareOfTheSameMetric', when: busyShare('above', quantity(0.01, '1%')), for: minutes(1) },
  {
    name: 'ShareForAsLongAsItsWindow',
    when: busyShare('above', quantity(0.01, '1%')),
    for: minutes(15),
  },
  { name: 'ShareBelow', when: busyShare('below', quantity(0.5, '50%')), for: minutes(1) },
  {
    name: 'InState',
    when: isState(breaker, { name: 'open', value: 1 }, ['instance'], [isOneOf('breaker', 'api')]),
    for: 15_000,
  },
  {
    name: 'OfflineOrGone',
    when: { kind: 'unless', left: offline, right: isState(tunnel, { name: 'online', value: 1 }, ['machine']) },
    for: minutes(5),
  },
  { name: 'TargetDown', when: { kind: 'down', job }, for: minutes(2) },
  { name: 'Always', when: { kind: 'always' } },
  { name: 'Absent', when: { kind: 'absent', of: { metric: queue, where: [] }, window: minutes(5) }, for: minutes(1) },
  { name: 'GaugeAbove', when: compare(depth([isOneOf('queue', 'fast')]), 'above', quantity(100)), for: minutes(1) },
  { name: 'GaugeAverageAtMost', when: compare(depth([], minutes(5), 'avg'), 'atMost', quantity(10)), for: minutes(1) },
  {
    name: 'RateAbove',
    when: compare(
      { kind: 'rate', of: counterEvents(crashes), window: minutes(5), by: ['instance'] },
      'above',
      quantity(0.2),
    ),
    for: minutes(1),
  },
  {
    name: 'QuantileAbove',
    when: compare(
      {
        kind: 'quantile',
        of: { metric: requests, where: [isOneOf('decision', 'user')] },
        q: 0.99,
        window: minutes(5),
        by: ['instance'],
      },
      'above',
      quantity(2, '2s'),
    ),
    for: minutes(1),
  },
  {
    name: 'SumOfCounts',
    when: compare(
      {
        kind: 'plus',
        left: count(counterEvents(crashes), minutes(5)),
        right: count(counterEvents(errors), minutes(5)),
        by: ['instance'],
      },
      'above',
      quantity(5),
    ),
  },
  { name: 'Both', when: { kind: 'and', left: manyCrashes, right: compare(depth([]), 'above', quantity(100)) } },
  { name: 'Either', when: { kind: 'or', left: manyCrashes, right: compare(depth([]), 'above', quantity(100)) } },
];

const alertOf = ({ name, when, for: pending = 0, keepFiringFor = 0 }: Entry): Alert => ({
  name,
  when,
  labels: [],
  for: pending,
  keepFiringFor,
  severity: 'page',
  audience: 'team',
  action: 'Look',
  summary: [{ kind: 'value' }, { kind: 'text', text: ' on ' }, { kind: 'label', label: 'instance' }],
  description: [{ kind: 'text', text: 'It is so' }],
  runbook: { meaning: '', impact: '', diagnosis: [], remediation: [] },
  panel: { dashboard: 'shop', id: 1 },
});

export const catalogue: readonly Alert[] = entries.map(alertOf);

export const catalogueModel: Model = {
  service: 'shop',
  targetLabels: ['job', 'instance'],
  scrapeInterval: 15_000,
  evaluationInterval: 15_000,
  links: { grafana: 'http://localhost:3000', runbooks: 'http://localhost/runbooks' },
  severities: ['page'],
  receivers: [],
  routes: [],
  jobs: [job],
  metrics: [crashes, errors, requests, timeouts, breaker, tunnel, queue],
  alerts: catalogue,
  experiments: [],
  requirements: [],
  inhibitions: [],
  dashboards: [{ name: 'shop', uid: 'shop', title: 'Shop', description: '', rows: [] }],
};
