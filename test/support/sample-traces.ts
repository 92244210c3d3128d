/** A span of a test, before a format is chosen. Times are milliseconds from the start of the trace. */
export interface SampleSpan {
  readonly id: string;
  readonly parent?: string;
  readonly name: string;
  readonly service: string;
  readonly kind: 'server' | 'client' | 'internal' | 'producer' | 'consumer';
  readonly from: number;
  readonly to: number;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly isError?: boolean;
  /** Default: the trace that is being written. */
  readonly trace?: string;
}

export const traceId = (n: number): string => n.toString(16).padStart(32, '4');
export const spanId = (text: string): string => Buffer.from(text.padStart(8, '.')).toString('hex').slice(-16);

/** The five spans of the requirements, as betcode makes them for a request that came through the relay. */
export function relayedSpans(trace: string, request = 'r-1'): readonly SampleSpan[] {
  const [relay, daemon] = ['betcode-relay', 'betcode-daemon'];
  const session_id = 's-1';
  return [
    {
      id: 'route',
      name: 'relay.route',
      service: relay,
      kind: 'server',
      from: 0,
      to: 100,
      attributes: { rpc: 'Converse', machine_id: 'm-1', request_id: request },
    },
    {
      id: 'handle',
      parent: 'route',
      name: 'daemon.handle_request',
      service: daemon,
      kind: 'server',
      from: 5,
      to: 95,
      attributes: { rpc: 'Converse', session_id, request_id: request },
    },
    {
      id: 'spawn',
      parent: 'handle',
      name: 'subprocess.spawn',
      service: daemon,
      kind: 'internal',
      from: 10,
      to: 50,
      attributes: { session_id, outcome: 'success', 'traceparent.sent': `00-${trace}-${spanId('spawn')}-01` },
    },
    {
      id: 'insert',
      parent: 'handle',
      name: 'sqlite.insert',
      service: daemon,
      kind: 'internal',
      from: 55,
      to: 60,
      attributes: { session_id },
    },
    {
      id: 'cast',
      parent: 'handle',
      name: 'grpc.broadcast',
      service: daemon,
      kind: 'producer',
      from: 60,
      to: 90,
      attributes: { session_id },
    },
  ];
}

/** The same for a client on the daemon's own machine. */
export const localSpans = (trace: string, request = 'r-1'): readonly SampleSpan[] =>
  relayedSpans(trace, request)
    .slice(1)
    .map(({ parent, ...span }) => (parent === 'route' ? span : { ...span, ...(parent && { parent }) }));

const epoch = 1_770_000_000_000;
const kinds = ['', 'internal', 'server', 'client', 'producer', 'consumer'];

const otlpValue = (value: string | number | boolean) =>
  typeof value === 'string'
    ? { stringValue: value }
    : typeof value === 'boolean'
      ? { boolValue: value }
      : Number.isInteger(value)
        ? { intValue: String(value) }
        : { doubleValue: value };

const attributesOf = (attributes: SampleSpan['attributes'] = {}) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: otlpValue(value) }));

/** Spans as an OTLP JSON document. */
export function toOtlp(trace: string, spans: readonly SampleSpan[]): { readonly resourceSpans: readonly unknown[] } {
  const services = [...new Set(spans.map(({ service }) => service))];
  return {
    resourceSpans: services.map((service) => ({
      resource: { attributes: attributesOf({ 'service.name': service, 'host.name': 'laptop' }) },
      scopeSpans: [
        {
          scope: { name: 'tocsin' },
          spans: spans
            .filter((span) => span.service === service)
            .map((span) => ({
              traceId: span.trace ?? trace,
              spanId: spanId(span.id),
              ...(span.parent === undefined ? {} : { parentSpanId: spanId(span.parent) }),
              name: span.name,
              kind: kinds.indexOf(span.kind),
              startTimeUnixNano: `${Math.round((epoch + span.from) * 1000)}000`,
              endTimeUnixNano: `${Math.round((epoch + span.to) * 1000)}000`,
              attributes: attributesOf(span.attributes),
              ...(span.isError ? { status: { code: 2 } } : {}),
            })),
        },
      ],
    })),
  };
}

/** Spans as Jaeger's JSON. */
export function toJaeger(trace: string, spans: readonly SampleSpan[]): object {
  const services = [...new Set(spans.map(({ service }) => service))];
  return {
    data: [
      {
        traceID: trace,
        spans: spans.map((span) => ({
          traceID: span.trace ?? trace,
          spanID: spanId(span.id),
          operationName: span.name,
          references:
            span.parent === undefined
              ? []
              : [{ refType: 'CHILD_OF', traceID: span.trace ?? trace, spanID: spanId(span.parent) }],
          startTime: Math.round((epoch + span.from) * 1000),
          duration: Math.round((span.to - span.from) * 1000),
          tags: [
            { key: 'span.kind', type: 'string', value: span.kind },
            ...Object.entries(span.attributes ?? {}).map(([key, value]) => ({ key, type: typeof value, value })),
            ...(span.isError ? [{ key: 'error', type: 'bool', value: true }] : []),
          ],
          processID: `p${services.indexOf(span.service)}`,
        })),
        processes: Object.fromEntries(services.map((serviceName, i) => [`p${i}`, { serviceName }])),
      },
    ],
  };
}
