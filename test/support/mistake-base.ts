import {
  type Alert,
  at,
  bounded,
  type Condition,
  type Dashboard,
  defineKit,
  type Effect,
  type Experiment,
  type LanguageValue,
  type Logs,
  oneOf,
  type Panel,
  type PanelMeasure,
  pagerduty,
  type Requirement,
  type Spec,
  slack,
  type Traces,
  unbounded,
  webhook,
} from 'tocsin';

/** A small spec without faults: every mistake of `test/types/mistakes.ts` is one step away from it. */

export const house = {
  service: 'shop',
  targetLabels: ['job', 'instance'],
  severities: ['P1', 'P3'],
  scrapeEvery: '15s',
  evaluateEvery: '15s',
  links: { grafana: 'https://grafana.example.com', runbooks: 'https://example.com/runbooks' },
  receivers: {
    pager: [pagerduty({ routingKeyFile: '/etc/alertmanager/secrets/pagerduty' })],
    chat: [slack({ channel: '#shop', apiUrlFile: '/etc/alertmanager/secrets/slack' })],
    owner: [webhook({ url: 'https://shop.example.com/alerts' })],
  },
  routes: {
    P1: { oncall: { to: 'pager', wait: '0s' } },
    P3: { team: { to: 'chat' }, user: { to: 'owner' } },
  },
} as const;

export const kit = defineKit(house);

export const shop = kit.job('shop', { targets: ['localhost:9100'], description: 'The web shop' });

export const orders = shop.counter('shop_orders_total', {
  help: 'Orders placed',
  unit: 'orders',
  labels: {
    customer: unbounded('to find the customer in the logs'),
    outcome: oneOf('paid', 'refused', 'cancelled'),
    region: bounded(20),
  },
});

export const refunds = shop.counter('shop_refunds_total', {
  help: 'Orders refunded',
  unit: 'orders',
  labels: { customer: unbounded('to find the customer in the logs'), outcome: oneOf('paid', 'refused', 'cancelled') },
});

export const mails = shop.counter('shop_mails_total', { help: 'Mails sent', unit: 'mails' });

export const queue = shop.gauge('shop_queue_messages', { help: 'Messages that wait', unit: 'messages' });

export const heap = shop.gauge('shop_heap_bytes', { help: 'Memory in use', unit: 'bytes' });

export const breaker = shop.state('shop_breaker_state', {
  help: 'State of the circuit breakers',
  states: { closed: 0, open: 1, half_open: 2 },
  labels: { breaker: oneOf('bank', 'mail') },
});

export const latency = shop.histogram('shop_request_duration_seconds', {
  help: 'Time to answer a request',
  unit: 'seconds',
  observes: 'requests',
  buckets: ['100ms', '250ms', '1s', '2.5s'],
  labels: { page: oneOf('cart', 'search') },
});

export const metrics = { orders, refunds, mails, queue, heap, breaker, latency };

export const slow = kit.alert('ShopSlow', {
  when: latency.quantile(0.99, { over: '5m', by: ['instance'] }).above('1s'),
  severity: 'P1',
  audience: 'oncall',
  action: 'Find out what is slow',
  summary: ({ labels, value }) => `${labels.instance} takes ${value} to answer`,
});

export const down = kit.alert('ShopDown', {
  when: shop.down(),
  for: '2m',
  severity: 'P1',
  audience: 'oncall',
  action: 'Bring it back',
  summary: ({ labels }) => `${labels.instance} is down`,
});

export const alerts = { slow, down };

/** What every alert needs beside its condition. */
export const loud = {
  severity: 'P1',
  audience: 'oncall',
  action: 'Look at it',
  summary: 'Something is wrong',
} as const;

/** The spec without faults, and whatever is to be added to it. */
export const shopSpec = (
  more: {
    readonly metric?: LanguageValue;
    readonly alert?: Alert;
    readonly panel?: Panel;
    readonly logs?: Logs;
    readonly experiment?: Experiment;
    readonly requirement?: Requirement;
    readonly traces?: Traces;
  } = {},
): Spec =>
  kit.spec({
    metrics: { ...metrics, ...(more.metric && { added: more.metric }) },
    alerts: { ...alerts, ...(more.alert && { added: more.alert }) },
    ...(more.panel && { dashboards: [dashboardWith(more.panel)] }),
    ...(more.logs && { logs: more.logs }),
    ...(more.experiment && { experiments: { added: more.experiment } }),
    ...(more.requirement && { requirements: { added: more.requirement } }),
    ...(more.traces && { traces: more.traces }),
  });

/** The spec with one more alert, on this condition. */
export const alertOn = <L extends string>(when: Condition<L>): Spec =>
  shopSpec({ alert: kit.alert('ShopMistake', { ...loud, when }) });

/** The spec with a dashboard of one panel that shows this measure. */
export const panelOf = (show: PanelMeasure): Spec => shopSpec({ panel: { title: 'Mistake', show } });

/** What every variant of an experiment needs beside its timeline. */
export const outage = {
  what: 'Something breaks',
  method: ['Break it.'],
  lasts: '10m',
  fires: [{ alert: down, by: '3m', tells: 'pager', toldBy: '4m' }],
  recovered: { by: '5m' },
} as const;

/** What every experiment needs beside its variants. */
export const drill = {
  title: 'Drill',
  expected: 'It comes back.',
  abort: ['Somebody complains.'],
  verify: [],
} as const;

/** The spec with an experiment in which this happens. */
export const effectOf = (effect: Effect): Spec =>
  shopSpec({
    experiment: kit.experiment('drill', { ...drill, variants: { only: { ...outage, timeline: [at('0s', effect)] } } }),
  });

/** A dashboard that has a panel for every alert, and one more. */
function dashboardWith(panel: Panel): Dashboard {
  const rows = { Row: [{ title: 'Slow', alert: slow }, { title: 'Down', alert: down }, panel] };
  return kit.dashboard('extra', { title: 'Extra', rows });
}

/** The spans of a trace without faults. */
export const order = { description: 'A customer orders', kind: 'server', job: shop } as const;
export const pay = { description: 'The bank is asked', kind: 'client', job: shop, under: ['order'] } as const;

/** What else is said about traces. */
export const web = {
  modes: { web: { description: 'From a browser', entry: 'order', requires: ['pay'] } },
  sampling: { slow: '2s', others: '5%' },
  buckets: ['100ms', '1s'],
  others: 'allow',
} as const;
