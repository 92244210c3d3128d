import type { Span } from '../../model/traces.ts';
import type { TextPlace } from '../json-elements.ts';
import type { ExportedSpan } from './read-span.ts';

/** What is kept of a span until the whole export was read: a trace may be spread over it. */
export interface StoredSpan extends Omit<ExportedSpan, 'attributes'> {
  /** As findings name it. */
  readonly file: string;
  /** What the spec says of spans with this name. */
  readonly declared?: Span;
}

/** Where a span stands in its export. */
export const locationOf = ({ file, at }: { readonly file: string; readonly at: TextPlace }) => ({ file, ...at });

/** The spans of an export by trace. */
export interface SpanStore {
  readonly add: (span: StoredSpan) => void;
  readonly traces: ReadonlyMap<string, readonly StoredSpan[]>;
  /** The trace of a span, if there is one of this id. */
  readonly traceOf: (spanId: string) => string | undefined;
}

/** An empty store. */
export function spanStore(): SpanStore {
  const traces = new Map<string, StoredSpan[]>();
  const traceOfSpan = new Map<string, string>();
  return {
    traces,
    traceOf: (spanId) => traceOfSpan.get(spanId),
    add: (span) => {
      const trace = traces.get(span.traceId);
      if (trace === undefined) traces.set(span.traceId, [span]);
      else trace.push(span);
      if (!traceOfSpan.has(span.spanId)) traceOfSpan.set(span.spanId, span.traceId);
    },
  };
}
