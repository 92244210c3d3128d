import type { DurationText, QuantityText } from './document.ts';

/** What a span says of itself, beside its name and times. */
export type SpanAttributeDocument = {
  readonly description: string;
  /** Whether a span may lack it. Default: false. */
  readonly optional?: boolean;
} & (
  | {
      /** `traceparent`: the W3C text that was received or handed on; its trace must be that of the span. */
      readonly type: 'text' | 'integer' | 'number' | 'boolean' | 'traceparent';
    }
  | { readonly oneOf: readonly string[] }
);

/** OpenTelemetry's kinds of spans. */
export type SpanKind = 'server' | 'client' | 'internal' | 'producer' | 'consumer';

export interface SpanDocument {
  readonly description: string;
  readonly kind: SpanKind;
  /** The job that makes the span; its name is the `service.name` ... */
  readonly job?: string;
  /** ... or the `service.name` of a process that is no job of this spec: a client, a subprocess. One of the two. */
  readonly outside?: string;
  /** The spans directly under which it may stand. None: it starts a trace. */
  readonly under?: readonly string[];
  readonly attributes?: Readonly<Record<string, SpanAttributeDocument>>;
  /** Whether it may end after the span above it, as work in the background does. Default: false. */
  readonly outlives?: boolean;
  /** The histogram of seconds that measures the same. */
  readonly timedBy?: string;
}

/** One way in which a request travels. */
export interface TraceModeDocument {
  readonly description: string;
  /** The first span that the service itself makes; only a client's own may stand above it. */
  readonly entry: string;
  /** The spans that every trace of this mode has. */
  readonly requires: readonly string[];
}

export interface TracesDocument {
  /** Spans by name. */
  readonly spans: Readonly<Record<string, SpanDocument>>;
  /** The most demanding first: a trace is of the first mode whose entry it has. */
  readonly modes: Readonly<Record<string, TraceModeDocument>>;
  /** An attribute that is also a field of log records and has a value of its own for each request. */
  readonly requestId?: string;
  /** How far the clocks of two machines may differ. Default: not at all. */
  readonly clockSkew?: DurationText;
  /** Traces with an error are all kept, and those that take longer than `slow`; of the others a share. */
  readonly sampling: { readonly slow: DurationText; readonly others: QuantityText };
  /** Bucket bounds of the durations of spans, in seconds. */
  readonly buckets: readonly QuantityText[];
  /** Whether there may be spans of other names, too. */
  readonly others: 'allow' | 'forbid';
}
