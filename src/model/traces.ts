import type { Histogram, Quantity } from './model.ts';
import type { SpanKind } from './traces-document.ts';

/** An attribute of a span, and which values it can have. */
export interface SpanAttribute {
  readonly name: string;
  readonly description: string;
  readonly optional: boolean;
  readonly value:
    | { readonly kind: 'text' | 'integer' | 'number' | 'boolean' | 'traceparent' }
    | { readonly kind: 'enum'; readonly values: readonly string[] };
}

export interface Span {
  readonly name: string;
  readonly description: string;
  readonly kind: SpanKind;
  /** The `service.name` of its process, and whether that is a job of the spec. */
  readonly service: { readonly name: string; readonly isJob: boolean };
  /** Names of the spans directly under which it may stand; empty when it starts a trace. */
  readonly under: readonly string[];
  readonly attributes: readonly SpanAttribute[];
  readonly outlives: boolean;
  readonly timedBy?: Histogram;
}

export interface TraceMode {
  readonly name: string;
  readonly description: string;
  /** Name of the first span that the service itself makes. */
  readonly entry: string;
  /** Names of the spans that every trace has, the entry among them. */
  readonly requires: readonly string[];
}

/** What the traces of the service look like. */
export interface Traces {
  readonly spans: readonly Span[];
  readonly modes: readonly TraceMode[];
  readonly requestId?: string;
  /** Milliseconds. */
  readonly clockSkew: number;
  readonly sampling: {
    /** Milliseconds. */
    readonly slow: number;
    /** The share of the traces that are neither slow nor with an error, 0 to 1. */
    readonly others: number;
  };
  /** Seconds, ascending. */
  readonly buckets: readonly Quantity[];
  readonly others: 'allow' | 'forbid';
}
