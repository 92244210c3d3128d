import { Buffer } from 'node:buffer';
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
  /** One of the five, or whatever else was written. */
  readonly kind: string;
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

/** A text, or a number as one; whatever else stands there is no text. `String` throws for some of what JSON can hold. */
const wordOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** Whether an id is left out: some exporters write an empty text, or zeros. */
const isUnset = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && /^0*$/.test(value));

/** A valid id in lower case, `undefined` when it is none. */
type ReadId = (value: unknown, digits: 16 | 32) => string | undefined;

/** All digits, or base64 as Tempo's API has it. */
const otlpId: ReadId = (value, digits) => {
  if (typeof value !== 'string' || isUnset(value)) return undefined;
  if (value.length === digits && /^[0-9a-fA-F]+$/.test(value)) return value.toLowerCase();
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return undefined;
  const hex = Buffer.from(value, 'base64').toString('hex');
  return hex.length === digits && !isUnset(hex) ? hex : undefined;
};

/** Jaeger leaves leading zeros out, and has traces of half the length. */
const jaegerId: ReadId = (value, digits) =>
  typeof value === 'string' && !isUnset(value) && value.length <= digits && /^[0-9a-fA-F]+$/.test(value)
    ? value.toLowerCase().padStart(digits, '0')
    : undefined;

/** Microseconds that a float holds exactly. */
const exact = (us: number): number | undefined => (Number.isFinite(us) && Math.abs(us) < 2 ** 53 ? us : undefined);

/** Nanoseconds as text or number, in microseconds; zero is none. */
function microseconds(nanos: unknown): number | undefined {
  if (typeof nanos === 'string' && /^\d{4,}$/.test(nanos)) return exact(Number(nanos.slice(0, -3)));
  return typeof nanos === 'number' && nanos > 0 ? exact(Math.floor(nanos / 1000)) : undefined;
}

/** Unspecified kinds are to be taken for internal. */
const otlpKinds: ReadonlyMap<string, string> = new Map(
  ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'].flatMap((kind, i) => {
    const meant = i === 0 ? 'internal' : kind;
    return [
      [String(i), meant],
      [`SPAN_KIND_${kind.toUpperCase()}`, meant],
    ];
  }),
);

/** A kind as it was written, in the words of the spec where it is one of those. */
function kindOf(value: unknown, known: ReadonlyMap<string, string>): string {
  if (value === undefined || value === null || value === '') return 'internal';
  return known.get(wordOf(value)) ?? (wordOf(value) || 'not a text');
}

/** An OTLP value: `{"stringValue": "x"}`. 64-bit integers come as texts, and so do infinities. */
function otlpValue(value: unknown): unknown {
  if (!isLoose(value)) return undefined;
  const { stringValue, boolValue, intValue, doubleValue } = value;
  if (typeof intValue === 'string' && /^-?\d+$/.test(intValue)) return Number(intValue);
  if (typeof doubleValue === 'string' && /^(?:NaN|-?Infinity)$/.test(doubleValue)) return Number(doubleValue);
  return stringValue ?? boolValue ?? intValue ?? doubleValue ?? value;
}

/** The attributes of an OTLP span or resource. */
export function otlpAttributes(list: unknown): Loose {
  return Object.fromEntries(listOf(list).map(({ key, value }) => [wordOf(key), otlpValue(value)]));
}

/** What a span of an export lacks: `undefined` in the place of a span. */
export interface BadSpan {
  readonly lacks: string;
  readonly name: string | undefined;
}

/** A span of OTLP JSON. */
export function otlpSpan(span: Loose, service: ExportedService, at: TextPlace): ExportedSpan | BadSpan {
  const { name, kind, status, parentSpanId } = span;
  const traceId = otlpId(span['traceId'], 32);
  const spanId = otlpId(span['spanId'], 16);
  const start = microseconds(span['startTimeUnixNano']);
  const end = microseconds(span['endTimeUnixNano']);
  const bad = (lacks: string): BadSpan => ({ lacks, name: typeof name === 'string' ? name : undefined });
  if (typeof name !== 'string') return bad('name');
  if (traceId === undefined) return bad('traceId');
  if (spanId === undefined) return bad('spanId');
  if (start === undefined) return bad('startTimeUnixNano');
  if (end === undefined) return bad('endTimeUnixNano');
  const parentId = otlpId(parentSpanId, 16);
  if (parentId === undefined && !isUnset(parentSpanId)) return bad('parentSpanId');
  const code = isLoose(status) ? status['code'] : undefined;
  return {
    traceId,
    spanId,
    ...(parentId === undefined ? {} : { parentId }),
    name,
    kind: kindOf(kind, otlpKinds),
    start,
    end,
    isError: code === 2 || code === 'STATUS_CODE_ERROR',
    attributes: otlpAttributes(span['attributes']),
    service,
    at,
  };
}

/** Jaeger has the words of the spec. */
const asWritten: ReadonlyMap<string, string> = new Map();

/** A span of Jaeger's JSON; `service` looks a process up. */
export function jaegerSpan(
  span: Loose,
  service: (processId: string) => ExportedService,
  at: TextPlace,
): ExportedSpan | BadSpan {
  const { operationName: name } = span;
  const traceId = jaegerId(span['traceID'], 32);
  const spanId = jaegerId(span['spanID'], 16);
  const start = typeof span['startTime'] === 'number' ? exact(span['startTime']) : undefined;
  const duration = typeof span['duration'] === 'number' ? exact(span['duration']) : undefined;
  const bad = (lacks: string): BadSpan => ({ lacks, name: typeof name === 'string' ? name : undefined });
  if (typeof name !== 'string') return bad('operationName');
  if (traceId === undefined) return bad('traceID');
  if (spanId === undefined) return bad('spanID');
  if (start === undefined) return bad('startTime');
  if (duration === undefined) return bad('duration');
  const parent = listOf(span['references']).find(({ refType }) => refType === 'CHILD_OF');
  const named = parent?.['spanID'] ?? span['parentSpanID'];
  const parentId = jaegerId(named, 16);
  if (parentId === undefined && !isUnset(named)) return bad('references');
  const parentTraceId = jaegerId(parent?.['traceID'], 32);
  const tags = Object.fromEntries(listOf(span['tags']).map(({ key, value }) => [wordOf(key), value]));
  return {
    traceId,
    spanId,
    ...(parentId === undefined ? {} : { parentId }),
    ...(parentTraceId === undefined || parentTraceId === traceId ? {} : { parentTraceId }),
    name,
    kind: kindOf(tags['span.kind'], asWritten),
    start,
    end: start + duration,
    isError: tags['error'] === true || tags['otel.status_code'] === 'ERROR',
    attributes: tags,
    service: service(wordOf(span['processID'])),
    at,
  };
}
