import { z } from 'zod';
import type { ConditionDocument, MeasureDocument, SpecDocument } from './document.ts';
import { experimentSchema } from './experiment-schema.ts';
import { requirementSchema } from './requirement-schema.ts';
import { duration, integer, list, name, names, object, quantity, record, text } from './schema-parts.ts';
import { tracesSchema } from './traces-schema.ts';

/**
 * The strict schemas of {@link SpecDocument}. The interfaces in `document.ts` are the source, and the compiler compares
 * the two both ways below. The message of every schema is a noun phrase, what should be there: `shape-findings.ts` makes
 * sentences of it.
 */

const integration = z.discriminatedUnion(
  'kind',
  [
    object('a PagerDuty integration', {
      kind: z.literal('pagerduty'),
      routingKeyFile: text('the path of a file'),
      severity: z.enum(['critical', 'error', 'warning', 'info'], { error: 'a severity of PagerDuty' }).exactOptional(),
    }),
    object('a Slack integration', {
      kind: z.literal('slack'),
      channel: text('a channel such as `#alerts`'),
      apiUrlFile: text('the path of a file'),
    }),
    object('an e-mail integration', {
      kind: z.literal('email'),
      to: text('a mail address'),
      from: text('a mail address'),
      smarthost: text('an address such as `smtp.example.com:587`'),
      username: text('a user name').exactOptional(),
      passwordFile: text('the path of a file').exactOptional(),
    }),
    object('a webhook integration', {
      kind: z.literal('webhook'),
      url: text('an http(s) URL'),
      credentialsFile: text('the path of a file').exactOptional(),
    }),
  ],
  { error: 'an integration such as `{ kind: webhook, url: ... }`' },
);

const route = object('a route such as `{ to: <receiver> }`', {
  to: name('a receiver'),
  groupBy: names('a list of labels').exactOptional(),
  wait: duration.exactOptional(),
  interval: duration.exactOptional(),
  repeat: duration.exactOptional(),
  sendResolved: z.boolean({ error: '`true` or `false`' }).exactOptional(),
});

const job = object('a job such as `{ name: x, targets: ["localhost:9090"] }`', {
  name: name('a job'),
  targets: list('a list of addresses such as `localhost:9090`', text('an address such as `localhost:9090`')),
  metricsPath: text('a path such as `/metrics`').exactOptional(),
  description: text('a text').exactOptional(),
});

const label = z.union(
  [
    object('a label', { oneOf: list('a list of label values', text('a label value')) }),
    object('a label', { bounded: integer('a whole number') }),
    object('a label', { unbounded: text('the reason why the label is kept') }),
  ],
  { error: '`{ oneOf: [...] }`, `{ bounded: <how many> }` or `{ unbounded: <why> }`' },
);

const metricHead = {
  name: name('a metric'),
  job: name('a job'),
  help: text('a help text'),
  labels: record('labels by name', label).exactOptional(),
  added: text('a reason').exactOptional(),
};
const unit = text('a unit such as `seconds`, or the name of what is counted');

const metric = z.discriminatedUnion(
  'type',
  [
    object('a counter', { ...metricHead, type: z.literal('counter'), unit }),
    object('a gauge', { ...metricHead, type: z.literal('gauge'), unit }),
    object('a state metric', {
      ...metricHead,
      type: z.literal('state'),
      states: record('states by name, each with its number', z.number({ error: 'the number of a state' })),
    }),
    object('a histogram', {
      ...metricHead,
      type: z.literal('histogram'),
      unit,
      observes: text('the name of what is observed'),
      buckets: list('a list of upper bounds', quantity),
    }),
  ],
  { error: 'a metric such as `{ name: x_total, job: x, type: counter, unit: x, help: ... }`' },
);

const valueOrValues = z.union([z.string(), list('a list of label values', z.string({ error: 'a label value' }))], {
  error: 'a label value or a list of them',
});
const labelTest = z.union(
  [
    z.string(),
    list('a list of label values', z.string({ error: 'a label value' })),
    object('a test', { not: valueOrValues }),
    object('a test', { matching: text('a regular expression') }),
    object('a test', { notMatching: text('a regular expression') }),
  ],
  { error: 'a label value, a list of them, `{ not: ... }`, `{ matching: ... }` or `{ notMatching: ... }`' },
);
const selectionShape = { metric: name('a metric'), where: record('label tests by label', labelTest).exactOptional() };
const selection = object('a selection such as `{ metric: <name> }`', selectionShape);
const events = object('events such as `{ metric: <name> }`', {
  ...selectionShape,
  view: z
    .union(
      [z.literal('observations'), object('a view', { exceeding: quantity }), object('a view', { within: quantity })],
      { error: '`observations`, `{ exceeding: <bound> }` or `{ within: <bound> }`' },
    )
    .exactOptional(),
});

const grouping = z.union(
  [text('a label'), object('a label with a reason', { label: text('a label'), because: text('a reason') })],
  { error: 'a label, or `{ label: <name>, because: <why> }`' },
);
const by = list('a list of labels', grouping);
const series = record(
  'input series by name, such as `{ "up{job=\\"x\\"}": "1x20" }`',
  text('values in quotes, such as `"0x4 7x20"`'),
);

const anyMeasure: z.ZodType<MeasureDocument> = z.lazy(() => measure);
const measure = z.discriminatedUnion(
  'kind',
  [
    object('a count', {
      kind: z.literal('count'),
      of: events,
      in: duration,
      by,
      newborn: z.enum(['count', 'ignore'], { error: '`count` or `ignore`' }).exactOptional(),
    }),
    object('a rate', { kind: z.literal('rate'), of: events, over: duration, by }),
    object('a share', {
      kind: z.literal('share'),
      of: events,
      total: events,
      in: duration,
      by,
      atLeast: z.number({ error: 'a number' }).exactOptional(),
    }),
    object('a quantile', {
      kind: z.literal('quantile'),
      of: selection,
      q: z.number({ error: 'a number between 0 and 1' }),
      over: duration,
      by,
    }),
    object('a value', {
      kind: z.literal('value'),
      of: selection,
      pick: z.enum(['max', 'min', 'avg', 'sum'], { error: '`max`, `min`, `avg` or `sum`' }),
      over: duration.exactOptional(),
      by,
    }),
    object('a sum', { kind: z.literal('plus'), left: anyMeasure, right: anyMeasure }),
    object('a difference', { kind: z.literal('minus'), left: anyMeasure, right: anyMeasure }),
    object('states', { kind: z.literal('states'), of: selection, by }),
    object('the health of a job', { kind: z.literal('up'), job: name('a job') }),
    object('PromQL', {
      kind: z.literal('promql'),
      text: text('a PromQL expression'),
      unit,
      by: names('a list of labels'),
      high: series,
      low: series,
    }),
  ],
  { error: 'a measure such as `{ kind: count, of: { metric: x_total }, in: 5m, by: [instance] }`' },
);

const anyCondition: z.ZodType<ConditionDocument> = z.lazy(() => condition);
const condition = z.discriminatedUnion(
  'kind',
  [
    object('a comparison', {
      kind: z.literal('compare'),
      measure: anyMeasure,
      op: z.enum(['above', 'atLeast', 'below', 'atMost'], { error: '`above`, `atLeast`, `below` or `atMost`' }),
      threshold: quantity,
    }),
    object('a state condition', {
      kind: z.literal('is'),
      of: selection,
      state: name('a state'),
      by,
      orGoneWithin: duration.exactOptional(),
    }),
    object('an absence', { kind: z.literal('absent'), of: selection, in: duration }),
    object('an outage of a job', { kind: z.literal('down'), job: name('a job') }),
    object('the condition that always holds', { kind: z.literal('always') }),
    object('a combination', { kind: z.enum(['and', 'or', 'unless']), left: anyCondition, right: anyCondition }),
  ],
  { error: 'a condition such as `{ kind: compare, measure: ..., op: above, threshold: 5 }`' },
);

const step = z.union([text('a text'), object('a step', { say: text('a text'), query: text('a PromQL expression') })], {
  error: 'a text, or `{ say: <text>, query: <PromQL> }`',
});

const alert = object('an object with `name`, `when`, `severity` and so on', {
  name: name('an alert'),
  when: condition,
  for: duration.exactOptional(),
  keepFiringFor: duration.exactOptional(),
  severity: name('a severity'),
  audience: name('an audience'),
  action: text('what to do, as a short imperative'),
  summary: text('one line that says what is wrong where'),
  description: text('a text').exactOptional(),
  runbook: object('an object with `meaning`, `impact`, `diagnosis` and `remediation`', {
    meaning: text('a text'),
    impact: text('a text'),
    diagnosis: list('a list of steps', step),
    remediation: list('a list of steps', text('a text')),
  }).exactOptional(),
  added: text('a reason').exactOptional(),
});

const inhibition = object('an object with `source`, `targets` and `equal`', {
  source: name('an alert'),
  targets: list('a list of alerts', name('an alert')),
  equal: names('a list of labels'),
});

const dashboard = object('an object with `name`, `title` and `rows`', {
  name: name('a dashboard'),
  title: text('a title'),
  description: text('a text').exactOptional(),
  rows: list(
    'a list of rows',
    object('a row such as `{ title: ..., panels: [...] }`', {
      title: text('a title'),
      collapsed: z.boolean({ error: '`true` or `false`' }).exactOptional(),
      panels: list(
        'a list of panels',
        object('a panel such as `{ title: ..., show: ... }`', {
          title: text('a title'),
          description: text('a text').exactOptional(),
          show: measure.exactOptional(),
          alert: name('an alert').exactOptional(),
        }),
      ),
    }),
  ),
});

const fieldHead = { description: text('a text') };
const logField = z.union(
  [
    z.discriminatedUnion('type', [
      object('a log field', { ...fieldHead, type: z.enum(['timestamp', 'text', 'integer', 'number']) }),
      object('a log field', {
        ...fieldHead,
        type: z.literal('preview'),
        max: integer('the greatest number of characters'),
      }),
    ]),
    object('a log field', { ...fieldHead, oneOf: list('a list of values', text('a value')) }),
  ],
  { error: '`{ type: <type>, description: <text> }` or `{ oneOf: [...], description: <text> }`' },
);
const logFields = record('log fields by name', logField);

/** The whole document. */
export const specSchema = object('an object with `tocsin: 1`, `service`, `jobs`, `metrics`, `alerts` and so on', {
  tocsin: z.literal(1, { error: '`1`, the version of this format' }),
  service: name('the service'),
  targetLabels: names('a list of labels'),
  scrapeEvery: duration,
  evaluateEvery: duration,
  links: object('an object with `grafana` and `runbooks`', {
    grafana: text('an http(s) URL'),
    runbooks: text('an http(s) URL'),
    prometheus: text('an http(s) URL').exactOptional(),
    alertmanager: text('an http(s) URL').exactOptional(),
  }),
  severities: list('a list of severities, the loudest first', name('a severity')),
  receivers: record('receivers by name', list('a list of integrations', integration)),
  routes: record('routes by severity', record('routes by audience', route)),
  jobs: list('a list of jobs', job),
  metrics: list('a list of metrics', metric),
  alerts: list('a list of alerts', alert),
  inhibitions: list('a list of inhibitions', inhibition).exactOptional(),
  dashboards: list('a list of dashboards', dashboard).exactOptional(),
  logs: object('an object with `required`, `contextual` and `others`', {
    required: logFields,
    contextual: logFields,
    profiles: record('lists of fields by profile', names('a list of fields')).exactOptional(),
    errors: object('an object with `field` and `countedBy`', {
      field: name('a field'),
      countedBy: list('a list of counters', name('a counter')),
    }).exactOptional(),
    others: z.enum(['allow', 'forbid'], { error: '`allow` or `forbid`' }),
  }).exactOptional(),
  experiments: list('a list of experiments', experimentSchema(anyCondition)).exactOptional(),
  requirements: list('a list of requirements', requirementSchema).exactOptional(),
  traces: tracesSchema.exactOptional(),
});

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
type Same<A, B> = (<T>() => T extends Frozen<A> ? 1 : 2) extends <T>() => T extends Frozen<B> ? 1 : 2 ? true : never;

// Does not compile when an interface and its schema differ.
true satisfies Same<z.output<typeof specSchema>, SpecDocument>;
true satisfies Same<z.output<typeof measure>, MeasureDocument>;
true satisfies Same<z.output<typeof condition>, ConditionDocument>;
