import { quote } from '../../model/findings.ts';
import type { Span, SpanAttribute } from '../../model/traces.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { redact } from '../../shared/credentials.ts';
import type { ExportedSpan } from './read-span.ts';

/** What is wrong with an attribute. */
export interface AttributeFault {
  readonly code: string;
  readonly attribute: string;
  readonly says: string;
  readonly help: string;
}

/** The trace id of a `traceparent`; `undefined` when the text is none. */
const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?$/;

/** What is wrong with the attributes of a span. */
export function attributeFaults({ attributes: declared }: Span, span: ExportedSpan): readonly AttributeFault[] {
  return declared.flatMap((attribute): AttributeFault[] => {
    const { name, optional } = attribute;
    const value = Object.hasOwn(span.attributes, name) ? span.attributes[name] : undefined;
    if (value !== undefined) return faultOf(attribute, value, span);
    if (optional) return [];
    const says = `lacks the attribute ${quote(name)}`;
    return [{ code: 'traces/missing-attribute', attribute: name, says, help: `set it: ${attribute.description}` }];
  });
}

/** A value as findings show it: what is no plain value may be of any size and depth. */
const shown = (value: unknown): string =>
  typeof value === 'string'
    ? quote(redact(JSON.stringify(value)))
    : typeof value === 'number' || typeof value === 'boolean'
      ? quote(String(value))
      : 'that is a list or an object';

function faultOf({ name, value: wanted }: SpanAttribute, value: unknown, span: ExportedSpan): AttributeFault[] {
  const wrong = (help: string): AttributeFault[] => {
    const says = `has the attribute ${quote(name)} ${shown(value)}`;
    return [{ code: 'traces/wrong-attribute', attribute: name, says, help }];
  };
  switch (wanted.kind) {
    case 'text':
      return typeof value === 'string' && value !== '' ? [] : wrong('write a text that is not empty');
    case 'integer':
      return Number.isInteger(value) ? [] : wrong('write a whole number');
    case 'number':
      return typeof value === 'number' ? [] : wrong('write a number');
    case 'boolean':
      return typeof value === 'boolean' ? [] : wrong('write `true` or `false`');
    case 'enum':
      return typeof value !== 'object' && wanted.values.includes(String(value))
        ? []
        : wrong(`write one of ${wanted.values.map(quote).join(', ')}`);
    case 'traceparent': {
      const trace = typeof value === 'string' ? traceparent.exec(value)?.[1] : undefined;
      if (trace === undefined) return wrong('write a W3C `traceparent`: `00-<trace>-<span>-01`');
      if (trace === span.traceId) return [];
      const says = `has the attribute ${quote(name)} of another trace, ${quote(trace)}`;
      const help = 'go on with the trace that was received, and hand on that of the span';
      return [{ code: 'traces/trace-id-changed', attribute: name, says, help }];
    }
    default:
      return assertNever(wanted);
  }
}
