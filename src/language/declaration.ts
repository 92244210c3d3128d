import type { MetricDocument } from '../model/document.ts';
import type { CallPlace } from './call-place.ts';

/** Where a declared thing keeps its declaration; see {@link Declared}. */
export const declaration: unique symbol = Symbol.for('tocsin.declaration');

/** The things that a spec lists by name. */
export type DeclaredKind =
  | 'job'
  | 'metric'
  | 'alert'
  | 'inhibition'
  | 'dashboard'
  | 'logs'
  | 'traces'
  | 'experiment'
  | 'requirement';

/** What was written, where, and as the how-many-th declaration of its kit. */
export interface Declaration<out K extends DeclaredKind = DeclaredKind, out T = unknown> {
  readonly kind: K;
  readonly document: T;
  readonly order: number;
  /** Absent when the engine does not tell who called. */
  readonly place?: CallPlace;
  /** The job of a metric, which comes into a spec with it. */
  readonly job?: Declared<'job'>;
}

/** A value of the language that a spec lists: a metric, an alert, a dashboard ... */
export interface Declared<out K extends DeclaredKind = DeclaredKind, out T = unknown> {
  readonly [declaration]: Declaration<K, T>;
}

/** What the compiler is told of a metric's declaration. */
export interface MetricHead<out Y extends MetricDocument['type'], out J extends string> {
  readonly name: string;
  readonly type: Y;
  readonly job: J;
}

/** A metric of the type `Y` that the job `J` exposes. */
export interface DeclaredMetric<
  out Y extends MetricDocument['type'] = MetricDocument['type'],
  out J extends string = string,
> extends Declared<'metric', MetricHead<Y, J>> {}

/** The declaration behind a handle; `undefined` for everything else. */
export function declarationOf(value: unknown): Declaration | undefined {
  if (typeof value !== 'object' || value === null || !(declaration in value)) return undefined;
  return (value as Declared)[declaration];
}

/** The name behind the handle of a job or a metric; anything else as it is, for `resolve` to refuse. */
export function nameOf(value: unknown): unknown {
  const document = declarationOf(value)?.document;
  return typeof document === 'object' && document !== null && 'name' in document ? document.name : value;
}

/** Records a declaration; `caller` is the public function whose call is the place. */
export type Declare = <K extends DeclaredKind, T>(
  kind: K,
  document: T,
  caller: (...args: never) => unknown,
) => Declaration<K, T>;
