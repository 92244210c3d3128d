import type { JobDocument, LinksDocument } from '../model/document.ts';
import { type Alert, type AlertOptions, alert, alertDocument } from './alert.ts';
import { callPlace } from './call-place.ts';
import { type Condition, condition } from './condition.ts';
import { type Dashboard, type DashboardOptions, dashboard, dashboardDocument } from './dashboard.ts';
import type { Declare, Declared } from './declaration.ts';
import { type Experiment, type ExperimentOptions, experiment, experimentDocument } from './experiment.ts';
import { type Inhibition, type InhibitionOptions, inhibition, inhibitionDocument } from './inhibition.ts';
import type { Integration } from './integrations.ts';
import { type Job, type JobOptions, job } from './job.ts';
import type { LanguageValue } from './listing.ts';
import { type Logs, type LogsOptions, logs, logsDocument } from './logs.ts';
import { node } from './node.ts';
import { type Plain, plain } from './plain.ts';
import { type PromqlOptions, type PromqlTemplate, promql } from './promql-template.ts';
import type { Duration } from './quantities.ts';
import { type Requirement, type RequirementOptions, requirement, requirementDocument } from './requirement.ts';
import type { Audiences, Routes, UndeclaredSeverities } from './routes.ts';
import { assembleSpec, type Spec, type SpecOptions } from './spec.ts';
import { type Traces, type TracesOptions, traces, tracesDocument } from './traces.ts';

/** The rules of a house: which labels every series has, how often is looked, who hears about what. */
export interface KitOptions<T extends string, S extends string, R extends string, O extends Routes<S, R>> {
  /** The name of what is watched. */
  readonly service: string;
  /** Labels that Prometheus puts on every series of a target; `job` and `instance` are among them. */
  readonly targetLabels: readonly T[];
  /** Loudest first. */
  readonly severities: readonly S[];
  readonly scrapeEvery: Duration;
  readonly evaluateEvery: Duration;
  /** Base addresses of what notifications link to. */
  readonly links: LinksDocument;
  /** The ways to tell somebody, by the name that routes use. */
  readonly receivers: Readonly<Record<R, readonly Integration[]>>;
  /** For every severity the audiences, and where their alerts go. */
  readonly routes: keyof O extends S ? O : UndeclaredSeverities<O, S>;
}

/** What a spec is written with. `T` are the target labels, `A` the audiences by severity, `R` the receivers. */
export interface Kit<
  in out T extends string,
  in out A extends Readonly<Record<string, string>>,
  in out R extends string = string,
> extends Plain<object> {
  /** Declares a kind of process that exposes metrics; its metrics are declared on it. */
  job<const J extends string>(name: J, options: JobOptions): Job<T, J>;
  /** Declares an alert: a condition, how loud, for whom, and what to do. */
  alert<L extends string, const S extends keyof A>(name: string, options: AlertOptions<L, A, S>): Alert<L>;
  /** Always true, with no labels: the dead man's switch. */
  always(): Condition<never>;
  /** Declares that one alert keeps others quiet. */
  inhibit<const S extends Alert, const X extends readonly Alert[]>(options: InhibitionOptions<S, X>): Inhibition;
  /** Declares a dashboard; the name is that of its file. */
  dashboard(name: string, options: DashboardOptions): Dashboard;
  /** Declares what log records look like. */
  logs<const F extends string, const C extends string, const P extends string = never>(
    options: LogsOptions<F, C, P>,
  ): Logs<F | C, P>;
  /** Declares an experiment: a fault, what it does to the metrics over time, and what must come of it. */
  experiment(name: string, options: ExperimentOptions<R>): Experiment;
  /** Declares what traces look like: their spans, and the ways in which a request travels. */
  traces<const N extends string, const M extends string>(options: TracesOptions<N, M>): Traces<N, M>;
  /** Declares a sentence of the requirements and what holds it, for `tocsin requirements`. */
  requirement(text: string, options: RequirementOptions<Extract<keyof A, string>, R>): Requirement;
  /** The escape hatch: a template tag for any PromQL that gives one number per combination of `by`. */
  promql<const U extends string, const K extends readonly string[]>(options: PromqlOptions<U, K>): PromqlTemplate<U, K>;
  /** Puts the specification together. */
  spec<const M extends Readonly<Record<string, LanguageValue>>>(options: SpecOptions<M>): Spec<M>;
}

/** Starts a specification: everything else is declared on the result. */
export function defineKit<
  const T extends string,
  const S extends string,
  const R extends string,
  const O extends Routes<NoInfer<S>, NoInfer<R>>,
>(options: KitOptions<T, S, R, O>): Kit<T, Audiences<O>, R> {
  const place = callPlace(defineKit);
  const jobs: Declared<'job', JobDocument>[] = [];
  let order = 0;
  const declare: Declare = (kind, document, caller) => {
    const at = callPlace(caller);
    return { kind, document, order: order++, ...(at === undefined ? {} : { place: at }) };
  };
  const document = node({}, options);
  const kit: Kit<T, Audiences<O>, R> = {
    [plain]: document,
    job: (name, jobOptions) => {
      const declared = job<T, typeof name>(declare('job', node({ name }, jobOptions), kit.job), declare);
      jobs.push(declared);
      return declared;
    },
    alert: (name, alertOptions) => alert(declare('alert', alertDocument(name, alertOptions), kit.alert)),
    always: () => condition({ kind: 'always' }),
    inhibit: (inhibitOptions) => inhibition(declare('inhibition', inhibitionDocument(inhibitOptions), kit.inhibit)),
    dashboard: (name, dashboardOptions) =>
      dashboard(declare('dashboard', dashboardDocument(name, dashboardOptions), kit.dashboard)),
    experiment: (name, experimentOptions) =>
      experiment(declare('experiment', experimentDocument(name, experimentOptions), kit.experiment)),
    logs: (logsOptions) => logs(declare('logs', logsDocument(logsOptions), kit.logs)),
    traces: (tracesOptions) => traces(declare('traces', tracesDocument(tracesOptions), kit.traces)),
    requirement: (text, requirementOptions) =>
      requirement(declare('requirement', requirementDocument(text, requirementOptions), kit.requirement)),
    promql,
    spec: (specOptions) => assembleSpec({ document, jobs, place }, specOptions, callPlace(kit.spec)),
  };
  return kit;
}
