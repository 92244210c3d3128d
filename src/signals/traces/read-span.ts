import { Buffer } from 'node:buffer';
import type { SpanKind } from '../../model/traces-document.ts';
import type { TextPlace } from '../json-elements.ts';

/** A process as the export names it; shared by its spans, because it may be named after them. */
export interface ExportedService {
  name: string | undefined;
}

/** A span of an export, whatever the format. */
export interface ExportedSpan {
  /** 32 digits. */
  readonly traceId: string;
  /** 16 digits. */
  readonly spanId: string;
  /** Absent when it starts a trace. */
  readonly parentId?: string;
  /** The trace of the parent, where the format says it and it is another. */
  readonly parentTraceId?: string;
  readonly name: string;
  readonly kind: SpanKind;
  /** Microseconds since 1970, the rest cut off. */
  readonly start: number;
  readonly end: number;
  readonly isError: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly service: ExportedService;
  readonly at: TextPlace;
}

/** The shape in which attributes are looked up: data from outside must not reach a prototype. */
type Loose = Readonly<Record<string, unknown>>;

const isLoose = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly Loose[] => (Array.isArray(value) ? value.filter(isLoose) : []);

/** An id of so many digits in lower case; base64, as Tempo's API has it, is understood. */
function idOf(value: unknown, digits: 16 | 32): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  const hex = /^[0-9a-fA-F]+$/.test(value) && value.length <= digits ? value : base64ToHex(value, digits);
  if (hex === undefined || /^0+$/.test(hex)) return undefined;
  return hex.toLowerCase().padStart(digits, '0');
}

function base64ToHex(value: string, digits: number): string | undefined {
  const bytes = Buffer.from(value, 'base64');
  return bytes.length * 2 === digits ? bytes.toString('hex') : undefined;
}

/** Nanoseconds as text or number, in microseconds: what a float holds exactly. */
function microseconds(nanos: unknown): number | undefined {
  if (typeof nanos === 'string' && /^\d{4,}$/.test(nanos)) return Number(nanos.slice(0, -3));
  return typeof nanos === 'number' && nanos >= 0 ? Math.floor(nanos / 1000) : undefined;
}

const otlpKinds: Readonly<Record<string, SpanKind>> = {
  '1': 'internal',
  '2': 'server',
  '3': 'client',
  '4': 'producer',
  '5': 'consumer',
  SPAN_KIND_INTERNAL: 'internal',
  SPAN_KIND_SERVER: 'server',
  SPAN_KIND_CLIENT: 'client',
  SPAN_KIND_PRODUCER: 'producer',
  SPAN_KIND_CONSUMER: 'consumer',
};

/** An OTLP value: `{"stringValue": "x"}`. 64-bit integers come as texts. */
function otlpValue(value: unknown): unknown {
  if (!isLoose(value)) return undefined;
  const { stringValue, boolValue, intValue, doubleValue } = value;
  if (intValue !== undefined) return Number(intValue);
  return stringValue ?? boolValue ?? doubleValue ?? value;
}

/** The attributes of an OTLP span or resource. */
export function otlpAttributes(list: unknown): Loose {
  return Object.fromEntries(listOf(list).map(({ key, value }) => [String(key), otlpValue(value)]));
}

/** What a span of an export lacks: `undefined` in the place of a span. */
export interface BadSpan {
  readonly lacks: string;
  readonly name: string | undefined;
}

/** A span of OTLP JSON. */
export function otlpSpan(span: Loose, service: ExportedService, at: TextPlace): ExportedSpan | BadSpan {
  const { name, kind, status, parentSpanId } = span;
  const traceId = idOf(span['traceId'], 32);
  const spanId = idOf(span['spanId'], 16);
  const start = microseconds(span['startTimeUnixNano']);
  const end = microseconds(span['endTimeUnixNano']);
  const bad = (lacks: string): BadSpan => ({ lacks, name: typeof name === 'string' ? name : undefined });
  if (typeof name !== 'string') return bad('name');
  if (traceId === undefined) return bad('traceId');
  if (spanId === undefined) return bad('spanId');
  if (start === undefined) return bad('startTimeUnixNano');
  if (end === undefined) return bad('endTimeUnixNano');
  const parentId = idOf(parentSpanId, 16);
  const code = isLoose(status) ? status['code'] : undefined;
  return {
    traceId,
    spanId,
    ...(parentId === undefined ? {} : { parentId }),
    name,
    kind: otlpKinds[String(kind)] ?? 'internal',
    start,
    end,
    isError: code === 2 || code === 'STATUS_CODE_ERROR',
    attributes: otlpAttributes(span['attributes']),
    service,
    at,
  };
}

const spanKinds: readonly string[] = ['server', 'client', 'internal', 'producer', 'consumer'];
const isKind = (value: unknown): value is SpanKind => typeof value === 'string' && spanKinds.includes(value);

/** A span of Jaeger's JSON; `service` looks a process up. */
export function jaegerSpan(
  span: Loose,
  service: (processId: string) => ExportedService,
  at: TextPlace,
): ExportedSpan | BadSpan {
  const { operationName: name, startTime, duration } = span;
  const traceId = idOf(span['traceID'], 32);
  const spanId = idOf(span['spanID'], 16);
  const bad = (lacks: string): BadSpan => ({ lacks, name: typeof name === 'string' ? name : undefined });
  if (typeof name !== 'string') return bad('operationName');
  if (traceId === undefined) return bad('traceID');
  if (spanId === undefined) return bad('spanID');
  if (typeof startTime !== 'number') return bad('startTime');
  if (typeof duration !== 'number') return bad('duration');
  const parent = listOf(span['references']).find(({ refType }) => refType === 'CHILD_OF');
  const parentId = idOf(parent?.['spanID'] ?? span['parentSpanID'], 16);
  const parentTraceId = idOf(parent?.['traceID'], 32);
  const tags = Object.fromEntries(listOf(span['tags']).map(({ key, value }) => [String(key), value]));
  const kind = tags['span.kind'];
  return {
    traceId,
    spanId,
    ...(parentId === undefined ? {} : { parentId }),
    ...(parentTraceId === undefined || parentTraceId === traceId ? {} : { parentTraceId }),
    name,
    kind: isKind(kind) ? kind : 'internal',
    start: startTime,
    end: startTime + duration,
    isError: tags['error'] === true || tags['otel.status_code'] === 'ERROR',
    attributes: tags,
    service: service(String(span['processID'] ?? '')),
    at,
  };
}
