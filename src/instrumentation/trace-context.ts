import {
  type Context,
  context as contextApi,
  isSpanContextValid,
  ROOT_CONTEXT,
  type SpanContext,
  type TextMapGetter,
  type TextMapSetter,
  trace,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';

/** The metadata of a gRPC call, as far as it carries a trace: `Metadata` of `@grpc/grpc-js` is one. */
export interface GrpcMetadata {
  get(key: string): readonly unknown[];
  set(key: string, value: string): void;
  remove(key: string): void;
}

/** The environment of a process by name. */
export type ProcessEnvironment = Record<string, string | undefined>;

/** What takes a trace from one process to the next. */
export type TraceCarrier = GrpcMetadata | ProcessEnvironment;

/** Metadata keys are in lower case, environment variables in upper case: OpenTelemetry's rule for environment carriers. */
const fields = ['traceparent', 'tracestate'] as const;

/** Sampled, and random. */
const knownFlags = 0x03;

const propagator = new W3CTraceContextPropagator();

/** An environment holds texts only. */
const isMetadata = (carrier: TraceCarrier): carrier is GrpcMetadata =>
  typeof carrier['get'] === 'function' && typeof carrier['set'] === 'function';

const setter: TextMapSetter<TraceCarrier> = {
  set: (carrier, key, value) => {
    if (isMetadata(carrier)) carrier.set(key, value);
    else carrier[key.toUpperCase()] = value;
  },
};

const getter: TextMapGetter<TraceCarrier> = {
  keys: () => [...fields],
  get: (carrier, key) => {
    if (!isMetadata(carrier)) return carrier[key.toUpperCase()];
    const values = carrier.get(key).filter((value) => typeof value === 'string');
    // W3C: of several `traceparent` none is to be trusted; several `tracestate` are one list.
    return key === 'traceparent' && values.length !== 1 ? undefined : values.join(',') || undefined;
  },
};

function remove(carrier: TraceCarrier, key: (typeof fields)[number]): void {
  if (isMetadata(carrier)) carrier.remove(key);
  else delete carrier[key.toUpperCase()];
}

const isSpanContext = (from: Context | SpanContext): from is SpanContext => 'traceId' in from;

/**
 * Hands a trace on: writes W3C trace context into the metadata of a gRPC call (`traceparent`, `tracestate`) or into the
 * environment of a process to be started (`TRACEPARENT`, `TRACESTATE`). Whatever the carrier held before is replaced; it
 * is removed when there is nothing to hand on, so that nobody joins the trace of a stranger.
 *
 * @param from The span to continue, or a context that has one. Default: the active context.
 * @returns the carrier itself, changed.
 *
 * @example
 * client.route(request, injectTraceContext(new Metadata()), done);
 * spawn('claude', args, { env: injectTraceContext({ ...environment }, span.spanContext()) });
 */
export function injectTraceContext<C extends TraceCarrier>(
  carrier: C,
  from: Context | SpanContext = contextApi.active(),
): C {
  for (const field of fields) remove(carrier, field);
  const span = isSpanContext(from) ? from : trace.getSpanContext(from);
  if (span === undefined) return carrier;
  const source = isSpanContext(from) ? ROOT_CONTEXT : from;
  // W3C: flags that nobody knows are not handed on; the propagator would write a third digit for them.
  const traceFlags = span.traceFlags & knownFlags;
  propagator.inject(trace.setSpanContext(source, { ...span, traceFlags }), carrier, setter);
  return carrier;
}

/**
 * Takes a trace up: reads W3C trace context from the metadata of a gRPC call or from the environment of this process.
 *
 * @param onto What the result is based on. Default: the root context.
 * @returns a context whose span is the remote parent; `onto` without a span when the carrier holds none, or not a valid
 * one.
 *
 * @example
 * context.with(extractTraceContext(call.metadata), () => tracer.startActiveSpan('relay.route', route));
 */
export function extractTraceContext(carrier: TraceCarrier, onto: Context = ROOT_CONTEXT): Context {
  const clean = trace.deleteSpan(onto);
  const extracted = propagator.extract(clean, carrier, getter);
  const span = trace.getSpanContext(extracted);
  return span !== undefined && isSpanContextValid(span) ? extracted : clean;
}
