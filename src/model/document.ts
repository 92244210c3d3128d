import type { ExperimentDocument } from './experiment-document.ts';
import type { RequirementDocument } from './requirement-document.ts';
import type { TracesDocument } from './traces-document.ts';

/**
 * The spec as plain data: what a YAML or JSON file contains, and what the TypeScript language builds.
 * Quantities stay as written (`5m`, `20%`, `250ms`); `resolve` turns a document into a {@link Model} or into findings.
 * The zod schema in `document-schema.ts` is checked against these types.
 */

/** As Prometheus writes it: `15s`, `5m`, `1h30m`. */
export type DurationText = string;
/** A threshold or bucket bound in the notation of its unit: `5`, `20%`, `250ms`, `10MiB`, `3 calls/min`, `5 crashes`. */
export type QuantityText = string | number;

export interface SpecDocument {
  /** Version of this format. */
  readonly tocsin: 1;
  readonly service: string;
  /** Labels that Prometheus puts on every series of a target; they must include `job` and `instance`. */
  readonly targetLabels: readonly string[];
  readonly scrapeEvery: DurationText;
  readonly evaluateEvery: DurationText;
  readonly links: LinksDocument;
  /** Loudest first. */
  readonly severities: readonly string[];
  readonly receivers: Readonly<Record<string, readonly IntegrationDocument[]>>;
  /** Who hears an alert of a severity, by audience. Every severity has at least one audience. */
  readonly routes: Readonly<Record<string, Readonly<Record<string, RouteDocument>>>>;
  readonly jobs: readonly JobDocument[];
  readonly metrics: readonly MetricDocument[];
  readonly alerts: readonly AlertDocument[];
  readonly inhibitions?: readonly InhibitionDocument[];
  /** Without them every job gets a dashboard of its own, and the service an overview. */
  readonly dashboards?: readonly DashboardDocument[];
  readonly logs?: LogsDocument;
  readonly experiments?: readonly ExperimentDocument[];
  readonly requirements?: readonly RequirementDocument[];
  readonly traces?: TracesDocument;
}

/** Base addresses of what annotations and notifications link to, without a trailing slash. */
export interface LinksDocument {
  readonly grafana: string;
  readonly runbooks: string;
  readonly prometheus?: string;
  readonly alertmanager?: string;
}

export type IntegrationDocument =
  | {
      readonly kind: 'pagerduty';
      readonly routingKeyFile: string;
      readonly severity?: 'critical' | 'error' | 'warning' | 'info';
    }
  | { readonly kind: 'slack'; readonly channel: string; readonly apiUrlFile: string }
  | {
      readonly kind: 'email';
      readonly to: string;
      readonly from: string;
      /** `host:port` */
      readonly smarthost: string;
      readonly username?: string;
      readonly passwordFile?: string;
    }
  | { readonly kind: 'webhook'; readonly url: string; readonly credentialsFile?: string };

export interface RouteDocument {
  readonly to: string;
  /** Labels whose values share one notification; `['...']` turns grouping off. Default: `alertname` and the target labels. */
  readonly groupBy?: readonly string[];
  /** Alertmanager's `group_wait`. */
  readonly wait?: DurationText;
  /** Alertmanager's `group_interval`. */
  readonly interval?: DurationText;
  /** Alertmanager's `repeat_interval`. */
  readonly repeat?: DurationText;
  /** Alertmanager's `send_resolved` for the receiver. Default: true. */
  readonly sendResolved?: boolean;
}

/** One scrape job: a kind of process that exposes metrics. */
export interface JobDocument {
  /** The value of the `job` label. */
  readonly name: string;
  /** `host:port` of each static target. */
  readonly targets: readonly string[];
  /** Default: `/metrics`. */
  readonly metricsPath?: string;
  /** What runs there, in a few words. */
  readonly description?: string;
}

export type LabelDocument =
  | { readonly oneOf: readonly string[] }
  | { readonly bounded: number }
  | { readonly unbounded: string };

interface MetricCommon {
  readonly name: string;
  readonly job: string;
  readonly help: string;
  readonly labels?: Readonly<Record<string, LabelDocument>>;
  /** Why the metric exists although the requirements lack it. */
  readonly added?: string;
}

export type MetricDocument =
  | (MetricCommon & { readonly type: 'counter'; readonly unit: string })
  | (MetricCommon & { readonly type: 'gauge'; readonly unit: string })
  | (MetricCommon & { readonly type: 'state'; readonly states: Readonly<Record<string, number>> })
  | (MetricCommon & {
      readonly type: 'histogram';
      readonly unit: string;
      /** What one observation is: `spawns`. The unit of its counts. */
      readonly observes: string;
      readonly buckets: readonly QuantityText[];
    });

export type LabelTestDocument =
  | string
  | readonly string[]
  | { readonly not: string | readonly string[] }
  /** A fully anchored RE2 regular expression. */
  | { readonly matching: string }
  | { readonly notMatching: string };

export type WhereDocument = Readonly<Record<string, LabelTestDocument>>;

/** A metric, some of its series. */
export interface SelectionDocument {
  readonly metric: string;
  readonly where?: WhereDocument;
}

/** Things that happen: a counter, or a view of a histogram. */
export interface EventsDocument extends SelectionDocument {
  /** For a histogram: all observations, or those above or within a declared bucket bound. */
  readonly view?: 'observations' | { readonly exceeding: QuantityText } | { readonly within: QuantityText };
}

/**
 * A label to group by. An unbounded label must be written in the long form, with the reason why its cardinality
 * may reach an alert.
 */
export type GroupingDocument = string | { readonly label: string; readonly because: string };

export type MeasureDocument =
  /** How many events happened: exact, newborn series and counter resets included. */
  | {
      readonly kind: 'count';
      readonly of: EventsDocument;
      readonly in: DurationText;
      readonly by: readonly GroupingDocument[];
      /** `ignore`: a series' first value is not an event, as `increase()` has it. Default: `count`. */
      readonly newborn?: 'count' | 'ignore';
    }
  /** Events per second. */
  | {
      readonly kind: 'rate';
      readonly of: EventsDocument;
      readonly over: DurationText;
      readonly by: readonly GroupingDocument[];
    }
  /** Which part of `total` the events `of` are, 0 to 1. */
  | {
      readonly kind: 'share';
      readonly of: EventsDocument;
      readonly total: EventsDocument;
      readonly in: DurationText;
      readonly by: readonly GroupingDocument[];
      /** A condition on this share holds only while `total` counts at least this many. */
      readonly atLeast?: number;
    }
  | {
      readonly kind: 'quantile';
      readonly of: SelectionDocument;
      /** 0 to 1, exclusive. */
      readonly q: number;
      readonly over: DurationText;
      readonly by: readonly GroupingDocument[];
    }
  /** A gauge's value: over its series by `pick`, and over time too when `over` is given. */
  | {
      readonly kind: 'value';
      readonly of: SelectionDocument;
      readonly pick: 'max' | 'min' | 'avg' | 'sum';
      readonly over?: DurationText;
      readonly by: readonly GroupingDocument[];
    }
  | { readonly kind: 'plus'; readonly left: MeasureDocument; readonly right: MeasureDocument }
  | { readonly kind: 'minus'; readonly left: MeasureDocument; readonly right: MeasureDocument }
  /** The state of a state metric, for panels: a number per series, drawn with the state names. */
  | { readonly kind: 'states'; readonly of: SelectionDocument; readonly by: readonly GroupingDocument[] }
  /** Whether the targets of a job can be scraped, for panels: 1 or 0 per target. */
  | { readonly kind: 'up'; readonly job: string }
  /** The escape hatch: any PromQL that gives one number per combination of `by`. */
  | {
      readonly kind: 'promql';
      readonly text: string;
      readonly unit: string;
      readonly by: readonly string[];
      /** Input series (promtool notation, one value per scrape) on which the condition holds ... */
      readonly high: Readonly<Record<string, string>>;
      /** ... and on which it does not. */
      readonly low: Readonly<Record<string, string>>;
    };

export type ComparisonOperator = 'above' | 'atLeast' | 'below' | 'atMost';

export type ConditionDocument =
  | {
      readonly kind: 'compare';
      readonly measure: MeasureDocument;
      readonly op: ComparisonOperator;
      readonly threshold: QuantityText;
    }
  /** Some series of the group is in the state. */
  | {
      readonly kind: 'is';
      readonly of: SelectionDocument;
      readonly state: string;
      readonly by: readonly GroupingDocument[];
      /** A group that was seen within this time and is gone now counts as being in the state. */
      readonly orGoneWithin?: DurationText;
    }
  /** No such series at all, for the whole window. */
  | { readonly kind: 'absent'; readonly of: SelectionDocument; readonly in: DurationText }
  /** A target of the job cannot be scraped. Keeps `job` and `instance`. */
  | { readonly kind: 'down'; readonly job: string }
  /** Always true, with no labels: the dead man's switch. */
  | { readonly kind: 'always' }
  | { readonly kind: 'and' | 'or' | 'unless'; readonly left: ConditionDocument; readonly right: ConditionDocument };

export interface RunbookDocument {
  readonly meaning: string;
  readonly impact: string;
  readonly diagnosis: readonly (string | { readonly say: string; readonly query: string })[];
  readonly remediation: readonly string[];
}

export interface AlertDocument {
  readonly name: string;
  readonly when: ConditionDocument;
  readonly for?: DurationText;
  readonly keepFiringFor?: DurationText;
  readonly severity: string;
  readonly audience: string;
  /** What the receiver should do, as a short imperative. */
  readonly action: string;
  /** Text with `{{ $labels.x }}` and `{{ $value }}`; no other template action is allowed. */
  readonly summary: string;
  readonly description?: string;
  readonly runbook?: RunbookDocument;
  /** Why the alert exists although the requirements lack it. */
  readonly added?: string;
}

/** While `source` fires, the `targets` with equal values of `equal` are not notified. */
export interface InhibitionDocument {
  readonly source: string;
  readonly targets: readonly string[];
  readonly equal: readonly string[];
}

export interface PanelDocument {
  readonly title: string;
  readonly description?: string;
  /** What is drawn ... */
  readonly show?: MeasureDocument;
  /** ... or the alert whose measure and threshold are. At least one of the two. */
  readonly alert?: string;
}

export interface DashboardDocument {
  /** File name and uid part: `overview`. */
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly rows: readonly {
    readonly title: string;
    readonly collapsed?: boolean;
    readonly panels: readonly PanelDocument[];
  }[];
}

export type LogFieldDocument = { readonly description: string } & (
  | { readonly type: 'timestamp' | 'text' | 'integer' | 'number' }
  /** A piece of foreign text: credentials replaced, at most `max` characters, `...` at its end when it was cut. */
  | { readonly type: 'preview'; readonly max: number }
  | { readonly oneOf: readonly string[] }
);

export interface LogsDocument {
  /** Fields of every record. */
  readonly required: Readonly<Record<string, LogFieldDocument>>;
  readonly contextual: Readonly<Record<string, LogFieldDocument>>;
  /** Named sets of contextual fields that become required: a `request` record must have `trace_id`. */
  readonly profiles?: Readonly<Record<string, readonly string[]>>;
  /**
   * Errors that are counted are also logged: a record of each has the contextual field, with the value that the counters
   * have in their label of the same name.
   */
  readonly errors?: { readonly field: string; readonly countedBy: readonly string[] };
  readonly others: 'allow' | 'forbid';
}
