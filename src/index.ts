export type { Diagnostic, DiagnosticSeverity, Location } from './diagnostics/diagnostic.ts';
export type { Artifact } from './formats/artifact.ts';
export { type CreateMetricsOptions, createMetrics, type Metrics } from './instrumentation/create-metrics.ts';
export type {
  CounterInstrument,
  GaugeInstrument,
  HistogramInstrument,
  StateInstrument,
  TimerInstrument,
} from './instrumentation/instruments.ts';
export type { Alert, AlertOptions, Runbook } from './language/alert.ts';
export type { Condition } from './language/condition.ts';
export type { Counter } from './language/counter.ts';
export type { Dashboard, DashboardOptions, Panel, Row } from './language/dashboard.ts';
export { at, during, type Effect, every, type Load, type Moment } from './language/effect.ts';
export type { AllEvents, Events } from './language/events.ts';
export type { ExpectedAlert, Experiment, ExperimentOptions, Variant } from './language/experiment.ts';
export type { Gauge, GaugeSelection } from './language/gauge.ts';
export { type Each, each } from './language/grouping.ts';
export type { Histogram, HistogramSelection } from './language/histogram.ts';
export type { Inhibition, InhibitionOptions } from './language/inhibition.ts';
export { email, type Integration, pagerduty, slack, webhook } from './language/integrations.ts';
export type { Job, JobOptions, MetricOptions } from './language/job.ts';
export { defineKit, type Kit, type KitOptions } from './language/kit.ts';
export {
  type Bounded,
  bounded,
  type LabelDomain,
  type OneOf,
  oneOf,
  type Unbounded,
  unbounded,
} from './language/label-domains.ts';
export {
  type LabelTest,
  type Matching,
  matching,
  type Not,
  type NotMatching,
  not,
  notMatching,
} from './language/label-tests.ts';
export type { LanguageValue, Listing } from './language/listing.ts';
export type { LogField, Logs, LogsOptions } from './language/logs.ts';
export type { Measure, PanelMeasure } from './language/measure.ts';
export type { Placeholder } from './language/placeholders.ts';
export type { Bytes, Duration, Percent, Quantity, Seconds } from './language/quantities.ts';
export type { Requirement, RequirementOptions } from './language/requirement.ts';
export type { Route } from './language/routes.ts';
export type { Spec, SpecOptions } from './language/spec.ts';
export type { StateMetric, StateSelection } from './language/state-metric.ts';
export type { SpanAttribute, SpanOptions, Traces, TracesOptions } from './language/traces.ts';
export type { SpecDocument } from './model/document.ts';
export type { Model } from './model/model.ts';
