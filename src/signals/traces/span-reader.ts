import { type Buffer, isUtf8 } from 'node:buffer';
import type { FindingGroups } from '../finding-groups.ts';
import { type JsonRule, type JsonSink, jsonElements, type TextPlace } from '../json-elements.ts';
import {
  type BadSpan,
  type ExportedService,
  type ExportedSpan,
  jaegerSpan,
  otlpAttributes,
  otlpSpan,
} from './read-span.ts';

/** More than a span of ten thousand events takes. */
const longestValue = 16 << 20;

const object = (fields: Readonly<Record<string, JsonRule>>, enter?: string): JsonRule => ({
  kind: 'object',
  fields,
  ...(enter === undefined ? {} : { enter }),
});
const list = (item: JsonRule): JsonRule => ({ kind: 'list', item });
const value = (as: string): JsonRule => ({ kind: 'value', as });

const scopes = list(object({ spans: list(value('OTLP span')) }));
const resources = list(
  object({ resource: value('resource'), scopeSpans: scopes, instrumentationLibrarySpans: scopes }, 'resource'),
);

/** Where spans are: OTLP, Tempo's variants of it, and Jaeger. */
const formats: JsonRule = object({
  resourceSpans: resources,
  batches: resources,
  trace: object({ resourceSpans: resources, batches: resources }),
  data: list(object({ spans: list(value('Jaeger span')), processes: value('processes') }, 'jaeger trace')),
});

type Loose = Readonly<Record<string, unknown>>;
const isLoose = (data: unknown): data is Loose => typeof data === 'object' && data !== null && !Array.isArray(data);

/** Reads the spans of a trace export in a stream; faults of the text go to `findings`. */
export function spanReader(file: string, span: (span: ExportedSpan) => void, findings: FindingGroups) {
  let service: ExportedService = { name: undefined };
  let processes = new Map<string, ExportedService>();
  const processOf = (id: string): ExportedService => {
    const known = processes.get(id) ?? { name: undefined };
    processes.set(id, known);
    return known;
  };

  const report = (code: string, about: string, message: string, help: string, at: TextPlace) =>
    findings.add({ code, severity: 'error', about, message: () => message, help, location: { file, ...at } });

  const accept = (read: ExportedSpan | BadSpan, at: TextPlace): void => {
    if (!('lacks' in read)) span(read);
    else {
      const what = read.name === undefined ? 'a span' : `the span \`${read.name}\``;
      report('traces/bad-span', read.lacks, `${what} has no valid \`${read.lacks}\``, 'correct the exporter', at);
    }
  };

  const data = (as: string, parsed: Loose, at: TextPlace): void => {
    if (as === 'OTLP span') accept(otlpSpan(parsed, service, at), at);
    else if (as === 'Jaeger span') accept(jaegerSpan(parsed, processOf, at), at);
    else if (as === 'resource') {
      const name = otlpAttributes(parsed['attributes'])['service.name'];
      if (typeof name === 'string') service.name = name;
    } else {
      for (const [id, process] of Object.entries(parsed)) {
        if (isLoose(process) && typeof process['serviceName'] === 'string') processOf(id).name = process['serviceName'];
      }
    }
  };

  const named = (as: string): string => `${as.startsWith('O') ? 'an' : 'a'} ${as}`;

  const sink: JsonSink = {
    enter: (name) => {
      if (name === 'resource') service = { name: undefined };
      else processes = new Map();
    },
    value: (as, bytes: Buffer, at) => {
      if (!isUtf8(bytes)) {
        report('traces/not-utf8', as, `${named(as)} is not UTF-8`, 'write UTF-8', at);
        return;
      }
      let parsed: unknown;
      try {
        parsed = JSON.parse(bytes.toString('utf8'));
      } catch {
        report('traces/not-json', as, `${named(as)} is not JSON`, 'correct the exporter', at);
        return;
      }
      if (isLoose(parsed)) data(as, parsed, at);
      else report('traces/bad-span', as, `${named(as)} is no object`, 'correct the exporter', at);
    },
    overlong: (as, at) => {
      const help = 'record fewer events and shorter attributes';
      report('traces/too-long', as, `${named(as)} is longer than ${longestValue} bytes`, help, at);
    },
    mismatch: (wanted, at) => {
      const help = 'give an export in OTLP JSON or in Jaeger’s JSON';
      const what = wanted === 'object' ? 'an object' : 'a list';
      report('traces/wrong-shape', wanted, `${what} is wanted here, and something else stands here`, help, at);
    },
    malformed: (expected, at) =>
      report('traces/not-json', '', `the text is not JSON here: expected ${expected}`, 'correct the exporter', at),
    cutOff: (at) => {
      const help = 'check the export when it is complete';
      report('traces/cut-off', '', 'the export ends in the middle of a document', help, at);
    },
  };
  return jsonElements(formats, sink, longestValue);
}
