import { at, defineKit, each, not, type Spec } from 'tocsin';
import {
  alertOn,
  alerts,
  breaker,
  down,
  drill,
  effectOf,
  heap,
  house,
  kit,
  latency,
  loud,
  mails,
  metrics,
  order,
  orders,
  outage,
  panelOf,
  pay,
  queue,
  refunds,
  shop,
  shopSpec,
  slow,
  web,
} from '../support/mistake-base.ts';

/**
 * Mistakes that must not compile, one line each. `test/support/mistake-cases.ts` has, under the same names, what the
 * compiler says about them and what they are as plain documents. A loader that only strips types runs them: a function
 * here returns the spec that results, or throws.
 */
export const mistakes: Readonly<Record<string, () => Spec>> = {
  // ---- labels
  'a misspelt label in `by`': () =>
    // @ts-expect-error
    alertOn(orders.count({ in: '5m', by: ['instnce'] }).above(5)),

  'a misspelt label in `where`': () =>
    // @ts-expect-error
    alertOn(orders.where({ outcom: 'paid' }).count({ in: '5m', by: [] }).above(5)),

  'a misspelt label value': () =>
    // @ts-expect-error
    alertOn(orders.where({ outcome: 'payed' }).count({ in: '5m', by: [] }).above(5)),

  'a misspelt label value in a list': () =>
    alertOn(
      orders
        // @ts-expect-error
        .where({ outcome: ['paid', 'refusd'] })
        .count({ in: '5m', by: [] })
        .above(5),
    ),

  'a misspelt label value in `not`': () =>
    alertOn(
      orders
        // @ts-expect-error
        .where({ outcome: not('payed') })
        .count({ in: '5m', by: [] })
        .above(5),
    ),

  'grouping by an unbounded label': () =>
    // @ts-expect-error
    alertOn(orders.count({ in: '5m', by: ['customer'] }).above(5)),

  'acknowledging a label that the metric lacks': () =>
    // @ts-expect-error
    alertOn(mails.count({ in: '5m', by: [each('customer', 'one alert per customer')] }).above(5)),

  'grouping a share by a label of one side only': () =>
    // @ts-expect-error
    alertOn(refunds.shareOf(orders, { in: '5m', by: ['region'] }).above('5%')),

  'a label in a summary that the condition aggregates away': () =>
    shopSpec({
      alert: kit.alert('ShopMistake', {
        ...loud,
        when: orders.count({ in: '5m', by: ['instance'] }).above(5),
        // @ts-expect-error
        summary: ({ labels }) => `Too many orders in ${labels.region}`,
      }),
    }),

  'a string method on a placeholder': () =>
    shopSpec({
      alert: kit.alert('ShopMistake', {
        ...loud,
        when: shop.down(),
        // @ts-expect-error
        summary: ({ labels }) => `${labels.instance.toUpperCase()} is down`,
      }),
    }),

  'no `by`': () =>
    // @ts-expect-error
    alertOn(orders.count({ in: '5m' }).above(5)),

  // ---- measures
  'the rate of a gauge': () =>
    // @ts-expect-error
    panelOf(queue.rate({ over: '5m', by: [] })),

  'a histogram where a counter is meant': () =>
    // @ts-expect-error
    panelOf(latency.rate({ over: '5m', by: [] })),

  'a histogram as the total of a share': () =>
    // @ts-expect-error
    alertOn(mails.shareOf(latency, { in: '5m', by: [] }).above('5%')),

  'a share of things counted in different units': () =>
    // @ts-expect-error
    alertOn(mails.shareOf(orders, { in: '5m', by: [] }).above('5%')),

  'a bucket bound that is not declared': () =>
    // @ts-expect-error
    alertOn(latency.exceeding('500ms').count({ in: '5m', by: [] }).above(5)),

  'a state that does not exist': () =>
    // @ts-expect-error
    alertOn(breaker.is('opened', { by: ['breaker'] })),

  'a way to pick a value that does not exist': () =>
    // @ts-expect-error
    alertOn(queue.value({ pick: 'median', by: [] }).above(5)),

  'a misspelt option': () =>
    // @ts-expect-error
    alertOn(refunds.shareOf(orders, { in: '5m', by: [], atleast: 5 }).above('5%')),

  'a sum of different units': () =>
    alertOn(
      orders
        .count({ in: '5m', by: [] })
        // @ts-expect-error
        .plus(mails.count({ in: '5m', by: [] }))
        .above(5),
    ),

  'a sum of measures with different labels': () =>
    alertOn(
      orders
        .count({ in: '5m', by: ['outcome'] })
        // @ts-expect-error
        .plus(refunds.count({ in: '5m', by: ['instance'] }))
        .above(5),
    ),

  'a label list that is filled in from the other side': () =>
    alertOn(
      refunds
        .count({ in: '5m', by: ['outcome'] })
        // @ts-expect-error
        .plus(orders.count({ in: '5m', by: [] }))
        .above(5),
    ),

  'PromQL without inputs for its test': () =>
    // @ts-expect-error
    alertOn(kit.promql({ unit: 'orders', by: [] })`sum(${orders})`.above(5)),

  'PromQL over a histogram as a whole': () =>
    panelOf(
      kit.promql({
        unit: 'seconds',
        by: [],
        high: { shop_request_duration_seconds_sum: '0+9x9' },
        low: { shop_request_duration_seconds_sum: '0x9' },
        // @ts-expect-error
      })`sum(${latency})`,
    ),

  // ---- quantities
  'a percentage as a threshold in seconds': () =>
    // @ts-expect-error
    alertOn(latency.quantile(0.9, { over: '5m', by: [] }).above('20%')),

  'a bare number as a threshold in seconds': () =>
    // @ts-expect-error
    alertOn(latency.quantile(0.9, { over: '5m', by: [] }).above(2)),

  'a bare number as the threshold of a ratio': () =>
    // @ts-expect-error
    alertOn(refunds.shareOf(orders, { in: '5m', by: [] }).above(5)),

  'a bare number as the threshold of a rate': () =>
    // @ts-expect-error
    alertOn(orders.rate({ over: '5m', by: [] }).above(5)),

  'a bare number as a threshold in bytes': () =>
    // @ts-expect-error
    alertOn(heap.value({ pick: 'max', by: [] }).above(5)),

  'a threshold that counts something else': () =>
    // @ts-expect-error
    alertOn(orders.count({ in: '5m', by: [] }).above('5 mails')),

  'a duration in words': () =>
    // @ts-expect-error
    alertOn(orders.count({ in: '5 min', by: [] }).above(5)),

  'a duration with a fraction': () =>
    // @ts-expect-error
    alertOn(orders.count({ in: '1.5h', by: [] }).above(5)),

  'a number as a duration': () =>
    // @ts-expect-error
    shopSpec({ alert: kit.alert('ShopMistake', { ...loud, when: shop.down(), for: 300 }) }),

  // ---- conditions and alerts
  'a condition with no threshold': () =>
    // @ts-expect-error
    alertOn(orders.count({ in: '5m', by: [] })),

  'a threshold for states': () =>
    // @ts-expect-error
    alertOn(breaker.states({ by: ['breaker'] }).above(1)),

  '`and` of conditions with different labels': () =>
    // @ts-expect-error
    alertOn(shop.down().and(orders.count({ in: '5m', by: [] }).above(5))),

  'an unknown severity': () =>
    // @ts-expect-error
    shopSpec({ alert: kit.alert('ShopMistake', { ...loud, when: shop.down(), severity: 'P2' }) }),

  'an audience that is not routed for the severity': () =>
    // @ts-expect-error
    shopSpec({ alert: kit.alert('ShopMistake', { ...loud, when: shop.down(), audience: 'team' }) }),

  'an alert without an action': () =>
    // @ts-expect-error
    shopSpec({ alert: kit.alert('ShopMistake', { ...loud, when: shop.down(), action: undefined }) }),

  'an inhibition on a label that an alert lacks': () =>
    kit.spec({
      metrics,
      alerts,
      // @ts-expect-error
      inhibitions: [kit.inhibit({ source: down, targets: [slow], equal: ['instance', 'page'] })],
    }),

  // ---- metrics
  'a counter without `_total`': () =>
    // @ts-expect-error
    shopSpec({ metric: shop.counter('shop_clicks', { help: 'Clicks', unit: 'clicks' }) }),

  'a name that does not end in its unit': () =>
    // @ts-expect-error
    shopSpec({ metric: shop.gauge('shop_disk', { help: 'Disk space in use', unit: 'bytes' }) }),

  'buckets without a unit': () =>
    shopSpec({
      metric: shop.histogram('shop_wait_seconds', {
        help: 'Time to wait',
        unit: 'seconds',
        observes: 'waits',
        // @ts-expect-error
        buckets: [0.1],
      }),
    }),

  'something else among the metrics': () =>
    // @ts-expect-error
    kit.spec({ metrics: { ...metrics, pageSize: 20 }, alerts: { slow, down } }),

  // ---- routing, dashboards, logs
  'a severity with no route': () =>
    // @ts-expect-error
    defineKit({ ...house, routes: { P1: { oncall: { to: 'pager' } } } }).spec({ metrics, alerts }),

  'a route for a severity that does not exist': () =>
    defineKit({
      ...house,
      // @ts-expect-error
      routes: { ...house.routes, P9: { oncall: { to: 'pager' } } },
    }).spec({ metrics, alerts }),

  'an unknown receiver': () =>
    // @ts-expect-error
    defineKit({ ...house, routes: { ...house.routes, P1: { oncall: { to: 'pagr' } } } }).spec({
      metrics,
      alerts,
    }),

  'a panel that shows nothing': () =>
    kit.spec({
      metrics,
      alerts,
      dashboards: [
        kit.dashboard('extra', {
          title: 'Extra',
          rows: {
            Row: [
              { title: 'Slow', alert: slow },
              { title: 'Down', alert: down },
              // @ts-expect-error
              { title: 'Mistake' },
            ],
          },
        }),
      ],
    }),

  'a log profile of a field that is not contextual': () =>
    kit.spec({
      metrics,
      alerts,
      logs: kit.logs({
        required: { message: { type: 'text', description: 'What happened' } },
        contextual: { trace_id: { type: 'text', description: 'The request' } },
        // @ts-expect-error
        profiles: { request: ['trace'] },
        others: 'allow',
      }),
    }),

  // ---- requirements
  'a requirement that nothing holds': () =>
    // @ts-expect-error
    shopSpec({ requirement: kit.requirement('It comes back.', { section: 'Alerts' }) }),

  'a requirement held by a severity that does not exist': () =>
    shopSpec({
      // @ts-expect-error
      requirement: kit.requirement('It comes back.', { section: 'Alerts', heldBy: [{ severity: 'P9' }] }),
    }),

  'a requirement held by a span that does not exist': () => {
    const traces = kit.traces({ ...web, spans: { order, pay } });
    return shopSpec({
      traces,
      // @ts-expect-error
      requirement: kit.requirement('It comes back.', { section: 'Alerts', heldBy: [traces.span('ordr')] }),
    });
  },

  'a requirement held by a mode that does not exist': () => {
    const traces = kit.traces({ ...web, spans: { order, pay } });
    return shopSpec({
      traces,
      // @ts-expect-error
      requirement: kit.requirement('It comes back.', { section: 'Alerts', heldBy: [traces.mode('wep')] }),
    });
  },

  'a requirement held by a log field that does not exist': () => {
    const logs = kit.logs({
      required: { message: { type: 'text', description: 'What happened' } },
      contextual: { trace_id: { type: 'text', description: 'The request' } },
      others: 'allow',
    });
    return shopSpec({
      logs,
      // @ts-expect-error
      requirement: kit.requirement('It comes back.', { section: 'Alerts', heldBy: [logs.field('trace')] }),
    });
  },

  'a requirement held by a log profile that does not exist': () => {
    const logs = kit.logs({
      required: { message: { type: 'text', description: 'What happened' } },
      contextual: { trace_id: { type: 'text', description: 'The request' } },
      profiles: { request: ['trace_id'] },
      others: 'allow',
    });
    return shopSpec({
      logs,
      // @ts-expect-error
      requirement: kit.requirement('It comes back.', { section: 'Alerts', heldBy: [logs.profile('requests')] }),
    });
  },

  // ---- experiments
  'a misspelt label value in an effect': () =>
    // @ts-expect-error
    effectOf(orders.gains(1, { customer: 'c1', outcome: 'payed', region: 'eu' })),

  'an effect without a label': () =>
    // @ts-expect-error
    effectOf(orders.gains(1, { customer: 'c1', outcome: 'paid' })),

  'events of a gauge': () =>
    // @ts-expect-error
    effectOf(queue.gains(1)),

  'a state that an effect does not have': () =>
    // @ts-expect-error
    effectOf(breaker.turns('ajar', { breaker: 'bank' })),

  'an observation in the wrong unit': () =>
    // @ts-expect-error
    effectOf(latency.observes(5, { page: 'cart' })),

  'a time of an experiment that is not a duration': () =>
    shopSpec({
      experiment: kit.experiment('drill', {
        ...drill,
        // @ts-expect-error
        variants: { only: { ...outage, timeline: [at('5 min', mails.gains(1))] } },
      }),
    }),

  'an unknown receiver in an experiment': () =>
    shopSpec({
      experiment: kit.experiment('drill', {
        ...drill,
        variants: {
          only: {
            ...outage,
            timeline: [at('0s', shop.stops())],
            // @ts-expect-error
            fires: [{ alert: down, by: '3m', tells: 'pagr', toldBy: '4m' }],
          },
        },
      }),
    }),

  'something else than an alert in an experiment': () =>
    shopSpec({
      experiment: kit.experiment('drill', {
        ...drill,
        variants: {
          only: {
            ...outage,
            timeline: [at('0s', shop.stops())],
            // @ts-expect-error
            silent: [{ alert: orders, because: 'nobody orders' }],
          },
        },
      }),
    }),

  'errors counted by a gauge': () =>
    shopSpec({
      logs: kit.logs({
        required: {},
        contextual: { outcome: { type: 'text', description: 'How it ended' } },
        // @ts-expect-error
        errors: { field: 'outcome', countedBy: [heap] },
        others: 'allow',
      }),
    }),

  'errors logged in a field that is not contextual': () =>
    shopSpec({
      logs: kit.logs({
        required: {},
        contextual: { outcome: { type: 'text', description: 'How it ended' } },
        // @ts-expect-error
        errors: { field: 'outcom', countedBy: [orders] },
        others: 'allow',
      }),
    }),

  'a preview without a length': () =>
    shopSpec({
      logs: kit.logs({
        required: {},
        // @ts-expect-error
        contextual: { line: { type: 'preview', description: 'How it begins' } },
        others: 'allow',
      }),
    }),

  // ---- traces
  'a span under a span that does not exist': () =>
    // @ts-expect-error
    shopSpec({ traces: kit.traces({ ...web, spans: { order, pay: { ...pay, under: ['ordr'] } } }) }),

  'a mode that enters at a span that does not exist': () =>
    shopSpec({
      traces: kit.traces({
        ...web,
        spans: { order, pay },
        // @ts-expect-error
        modes: { web: { description: 'From a browser', entry: 'odrer', requires: [] } },
      }),
    }),

  'a mode that requires a span that does not exist': () =>
    shopSpec({
      traces: kit.traces({
        ...web,
        spans: { order, pay },
        // @ts-expect-error
        modes: { web: { description: 'From a browser', entry: 'order', requires: ['pey'] } },
      }),
    }),

  'a span of a job and of a process outside': () =>
    // @ts-expect-error
    shopSpec({ traces: kit.traces({ ...web, spans: { order, pay: { ...pay, outside: 'bank' } } }) }),

  'a span of nobody': () =>
    // @ts-expect-error
    shopSpec({ traces: kit.traces({ ...web, spans: { order, pay: { description: 'The bank', kind: 'client' } } }) }),

  'a span of an unknown kind': () =>
    // @ts-expect-error
    shopSpec({ traces: kit.traces({ ...web, spans: { order, pay: { ...pay, kind: 'clint' } } }) }),

  'a span that a counter times': () =>
    // @ts-expect-error
    shopSpec({ traces: kit.traces({ ...web, spans: { order, pay: { ...pay, timedBy: orders } } }) }),

  'traces sampled by a number': () =>
    shopSpec({
      traces: kit.traces({
        ...web,
        spans: { order, pay },
        // @ts-expect-error
        sampling: { slow: '2s', others: 5 },
      }),
    }),
};
