import { drill, loud, outage, shopSpec } from './mistake-base.ts';

/**
 * What must be refused twice: by the compiler, and again by `resolve`, because loaders strip types and YAML has none.
 *
 * - `test/types/mistakes.test.ts` compiles the case of the same name in `test/types/mistakes.ts` and compares the first
 *   line of the error with `compiler`; then it runs the case without types and compares the result with `document`.
 * - The tests of the model resolve `document` and expect the code `finding`, and no other, among the errors.
 *
 * A rule that is added to the types gets a case here; a rule that only the model can check does not.
 */
export interface MistakeCase {
  readonly name: string;
  /** First line of the compiler's message, unions in stable order. */
  readonly compiler: string;
  /** The same mistake as YAML would have it: one step away from a document without faults. */
  readonly document: unknown;
  /** Code of the finding with which `resolve` refuses the document. */
  readonly finding: string;
  /** Set when a program without types throws in the author's own line, before there is a document. */
  readonly throws?: RegExp;
}

/** The document without faults. */
export const validDocument = shopSpec().document;

const changed = (parts: Readonly<Record<string, unknown>>): unknown => ({ ...validDocument, ...parts });

const withAlert = (parts: Readonly<Record<string, unknown>>): unknown =>
  changed({ alerts: [...validDocument.alerts, { name: 'ShopMistake', ...loud, when: down, ...parts }] });

const withMetric = (metric: unknown): unknown => changed({ metrics: [...validDocument.metrics, metric] });

const withPanel = (panel: Readonly<Record<string, unknown>>): unknown =>
  changed({
    dashboards: [
      {
        name: 'extra',
        title: 'Extra',
        rows: [
          {
            title: 'Row',
            panels: [
              { title: 'Slow', alert: 'ShopSlow' },
              { title: 'Down', alert: 'ShopDown' },
              { title: 'Mistake', ...panel },
            ],
          },
        ],
      },
    ],
  });

/** An experiment with these differences from one without faults. */
const withVariant = (parts: Readonly<Record<string, unknown>>): unknown => {
  const fires = outage.fires.map((one) => ({ ...one, alert: 'ShopDown' }));
  const timeline = [{ at: '0s', do: [{ kind: 'stops', job: 'shop' }] }];
  return changed({
    experiments: [{ name: 'drill', ...drill, variants: [{ name: 'only', ...outage, timeline, fires, ...parts }] }],
  });
};

const withEffect = (effect: unknown): unknown => withVariant({ timeline: [{ at: '0s', do: [effect] }] });

/** `measure` above `threshold`, as the condition of an alert. */
const above = (measure: unknown, threshold: unknown): unknown =>
  withAlert({ when: { kind: 'compare', measure, op: 'above', threshold } });

const order = { description: 'A customer orders', kind: 'server', job: 'shop' };
const pay = { description: 'The bank is asked', kind: 'client', job: 'shop', under: ['order'] };

const withTraces = (parts: Readonly<Record<string, unknown>>, heldBy?: readonly unknown[]): unknown =>
  changed({
    ...(heldBy && { requirements: [{ text: 'It comes back.', section: 'Alerts', heldBy }] }),
    traces: {
      spans: { order, pay },
      modes: { web: { description: 'From a browser', entry: 'order', requires: ['pay'] } },
      sampling: { slow: '2s', others: '5%' },
      buckets: ['100ms', '1s'],
      others: 'allow',
      ...parts,
    },
  });

const down = { kind: 'down', job: 'shop' };
const orders = { metric: 'shop_orders_total' };
const refunds = { metric: 'shop_refunds_total' };
const mails = { metric: 'shop_mails_total' };
const latency = { metric: 'shop_request_duration_seconds' };
const breaker = { metric: 'shop_breaker_state' };

const count = (of: unknown, by: readonly unknown[] = []) => ({ kind: 'count', of, in: '5m', by });
const share = (of: unknown, total: unknown, more: object = {}) => ({
  kind: 'share',
  of,
  total,
  in: '5m',
  by: [],
  ...more,
});
const p90 = { kind: 'quantile', of: latency, q: 0.9, over: '5m', by: [] };

const groupableOrders = `"(customer is unbounded: write each('customer', why))" | "instance" | "job" | "outcome" | "region" | Each<"customer">`;
const outcomes = '"cancelled" | "paid" | "refused"';
const ordersLabels = `{ customer: Unbounded; outcome: OneOf<${outcomes}>; region: Bounded; }`;
const target = '"instance" | "job"';
const latencyType = `Histogram<{ page: OneOf<"cart" | "search">; }, ${target}, "seconds", "requests", "100ms" | "1s" | "2.5s" | "250ms", "shop">`;

/** Every rule that the types enforce, broken once. */
export const mistakeCases: readonly MistakeCase[] = [
  {
    name: 'a misspelt label in `by`',
    compiler: `Type '"instnce"' is not assignable to type '${groupableOrders}'. Did you mean '"instance"'?`,
    document: above(count(orders, ['instnce']), 5),
    finding: 'reference/unknown-label',
  },
  {
    name: 'a misspelt label in `where`',
    compiler: `Object literal may only specify known properties, but 'outcom' does not exist in type 'Where<${ordersLabels}, ${target}>'. Did you mean to write 'outcome'?`,
    document: above(count({ ...orders, where: { outcom: 'paid' } }), 5),
    finding: 'reference/unknown-label',
  },
  {
    name: 'a misspelt label value',
    compiler: `Type '"payed"' is not assignable to type 'LabelTest<${outcomes}>'.`,
    document: above(count({ ...orders, where: { outcome: 'payed' } }), 5),
    finding: 'reference/unknown-label-value',
  },
  {
    name: 'a misspelt label value in a list',
    compiler: `Type '"refusd"' is not assignable to type '${outcomes}'. Did you mean '"refused"'?`,
    document: above(count({ ...orders, where: { outcome: ['paid', 'refusd'] } }), 5),
    finding: 'reference/unknown-label-value',
  },
  {
    name: 'a misspelt label value in `not`',
    compiler: `Type 'Not<"payed">' is not assignable to type 'LabelTest<${outcomes}>'.`,
    document: above(count({ ...orders, where: { outcome: { not: 'payed' } } }), 5),
    finding: 'reference/unknown-label-value',
  },
  {
    name: 'grouping by an unbounded label',
    compiler: `Type '"customer"' is not assignable to type '${groupableOrders}'.`,
    document: above(count(orders, ['customer']), 5),
    finding: 'measure/unbounded-grouping',
  },
  {
    name: 'acknowledging a label that the metric lacks',
    compiler: `Type 'Each<"customer">' is not assignable to type '${target}'.`,
    document: above(count(mails, [{ label: 'customer', because: 'one alert per customer' }]), 5),
    finding: 'reference/unknown-label',
  },
  {
    name: 'grouping a share by a label of one side only',
    compiler: `Type '"region"' is not assignable to type '"(customer is unbounded: write each('customer', why))" | "instance" | "job" | "outcome" | Each<"customer">'.`,
    document: above(share(refunds, orders, { by: ['region'] }), '5%'),
    finding: 'reference/unknown-label',
  },
  {
    name: 'a label in a summary that the condition aggregates away',
    compiler: `Property 'region' does not exist on type 'Kept<"instance">'.`,
    document: withAlert({
      when: { kind: 'compare', measure: count(orders, ['instance']), op: 'above', threshold: 5 },
      summary: 'Too many orders in {{ $labels.region }}',
    }),
    finding: 'template/dropped-label',
  },
  {
    name: 'a string method on a placeholder',
    compiler: `Property 'toUpperCase' does not exist on type 'Placeholder'.`,
    document: withAlert({ summary: '{{ $labels.instance | toUpper }} is down' }),
    finding: 'template/forbidden-action',
    throws: /toUpperCase is not a function/,
  },
  {
    name: 'no `by`',
    compiler: `Argument of type '{ in: "5m"; }' is not assignable to parameter of type '{ readonly in: Duration; readonly by: readonly (${groupableOrders})[]; readonly newborn?: "count" | "ignore"; }'.`,
    document: above({ kind: 'count', of: orders, in: '5m' }, 5),
    finding: 'shape/missing-field',
  },
  {
    name: 'the rate of a gauge',
    compiler: `Property 'rate' does not exist on type 'Gauge<NoLabels, ${target}, "messages", "shop">'.`,
    document: withPanel({ show: { kind: 'rate', of: { metric: 'shop_queue_messages' }, over: '5m', by: [] } }),
    finding: 'measure/wrong-metric-type',
    throws: /queue\.rate is not a function/,
  },
  {
    name: 'a histogram where a counter is meant',
    compiler: `Property 'rate' does not exist on type '${latencyType}'.`,
    document: withPanel({ show: { kind: 'rate', of: latency, over: '5m', by: [] } }),
    finding: 'measure/wrong-metric-type',
    throws: /latency\.rate is not a function/,
  },
  {
    name: 'a histogram as the total of a share',
    compiler: `Argument of type '${latencyType}' is not assignable to parameter of type 'Events<Readonly<Record<string, LabelDomain>>, ${target}, "mails">'.`,
    document: above(share(mails, latency), '5%'),
    finding: 'measure/wrong-metric-type',
  },
  {
    name: 'a share of things counted in different units',
    compiler: `Argument of type 'Counter<${ordersLabels}, ${target}, "orders", "shop">' is not assignable to parameter of type 'Events<${ordersLabels}, ${target}, "mails">'.`,
    document: above(share(mails, orders), '5%'),
    finding: 'measure/unit-mismatch',
  },
  {
    name: 'a bucket bound that is not declared',
    compiler: `Argument of type '"500ms"' is not assignable to parameter of type '"100ms" | "1s" | "2.5s" | "250ms"'.`,
    document: above(count({ ...latency, view: { exceeding: '500ms' } }), 5),
    finding: 'reference/undeclared-bucket',
  },
  {
    name: 'a state that does not exist',
    compiler: `Argument of type '"opened"' is not assignable to parameter of type '"closed" | "half_open" | "open"'.`,
    document: withAlert({ when: { kind: 'is', of: breaker, state: 'opened', by: ['breaker'] } }),
    finding: 'reference/unknown-state',
  },
  {
    name: 'a way to pick a value that does not exist',
    compiler: `Type '"median"' is not assignable to type '"avg" | "max" | "min" | "sum"'.`,
    document: above({ kind: 'value', of: { metric: 'shop_queue_messages' }, pick: 'median', by: [] }, 5),
    finding: 'shape/unknown-value',
  },
  {
    name: 'a misspelt option',
    compiler: `Object literal may only specify known properties, but 'atleast' does not exist in type '{ readonly in: Duration; readonly by: readonly []; readonly atLeast?: number; }'. Did you mean to write 'atLeast'?`,
    document: above(share(refunds, orders, { atleast: 5 }), '5%'),
    finding: 'shape/unknown-field',
  },
  {
    name: 'a sum of different units',
    compiler: `Argument of type 'Measure<never, "mails">' is not assignable to parameter of type 'Measure<never, "orders">'.`,
    document: above({ kind: 'plus', left: count(orders), right: count(mails) }, 5),
    finding: 'measure/unit-mismatch',
  },
  {
    name: 'a sum of measures with different labels',
    compiler: `Argument of type 'Measure<"instance", "orders">' is not assignable to parameter of type 'Measure<"outcome", "orders">'.`,
    document: above({ kind: 'plus', left: count(orders, ['outcome']), right: count(refunds, ['instance']) }, 5),
    finding: 'measure/label-mismatch',
  },
  {
    name: 'a label list that is filled in from the other side',
    compiler: `Argument of type 'Measure<never, "orders">' is not assignable to parameter of type 'Measure<"outcome", "orders">'.`,
    document: above({ kind: 'plus', left: count(refunds, ['outcome']), right: count(orders) }, 5),
    finding: 'measure/label-mismatch',
  },
  {
    name: 'PromQL without inputs for its test',
    compiler: `Argument of type '{ unit: "orders"; by: []; }' is not assignable to parameter of type 'PromqlOptions<"orders", readonly []>'.`,
    document: above({ kind: 'promql', text: 'sum(shop_orders_total)', unit: 'orders', by: [] }, 5),
    finding: 'shape/missing-field',
  },
  {
    name: 'PromQL over a histogram as a whole',
    compiler: `Argument of type '${latencyType}' is not assignable to parameter of type 'Nameable'.`,
    document: withPanel({
      show: {
        kind: 'promql',
        text: `sum(${latency.metric})`,
        unit: 'seconds',
        by: [],
        high: { [`${latency.metric}_sum`]: '0+9x9' },
        low: { [`${latency.metric}_sum`]: '0x9' },
      },
    }),
    finding: 'promql/unknown-metric',
  },
  {
    name: 'a percentage as a threshold in seconds',
    compiler: `Argument of type '"20%"' is not assignable to parameter of type 'Seconds'.`,
    document: above(p90, '20%'),
    finding: 'quantity/wrong-unit',
  },
  {
    name: 'a bare number as a threshold in seconds',
    compiler: `Argument of type '2' is not assignable to parameter of type 'Seconds'.`,
    document: above(p90, 2),
    finding: 'quantity/wrong-unit',
  },
  {
    name: 'a bare number as the threshold of a ratio',
    compiler: `Argument of type '5' is not assignable to parameter of type '\`\${number}%\`'.`,
    document: above(share(refunds, orders), 5),
    finding: 'quantity/wrong-unit',
  },
  {
    name: 'a bare number as the threshold of a rate',
    compiler: `Argument of type '5' is not assignable to parameter of type '\`\${number} orders/h\` | \`\${number} orders/min\` | \`\${number} orders/s\`'.`,
    document: above({ kind: 'rate', of: orders, over: '5m', by: [] }, 5),
    finding: 'quantity/wrong-unit',
  },
  {
    name: 'a bare number as a threshold in bytes',
    compiler: `Argument of type '5' is not assignable to parameter of type 'Bytes'.`,
    document: above({ kind: 'value', of: { metric: 'shop_heap_bytes' }, pick: 'max', by: [] }, 5),
    finding: 'quantity/wrong-unit',
  },
  {
    name: 'a threshold that counts something else',
    compiler: `Argument of type '"5 mails"' is not assignable to parameter of type 'number | \`\${number} orders\`'.`,
    document: above(count(orders), '5 mails'),
    finding: 'quantity/wrong-unit',
  },
  {
    name: 'a duration in words',
    compiler: `Type '"5 min"' is not assignable to type 'Duration'.`,
    document: above({ kind: 'count', of: orders, in: '5 min', by: [] }, 5),
    finding: 'quantity/bad-duration',
  },
  {
    name: 'a duration with a fraction',
    compiler: `Type '"1.5h"' is not assignable to type 'Duration'.`,
    document: above({ kind: 'count', of: orders, in: '1.5h', by: [] }, 5),
    finding: 'quantity/bad-duration',
  },
  {
    name: 'a number as a duration',
    compiler: `Type 'number' is not assignable to type 'Duration'.`,
    document: withAlert({ for: 300 }),
    finding: 'shape/wrong-type',
  },
  {
    name: 'a condition with no threshold',
    compiler: `Argument of type 'Measure<never, "orders">' is not assignable to parameter of type 'Condition<string>'.`,
    document: withAlert({ when: count(orders) }),
    finding: 'shape/unknown-value',
  },
  {
    name: 'a threshold for states',
    compiler: `Property 'above' does not exist on type 'PanelMeasure'.`,
    document: above({ kind: 'states', of: breaker, by: ['breaker'] }, 1),
    finding: 'measure/only-for-panels',
    throws: /above is not a function/,
  },
  {
    name: '`and` of conditions with different labels',
    compiler: `Argument of type 'Condition<never>' is not assignable to parameter of type 'Condition<${target}>'.`,
    document: withAlert({
      when: {
        kind: 'and',
        left: down,
        right: { kind: 'compare', measure: count(orders), op: 'above', threshold: 5 },
      },
    }),
    finding: 'condition/label-mismatch',
  },
  {
    name: 'an unknown severity',
    compiler: `Type '"P2"' is not assignable to type '"P1" | "P3"'.`,
    document: withAlert({ severity: 'P2' }),
    finding: 'reference/unknown-severity',
  },
  {
    name: 'an audience that is not routed for the severity',
    compiler: `Type '"team"' is not assignable to type '"oncall"'.`,
    document: withAlert({ audience: 'team' }),
    finding: 'routing/unroutable',
  },
  {
    name: 'an alert without an action',
    compiler: `Type 'undefined' is not assignable to type 'string'.`,
    document: changed({
      alerts: [
        ...validDocument.alerts,
        { name: 'ShopMistake', severity: 'P1', audience: 'oncall', summary: loud.summary, when: down },
      ],
    }),
    finding: 'shape/missing-field',
  },
  {
    name: 'an inhibition on a label that an alert lacks',
    compiler: `Type '"page"' is not assignable to type '"audience" | "instance" | "service" | "severity"'.`,
    document: changed({ inhibitions: [{ source: 'ShopDown', targets: ['ShopSlow'], equal: ['instance', 'page'] }] }),
    finding: 'inhibition/label-not-carried',
  },
  {
    name: 'a counter without `_total`',
    compiler: `Argument of type '"shop_clicks"' is not assignable to parameter of type '\`\${string}_total\`'.`,
    document: withMetric({ name: 'shop_clicks', job: 'shop', type: 'counter', help: 'Clicks', unit: 'clicks' }),
    finding: 'metric/counter-suffix',
  },
  {
    name: 'a name that does not end in its unit',
    compiler: `Argument of type '"shop_disk"' is not assignable to parameter of type '\`\${string}_bytes\`'.`,
    document: withMetric({ name: 'shop_disk', job: 'shop', type: 'gauge', help: 'Disk space in use', unit: 'bytes' }),
    finding: 'metric/unit-suffix',
  },
  {
    name: 'buckets without a unit',
    compiler: `Type 'number' is not assignable to type 'Seconds'.`,
    document: withMetric({
      name: 'shop_wait_seconds',
      job: 'shop',
      type: 'histogram',
      help: 'Time to wait',
      unit: 'seconds',
      observes: 'waits',
      buckets: [0.1],
    }),
    finding: 'quantity/wrong-unit',
  },
  {
    name: 'something else among the metrics',
    compiler: `Type 'number' is not assignable to type 'LanguageValue'.`,
    document: withMetric(20),
    finding: 'shape/wrong-type',
  },
  {
    name: 'a severity with no route',
    compiler: `Property 'P3' is missing in type '{ P1: { oncall: { to: "pager"; }; }; }' but required in type 'Routes<"P1" | "P3", "chat" | "owner" | "pager">'.`,
    document: changed({ routes: { P1: { oncall: { to: 'pager' } } } }),
    finding: 'routing/missing-severity',
  },
  {
    name: 'a route for a severity that does not exist',
    compiler: `Type '{ oncall: { to: string; }; }' is not assignable to type '"this is not one of the declared severities"'.`,
    document: changed({ routes: { ...validDocument.routes, P9: { oncall: { to: 'pager' } } } }),
    finding: 'reference/unknown-severity',
  },
  {
    name: 'an unknown receiver',
    compiler: `Type '"pagr"' is not assignable to type '"chat" | "owner" | "pager"'. Did you mean '"pager"'?`,
    document: changed({ routes: { ...validDocument.routes, P1: { oncall: { to: 'pagr' } } } }),
    finding: 'reference/unknown-receiver',
  },
  {
    name: 'a panel that shows nothing',
    compiler: `Type '{ title: string; }' is not assignable to type 'Panel'.`,
    document: withPanel({}),
    finding: 'dashboard/empty-panel',
  },
  {
    name: 'a log profile of a field that is not contextual',
    compiler: `Type '"trace"' is not assignable to type '"trace_id"'.`,
    document: changed({
      logs: {
        required: { message: { type: 'text', description: 'What happened' } },
        contextual: { trace_id: { type: 'text', description: 'The request' } },
        profiles: { request: ['trace'] },
        others: 'allow',
      },
    }),
    finding: 'logs/unknown-field',
  },
  {
    name: 'a requirement that nothing holds',
    compiler: `Argument of type '{ section: string; }' is not assignable to parameter of type 'RequirementOptions<"P1" | "P3", "chat" | "owner" | "pager">'.`,
    document: changed({ requirements: [{ text: 'It comes back.', section: 'Alerts' }] }),
    finding: 'requirement/not-held',
  },
  {
    name: 'a requirement held by a severity that does not exist',
    compiler: `Type '"P9"' is not assignable to type '"P1" | "P3"'.`,
    document: changed({ requirements: [{ text: 'It comes back.', section: 'Alerts', heldBy: [{ severity: 'P9' }] }] }),
    finding: 'reference/unknown-severity',
  },
  {
    name: 'a requirement held by a span that does not exist',
    compiler: `Argument of type '"ordr"' is not assignable to parameter of type '"order" | "pay"'.`,
    document: withTraces({ spans: { order, pay } }, [{ span: 'ordr' }]),
    finding: 'reference/unknown-span',
  },
  {
    name: 'a requirement held by a mode that does not exist',
    compiler: `Argument of type '"wep"' is not assignable to parameter of type '"web"'.`,
    document: withTraces({ spans: { order, pay } }, [{ traceMode: 'wep' }]),
    finding: 'reference/unknown-trace-mode',
  },
  {
    name: 'a requirement held by a log field that does not exist',
    compiler: `Argument of type '"trace"' is not assignable to parameter of type '"message" | "trace_id"'.`,
    document: changed({
      logs: {
        required: { message: { type: 'text', description: 'What happened' } },
        contextual: { trace_id: { type: 'text', description: 'The request' } },
        others: 'allow',
      },
      requirements: [{ text: 'It comes back.', section: 'Alerts', heldBy: [{ logField: 'trace' }] }],
    }),
    finding: 'reference/unknown-log-field',
  },
  {
    name: 'a requirement held by a log profile that does not exist',
    compiler: `Argument of type '"requests"' is not assignable to parameter of type '"request"'.`,
    document: changed({
      logs: {
        required: { message: { type: 'text', description: 'What happened' } },
        contextual: { trace_id: { type: 'text', description: 'The request' } },
        profiles: { request: ['trace_id'] },
        others: 'allow',
      },
      requirements: [{ text: 'It comes back.', section: 'Alerts', heldBy: [{ logProfile: 'requests' }] }],
    }),
    finding: 'reference/unknown-log-profile',
  },
  {
    name: 'a misspelt label value in an effect',
    compiler: `Type '"payed"' is not assignable to type '${outcomes}'.`,
    document: withEffect({
      kind: 'gains',
      metric: 'shop_orders_total',
      count: 1,
      labels: { customer: 'c1', outcome: 'payed', region: 'eu' },
    }),
    finding: 'reference/unknown-label-value',
  },
  {
    name: 'an effect without a label',
    compiler: `Argument of type '{ customer: string; outcome: "paid"; }' is not assignable to parameter of type 'ChosenLabels<${ordersLabels}> & OnTarget'.`,
    document: withEffect({
      kind: 'gains',
      metric: 'shop_orders_total',
      count: 1,
      labels: { customer: 'c1', outcome: 'paid' },
    }),
    finding: 'experiment/missing-label',
  },
  {
    name: 'events of a gauge',
    compiler: `Property 'gains' does not exist on type 'Gauge<NoLabels, ${target}, "messages", "shop">'.`,
    document: withEffect({ kind: 'gains', metric: 'shop_queue_messages', count: 1 }),
    finding: 'experiment/wrong-metric-type',
    throws: /gains is not a function/,
  },
  {
    name: 'a state that an effect does not have',
    compiler: `Argument of type '"ajar"' is not assignable to parameter of type '"closed" | "half_open" | "open"'.`,
    document: withEffect({ kind: 'turns', metric: 'shop_breaker_state', state: 'ajar', labels: { breaker: 'bank' } }),
    finding: 'reference/unknown-state',
  },
  {
    name: 'an observation in the wrong unit',
    compiler: `Argument of type '5' is not assignable to parameter of type 'Seconds'.`,
    document: withEffect({
      kind: 'observes',
      metric: 'shop_request_duration_seconds',
      value: 5,
      labels: { page: 'cart' },
    }),
    finding: 'quantity/wrong-unit',
  },
  {
    name: 'a time of an experiment that is not a duration',
    compiler: `Argument of type '"5 min"' is not assignable to parameter of type 'Duration'.`,
    document: withVariant({
      timeline: [{ at: '5 min', do: [{ kind: 'gains', metric: 'shop_mails_total', count: 1 }] }],
    }),
    finding: 'quantity/bad-duration',
  },
  {
    name: 'an unknown receiver in an experiment',
    compiler: `Type '"pagr"' is not assignable to type '"chat" | "owner" | "pager"'. Did you mean '"pager"'?`,
    document: withVariant({ fires: [{ alert: 'ShopDown', by: '3m', tells: 'pagr', toldBy: '4m' }] }),
    finding: 'reference/unknown-receiver',
  },
  {
    name: 'something else than an alert in an experiment',
    compiler: `Property '[labels]' is missing in type 'Counter<${ordersLabels}, ${target}, "orders", "shop">' but required in type 'Alert<string>'.`,
    document: withVariant({ silent: [{ alert: { metric: 'shop_orders_total' }, because: 'nobody orders' }] }),
    finding: 'shape/wrong-type',
  },
  {
    name: 'errors counted by a gauge',
    compiler: `Type 'Gauge<NoLabels, "instance" | "job", "bytes", "shop">' is not assignable to type 'DeclaredMetric<"counter", string>'.`,
    document: changed({
      logs: {
        required: {},
        contextual: { outcome: { type: 'text', description: 'How it ended' } },
        errors: { field: 'outcome', countedBy: ['shop_heap_bytes'] },
        others: 'allow',
      },
    }),
    finding: 'logs/not-counted',
  },
  {
    name: 'errors logged in a field that is not contextual',
    compiler: `Type '"outcom"' is not assignable to type '"outcome"'.`,
    document: changed({
      logs: {
        required: {},
        contextual: { outcome: { type: 'text', description: 'How it ended' } },
        errors: { field: 'outcom', countedBy: ['shop_orders_total'] },
        others: 'allow',
      },
    }),
    finding: 'logs/unknown-field',
  },
  {
    name: 'a preview without a length',
    compiler: `Type '{ type: "preview"; description: string; }' is not assignable to type 'LogFieldDocument'.`,
    document: changed({
      logs: { required: {}, contextual: { line: { type: 'preview', description: 'How it begins' } }, others: 'allow' },
    }),
    finding: 'shape/missing-field',
  },
  {
    name: 'a span under a span that does not exist',
    compiler: `Type '"ordr"' is not assignable to type '"order" | "pay"'. Did you mean '"order"'?`,
    document: withTraces({ spans: { order, pay: { ...pay, under: ['ordr'] } } }),
    finding: 'traces/unknown-span',
  },
  {
    name: 'a mode that enters at a span that does not exist',
    compiler: `Type '"odrer"' is not assignable to type '"order" | "pay"'. Did you mean '"order"'?`,
    document: withTraces({ modes: { web: { description: 'From a browser', entry: 'odrer', requires: [] } } }),
    finding: 'traces/unknown-span',
  },
  {
    name: 'a mode that requires a span that does not exist',
    compiler: `Type '"pey"' is not assignable to type '"order" | "pay"'.`,
    document: withTraces({ modes: { web: { description: 'From a browser', entry: 'order', requires: ['pey'] } } }),
    finding: 'traces/unknown-span',
  },
  {
    name: 'a span of a job and of a process outside',
    compiler: `Type '{ description: "The bank is asked"; kind: "client"; job: Job<"instance" | "job", "shop">; under: readonly ["order"]; outside: string; }' is not assignable to type 'SpanOptions<"order" | "pay">'.`,
    document: withTraces({ spans: { order, pay: { ...pay, outside: 'bank' } } }),
    finding: 'traces/no-process',
  },
  {
    name: 'a span of nobody',
    compiler: `Type '{ description: string; kind: "client"; }' is not assignable to type 'SpanOptions<"order" | "pay">'.`,
    document: withTraces({ spans: { order, pay: { description: 'The bank', kind: 'client' } } }),
    finding: 'traces/no-process',
  },
  {
    name: 'a span of an unknown kind',
    compiler: `Type '"clint"' is not assignable to type 'SpanKind'. Did you mean '"client"'?`,
    document: withTraces({ spans: { order, pay: { ...pay, kind: 'clint' } } }),
    finding: 'shape/unknown-value',
  },
  {
    name: 'a span that a counter times',
    compiler: `Type 'Counter<${ordersLabels}, ${target}, "orders", "shop">' is not assignable to type 'DeclaredMetric<"histogram", string>'.`,
    document: withTraces({ spans: { order, pay: { ...pay, timedBy: 'shop_orders_total' } } }),
    finding: 'traces/wrong-metric',
  },
  {
    name: 'traces sampled by a number',
    compiler: "Type 'number' is not assignable to type '`${number}%`'.",
    document: withTraces({ sampling: { slow: '2s', others: 5 } }),
    finding: 'quantity/wrong-unit',
  },
];
