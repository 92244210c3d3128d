import type { ConditionDocument } from '../model/document.ts';
import type { ExperimentDocument, VariantDocument } from '../model/experiment-document.ts';
import type { Alert } from './alert.ts';
import { type Declaration, type Declared, declaration } from './declaration.ts';
import type { Effect, Load, Moment } from './effect.ts';
import { given, isList, isRecord, node } from './node.ts';
import { type Plain, plainOf } from './plain.ts';
import type { Duration } from './quantities.ts';

/** A fault that is injected on purpose, and what must come of it. */
export interface Experiment extends Declared<'experiment', ExperimentDocument> {}

/** An alert that must fire, and who must hear of it; all times are after the fault. */
export interface ExpectedAlert<R extends string> {
  readonly alert: Alert;
  /** Fires at this time at the latest ... */
  readonly by: Duration;
  /** ... and not before this one. */
  readonly notBefore?: Duration;
  /** The receiver that is told of it. */
  readonly tells: R;
  /** Told at this time at the latest. */
  readonly toldBy: Duration;
}

/** One way to run an experiment; `R` are the receivers. */
export interface Variant<R extends string> {
  /** What makes it different, in one sentence. */
  readonly what: string;
  /** How to inject the fault, step by step. */
  readonly method: readonly string[];
  /** How long everything is normal before the fault. Default: `2m`. */
  readonly warmUp?: Duration;
  /** How long it is watched after the fault. */
  readonly lasts: Duration;
  /** What the metrics show before the fault, besides zeros. */
  readonly before?: readonly Effect[];
  /** What happens all the time, before the fault too. */
  readonly load?: readonly Load[];
  /** What the fault does to the metrics. */
  readonly timeline: readonly Moment[];
  /** The alerts that must fire. All others must not. */
  readonly fires: readonly ExpectedAlert<R>[];
  /** Alerts of which one could think that they fire, and why they must not. */
  readonly silent?: readonly { readonly alert: Alert; readonly because: string }[];
  /** All alerts are over at this time, and the conditions hold from then on. */
  readonly recovered: { readonly by: Duration; readonly when?: readonly Plain<ConditionDocument>[] };
  /** What is to be learnt from it about the requirements or the alerts. */
  readonly finding?: string;
}

/** What is said about an experiment; `R` are the receivers. */
export interface ExperimentOptions<R extends string> {
  readonly title: string;
  /** What the system does when it works. */
  readonly expected: string;
  /** When to stop the experiment. */
  readonly abort: readonly string[];
  /** What to check beyond alerts and metrics. */
  readonly verify: readonly string[];
  /** Ways to run it, by name. */
  readonly variants: Readonly<Record<string, Variant<R>>>;
}

/** The handle of a declared experiment. */
export const experiment = (declared: Declaration<'experiment', ExperimentDocument>): Experiment => ({
  [declaration]: declared,
});

/** The document form of an experiment. */
export function experimentDocument<R extends string>(name: string, options: ExperimentOptions<R>): ExperimentDocument {
  const { variants } = given(options);
  const listed = isRecord(variants) ? Object.entries(variants).map(variantDocument) : variants;
  return node({ name }, { ...options, variants: listed }) as ExperimentDocument;
}

function variantDocument<R extends string>([name, variant]: readonly [string, Variant<R>]): VariantDocument {
  const { before, load, timeline, fires, silent, recovered } = given(variant);
  const document = {
    ...variant,
    before: plainList(before),
    load: plainList(load),
    timeline: plainList(timeline),
    fires: alertList(fires),
    silent: alertList(silent),
    recovered: isRecord(recovered) ? node({}, { ...recovered, when: plainList(recovered.when) }) : recovered,
  };
  return node({ name }, document) as VariantDocument;
}

/** The document forms of a list; what is none is handed on for `resolve` to refuse. */
const plainList = (list: unknown): unknown => (isList(list) ? list.map((one) => plainOf(one as Plain)) : list);

/** A list of objects that name an alert each. */
const alertList = (list: unknown): unknown =>
  isList(list)
    ? list.map((one) => (isRecord(one) ? node({}, { ...one, alert: plainOf(one['alert'] as Alert) }) : one))
    : list;
