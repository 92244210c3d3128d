import type { SpanAttributeDocument, SpanKind, TracesDocument } from '../model/traces-document.ts';
import { type Declaration, type Declared, type DeclaredMetric, declaration, nameOf } from './declaration.ts';
import { given, isRecord, node } from './node.ts';
import type { Duration, Percent, Seconds } from './quantities.ts';
import { type SpecPart, specPart } from './spec-part.ts';

/** What the traces of the service look like; `N` are the names of the spans, `M` those of the modes. */
export interface Traces<N extends string = string, M extends string = string>
  extends Declared<'traces', TracesDocument> {
  /** A span, for a requirement that it holds. */
  span(name: N): SpecPart;
  /** A mode, for the same. */
  mode(name: M): SpecPart;
}

/** An attribute of a span. */
export type SpanAttribute = SpanAttributeDocument;

/** What is said about a span; `N` are the names of all spans. */
export type SpanOptions<N extends string> = {
  readonly description: string;
  readonly kind: SpanKind;
  /** The spans directly under which it may stand. None: it starts a trace. */
  readonly under?: readonly N[];
  readonly attributes?: Readonly<Record<string, SpanAttribute>>;
  /** Whether it may end after the span above it. Default: false. */
  readonly outlives?: boolean;
  /** The histogram of seconds that measures the same. */
  readonly timedBy?: DeclaredMetric<'histogram'>;
} & (
  | {
      /** The job that makes it; its name is the `service.name`. */
      readonly job: Declared<'job'>;
      readonly outside?: never;
    }
  | {
      /** The `service.name` of a process that is no job of this spec: a client, a subprocess. */
      readonly outside: string;
      readonly job?: never;
    }
);

/** What is said about traces; `N` are the names of the spans, `M` those of the modes. */
export interface TracesOptions<N extends string, M extends string> {
  readonly spans: Readonly<Record<N, SpanOptions<NoInfer<N>>>>;
  /** The ways in which a request travels, the most demanding first. */
  readonly modes: Readonly<
    Record<
      M,
      {
        readonly description: string;
        /** The first span that the service itself makes. */
        readonly entry: NoInfer<N>;
        /** The spans that every trace of this mode has. */
        readonly requires: readonly NoInfer<N>[];
      }
    >
  >;
  /** An attribute that is also a field of log records and has a value of its own for each request. */
  readonly requestId?: string;
  /** How far the clocks of two machines may differ. Default: not at all. */
  readonly clockSkew?: Duration;
  /** Traces with an error or longer than `slow` are all kept, of the others a share. */
  readonly sampling: { readonly slow: Duration; readonly others: Percent };
  /** Bucket bounds of the durations of spans. */
  readonly buckets: readonly Seconds[];
  /** Whether there may be spans of other names, too. */
  readonly others: 'allow' | 'forbid';
}

/** The handle of the declared traces. */
export const traces = <N extends string, M extends string>(
  declared: Declaration<'traces', TracesDocument>,
): Traces<N, M> => ({
  [declaration]: declared,
  span: (name) => specPart('span', name),
  mode: (name) => specPart('traceMode', name),
});

/** The document form of what is said about traces. */
export function tracesDocument<N extends string, M extends string>(options: TracesOptions<N, M>): TracesDocument {
  const { spans } = given(options);
  const document = { ...options, spans: isRecord(spans) ? mapped(spans) : spans };
  return node({}, document) as TracesDocument;
}

const mapped = (spans: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(spans).map(([name, span]) => [name, isRecord(span) ? spanDocument(span) : span]));

function spanDocument(span: Readonly<Record<string, unknown>>): object {
  return node({}, { ...span, job: nameOf(span['job']), timedBy: nameOf(span['timedBy']) });
}
