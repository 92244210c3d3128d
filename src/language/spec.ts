import type { JobDocument, SpecDocument } from '../model/document.ts';
import type { Alert } from './alert.ts';
import type { CallPlace } from './call-place.ts';
import type { Dashboard } from './dashboard.ts';
import { type Declared, type DeclaredKind, declarationOf } from './declaration.ts';
import type { Experiment } from './experiment.ts';
import type { Inhibition } from './inhibition.ts';
import { type LanguageValue, type Listing, partsOf } from './listing.ts';
import type { Logs } from './logs.ts';
import { given, isRecord, node } from './node.ts';
import type { Requirement } from './requirement.ts';
import type { Traces } from './traces.ts';

/** A specification: what it says, where it says it, and its metrics by the names under which they were exported. */
export interface Spec<out M = Readonly<Record<string, unknown>>> {
  readonly document: SpecDocument;
  /**
   * The call that made each part, by the path of the part in the document: `alerts[0]`, `metrics[3]`. The path of a list
   * (`alerts`) leads to `kit.spec`, the empty path to `defineKit`.
   */
  readonly sources: ReadonlyMap<string, CallPlace>;
  readonly metrics: M;
}

/** What a specification consists of, besides its kit. */
export interface SpecOptions<M extends Readonly<Record<string, LanguageValue>>> {
  /** Metrics by the names under which a program finds them: a record, or a module (`import * as metrics`). */
  readonly metrics: M;
  readonly alerts: Listing<Alert>;
  readonly inhibitions?: Listing<Inhibition>;
  /** Default: one for each job, and an overview. */
  readonly dashboards?: Listing<Dashboard>;
  readonly logs?: Logs;
  readonly experiments?: Listing<Experiment>;
  readonly requirements?: Listing<Requirement>;
  readonly traces?: Traces;
}

/** What a kit knows of its spec. */
export interface KitParts {
  readonly document: object;
  readonly jobs: readonly Declared<'job', JobDocument>[];
  readonly place: CallPlace | undefined;
}

/** Puts the spec together; `place` is the call of `kit.spec`. */
export function assembleSpec<M extends Readonly<Record<string, LanguageValue>>>(
  kit: KitParts,
  options: SpecOptions<M>,
  place: CallPlace | undefined,
): Spec<M> {
  const { metrics, alerts, inhibitions, dashboards, logs, traces, experiments, requirements, ...rest } = given(options);
  const sources = new Map<string, CallPlace>();
  const remember = (path: string, at: CallPlace | undefined) => {
    if (at !== undefined) sources.set(path, at);
  };
  const list = (path: string, kind: DeclaredKind, listing: Listing<unknown> | undefined): unknown => {
    remember(path, place);
    if (!isRecord(listing)) return listing;
    return partsOf(kind, listing).map((part, i) => {
      remember(`${path}[${i}]`, part.place ?? place);
      return part.document;
    });
  };
  const declaredLogs = declarationOf(logs);
  const declaredTraces = declarationOf(traces);
  remember('', kit.place);
  remember('logs', declaredLogs?.place ?? place);
  remember('traces', declaredTraces?.place ?? place);
  const document = {
    ...kit.document,
    jobs: list('jobs', 'job', [...kit.jobs, ...jobsOf(metrics)]),
    metrics: list('metrics', 'metric', metrics),
    alerts: list('alerts', 'alert', alerts),
    inhibitions: list('inhibitions', 'inhibition', inhibitions),
    dashboards: list('dashboards', 'dashboard', dashboards),
    logs: declaredLogs?.document ?? logs,
    experiments: list('experiments', 'experiment', experiments),
    requirements: list('requirements', 'requirement', requirements),
    traces: declaredTraces?.document ?? traces,
    ...rest,
  };
  // Complete as far as the compiler knows; what a program without types left out, `resolve` misses.
  return { document: node({ tocsin: 1 }, document) as unknown as SpecDocument, sources, metrics: options?.metrics };
}

/** A metric that another kit has declared brings its job along. */
const jobsOf = (metrics: object | undefined): readonly Declared<'job'>[] =>
  Object.values(metrics ?? {}).flatMap((metric) => declarationOf(metric)?.job ?? []);
