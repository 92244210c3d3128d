import type { Expr } from '../promql/ast.ts';
import type { ComparisonOperator, IntegrationDocument, LogsDocument } from './document.ts';
import type { Experiment } from './experiment.ts';
import type { Requirement } from './requirement.ts';
import type { Traces } from './traces.ts';

/**
 * The resolved spec: every reference followed, every quantity a number (durations in milliseconds, seconds and bytes
 * in base units, shares 0 to 1). Plain readonly data; what generators, scenarios and validators read.
 */
export interface Model {
  readonly service: string;
  readonly targetLabels: readonly string[];
  /** Milliseconds. */
  readonly scrapeInterval: number;
  /** Milliseconds. */
  readonly evaluationInterval: number;
  readonly links: Links;
  /** Loudest first. */
  readonly severities: readonly string[];
  readonly receivers: readonly Receiver[];
  /** In the order of severities, then as written. */
  readonly routes: readonly Route[];
  readonly jobs: readonly Job[];
  readonly metrics: readonly Metric[];
  readonly alerts: readonly Alert[];
  readonly inhibitions: readonly Inhibition[];
  readonly dashboards: readonly Dashboard[];
  readonly logs?: LogsDocument;
  readonly experiments: readonly Experiment[];
  readonly requirements: readonly Requirement[];
  readonly traces?: Traces;
}

/** Without a trailing slash. */
export interface Links {
  readonly grafana: string;
  readonly runbooks: string;
  readonly prometheus?: string;
  readonly alertmanager?: string;
}

export interface Receiver {
  readonly name: string;
  readonly integrations: readonly IntegrationDocument[];
}

export interface Route {
  readonly severity: string;
  readonly audience: string;
  readonly receiver: string;
  readonly groupBy: readonly string[];
  /** Milliseconds, as all three. */
  readonly wait: number;
  readonly interval: number;
  readonly repeat: number;
  readonly sendResolved: boolean;
}

export interface Job {
  readonly name: string;
  readonly targets: readonly string[];
  readonly metricsPath: string;
  readonly description: string;
}

export type LabelDomain =
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'bounded'; readonly max: number }
  | { readonly kind: 'unbounded'; readonly why: string };

export interface Label {
  readonly name: string;
  readonly domain: LabelDomain;
}

interface MetricBase {
  readonly name: string;
  readonly job: string;
  readonly help: string;
  readonly labels: readonly Label[];
  readonly added?: string;
}
export interface Counter extends MetricBase {
  readonly type: 'counter';
  readonly unit: string;
}
export interface Gauge extends MetricBase {
  readonly type: 'gauge';
  readonly unit: string;
}
export interface StateMetric extends MetricBase {
  readonly type: 'state';
  readonly states: readonly { readonly name: string; readonly value: number }[];
}
export interface Histogram extends MetricBase {
  readonly type: 'histogram';
  readonly unit: string;
  readonly observes: string;
  /** Upper bounds in base units, ascending, without +Inf. */
  readonly buckets: readonly Quantity[];
}
export type Metric = Counter | Gauge | StateMetric | Histogram;

/** A number in base units, and how the author wrote it. */
export interface Quantity {
  readonly value: number;
  readonly written: string;
}

/** A test of one label. Regular expressions are RE2 and fully anchored. */
export type LabelTest =
  | { readonly label: string; readonly kind: 'in' | 'not-in'; readonly values: readonly string[] }
  | { readonly label: string; readonly kind: 'matching' | 'not-matching'; readonly regex: string };

export interface Selection<M extends Metric = Metric> {
  readonly metric: M;
  readonly where: readonly LabelTest[];
}

export type EventsView =
  | { readonly kind: 'counter' }
  | { readonly kind: 'observations' }
  | { readonly kind: 'exceeding'; readonly bound: Quantity }
  | { readonly kind: 'within'; readonly bound: Quantity };

export interface Events extends Selection<Counter | Histogram> {
  readonly view: EventsView;
}

/** Values are per combination of the labels in `by`; durations are milliseconds. */
export type Measure =
  | {
      readonly kind: 'count';
      readonly of: Events;
      readonly window: number;
      readonly by: readonly string[];
      readonly newborn: 'count' | 'ignore';
    }
  | { readonly kind: 'rate'; readonly of: Events; readonly window: number; readonly by: readonly string[] }
  | {
      readonly kind: 'share';
      readonly of: Events;
      readonly total: Events;
      readonly window: number;
      readonly by: readonly string[];
      /** 0 when there is no floor. */
      readonly floor: number;
    }
  | {
      readonly kind: 'quantile';
      readonly of: Selection<Histogram>;
      readonly q: number;
      readonly window: number;
      readonly by: readonly string[];
    }
  | {
      readonly kind: 'value';
      readonly of: Selection<Gauge>;
      readonly pick: 'max' | 'min' | 'avg' | 'sum';
      readonly window?: number;
      readonly by: readonly string[];
    }
  | { readonly kind: 'plus' | 'minus'; readonly left: Measure; readonly right: Measure; readonly by: readonly string[] }
  | { readonly kind: 'states'; readonly of: Selection<StateMetric>; readonly by: readonly string[] }
  | { readonly kind: 'up'; readonly job: Job; readonly by: readonly string[] }
  | {
      readonly kind: 'promql';
      readonly text: string;
      readonly expr: Expr;
      readonly unit: string;
      readonly by: readonly string[];
      readonly high: Readonly<Record<string, string>>;
      readonly low: Readonly<Record<string, string>>;
    };

export type Condition =
  | {
      readonly kind: 'compare';
      readonly measure: Measure;
      readonly op: ComparisonOperator;
      readonly threshold: Quantity;
    }
  | {
      readonly kind: 'is';
      readonly of: Selection<StateMetric>;
      readonly state: { readonly name: string; readonly value: number };
      readonly by: readonly string[];
      readonly goneWithin?: number;
    }
  | { readonly kind: 'absent'; readonly of: Selection; readonly window: number }
  | { readonly kind: 'down'; readonly job: Job }
  | { readonly kind: 'always' }
  | { readonly kind: 'and' | 'or' | 'unless'; readonly left: Condition; readonly right: Condition };

/** Template text in pieces; `value` is formatted for the unit of the condition's measure. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'value' };

export interface Runbook {
  readonly meaning: string;
  readonly impact: string;
  readonly diagnosis: readonly { readonly say: string; readonly query?: string }[];
  readonly remediation: readonly string[];
}

export interface Alert {
  readonly name: string;
  readonly when: Condition;
  /** Labels that its results carry, sorted; without `alertname` and the static ones. */
  readonly labels: readonly string[];
  /** Milliseconds, 0 when absent, as `keepFiringFor`. */
  readonly for: number;
  readonly keepFiringFor: number;
  readonly severity: string;
  readonly audience: string;
  readonly action: string;
  readonly summary: readonly TemplatePart[];
  readonly description: readonly TemplatePart[];
  readonly runbook: Runbook;
  readonly added?: string;
  /** Where its measure and threshold are drawn. */
  readonly panel: { readonly dashboard: string; readonly id: number };
}

export interface Inhibition {
  readonly source: string;
  readonly targets: readonly string[];
  readonly equal: readonly string[];
}

/** Either a measure, or an alert's condition; with both, the measure is drawn with the alert's threshold. */
export interface Panel {
  /** Stable under reordering: derived from dashboard and title. */
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly show?: Measure;
  /** Name of the alert. */
  readonly alert?: string;
}

export interface Dashboard {
  readonly name: string;
  /** At most 40 characters of `[A-Za-z0-9_-]`. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly rows: readonly { readonly title: string; readonly collapsed: boolean; readonly panels: readonly Panel[] }[];
}
