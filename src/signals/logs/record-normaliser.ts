import type { LogsDocument } from '../../model/document.ts';
import { linePreview } from '../line-preview.ts';

/** A log record as JSON has it. */
export type LogRecord = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is LogRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Whether a record has the JSON layout of the Rust crate `tracing-subscriber`: what the program said stands in `fields`,
 * the message included.
 */
export const isTracingRecord = (record: LogRecord): boolean =>
  isObject(record['fields']) && !Object.hasOwn(record, 'message');

/** Digits of a second; tracing writes six. */
const isoTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/;

/** The time with exactly three digits of a second, later ones cut off; anything that is no such time stays as it is. */
function toMilliseconds(value: unknown): unknown {
  const match = typeof value === 'string' ? isoTime.exec(value) : null;
  if (match === null) return value;
  const [, second = '', fraction = '', zone = ''] = match;
  return `${second}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`;
}

/** Brings records into the layout of a spec. */
export interface RecordNormaliser {
  /**
   * A record in the layout of the spec:
   * - what tracing nests in `fields` comes to the top; a name that the top has already stays in `fields`;
   * - contextual fields that the event lacks come from the nearest span that has them;
   * - `span` and `spans` become names: the innermost, and all from the outermost, joined by `:`;
   * - times get three digits of a second;
   * - previews are redacted and cut.
   * The fields of the spec come first, in its order. A record that is so already comes back with the same content.
   */
  readonly normalise: (record: LogRecord) => LogRecord;
  /**
   * The same for checking a record in the layout of tracing: in any order, and with previews as they were written, for
   * whether they were redacted and cut is to be checked.
   */
  readonly flatten: (record: LogRecord) => LogRecord;
}

/** A normaliser for the log format of a spec. */
export function recordNormaliser({ required, contextual, others }: LogsDocument): RecordNormaliser {
  const declared = Object.entries({ ...required, ...contextual });
  const times = declared.flatMap(([name, field]) => ('type' in field && field.type === 'timestamp' ? [name] : []));
  const context = Object.keys(contextual);
  // Where other fields are forbidden, what only the layout brings must not become one.
  const isWanted = (name: string) => others === 'allow' || declared.some(([known]) => known === name);
  const [wantsSpan, wantsSpans] = [isWanted('span'), isWanted('spans')];

  // Millions of records go through here: plain loops, and no object but the result.
  const flatten = (record: LogRecord): LogRecord => {
    const { fields, span, spans } = record;
    const flat: Record<string, unknown> = {};
    for (const name in record)
      if (name !== 'fields' && name !== 'span' && name !== 'spans') put(flat, name, record[name]);
    let clashing: Record<string, unknown> | undefined;
    if (isObject(fields)) {
      for (const name in fields) {
        if (flat[name] === undefined || !Object.hasOwn(flat, name)) put(flat, name, fields[name]);
        else {
          clashing ??= {};
          put(clashing, name, fields[name]);
        }
      }
    }
    if (clashing !== undefined) flat['fields'] = clashing;
    for (const name of context) {
      if (flat[name] !== undefined && Object.hasOwn(flat, name)) continue;
      const value = fromNearestSpan(name, span, spans);
      if (value !== undefined) put(flat, name, value);
    }
    for (const name of times) if (flat[name] !== undefined) flat[name] = toMilliseconds(flat[name]);
    if (wantsSpan && isObject(span) && typeof span['name'] === 'string') flat['span'] ??= span['name'];
    if (wantsSpans && Array.isArray(spans) && spans.length > 0) flat['spans'] ??= pathOf(spans);
    return flat;
  };

  return {
    flatten,
    normalise: (record) => {
      const flat = isTracingRecord(record) ? flatten(record) : record;
      const normal: Record<string, unknown> = {};
      for (const [name, field] of declared) {
        if (!Object.hasOwn(flat, name)) continue;
        const value = flat[name];
        if ('type' in field && field.type === 'preview' && typeof value === 'string')
          put(normal, name, linePreview(value, field.max));
        else put(normal, name, times.includes(name) ? toMilliseconds(value) : value);
      }
      for (const name in flat) if (!Object.hasOwn(normal, name)) put(normal, name, flat[name]);
      return normal;
    },
  };
}

/** `spans` are listed from the outermost; `span` is the innermost, and some writers give it alone. */
function fromNearestSpan(name: string, span: unknown, spans: unknown): unknown {
  if (isObject(span) && Object.hasOwn(span, name)) return span[name];
  if (!Array.isArray(spans)) return undefined;
  for (let i = spans.length - 1; i >= 0; i -= 1) {
    const one: unknown = spans[i];
    if (isObject(one) && Object.hasOwn(one, name)) return one[name];
  }
  return undefined;
}

const pathOf = (spans: readonly unknown[]): string =>
  spans
    .map((span) => (isObject(span) && typeof span['name'] === 'string' ? span['name'] : ''))
    .filter((name) => name !== '')
    .join(':');

/** A plain assignment to `__proto__` would change the object instead. */
function put(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  else target[name] = value;
}
