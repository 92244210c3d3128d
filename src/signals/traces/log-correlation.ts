import { quote } from '../../model/findings.ts';
import type { Traces } from '../../model/traces.ts';
import type { FindingGroups } from '../finding-groups.ts';
import type { LogRecord } from '../logs/record-normaliser.ts';
import type { ExportedSpan } from './read-span.ts';
import type { SpanStore } from './span-store.ts';
import type { SpanFault } from './trace-faults.ts';

/** Compares log records with the traces of the same requests. */
export interface LogCorrelation {
  /** Remembers which request a span is of. */
  readonly span: (span: ExportedSpan) => void;
  /** Compares a record, in the layout of the spec. */
  readonly record: (record: LogRecord, file: string, line: number) => void;
  /** The traces that no record names. */
  readonly unlogged: () => readonly SpanFault[];
}

/** The field of log records that names the trace. */
const traceField = 'trace_id';

/** Starts a comparison. */
export function logCorrelation({ requestId }: Traces, store: SpanStore, findings: FindingGroups): LogCorrelation {
  const traceOfRequest = new Map<string, string>();
  const logged = new Set<string>();
  return {
    span: ({ attributes, traceId }) => {
      const request = requestId === undefined ? undefined : attributes[requestId];
      if (typeof request === 'string' && !traceOfRequest.has(request)) traceOfRequest.set(request, traceId);
    },
    record: (record, file, line) => {
      const written = record[traceField];
      const trace = typeof written === 'string' ? written.toLowerCase() : undefined;
      if (trace !== undefined && store.traces.has(trace)) logged.add(trace);
      const request = requestId === undefined ? undefined : record[requestId];
      const expected = typeof request === 'string' ? traceOfRequest.get(request) : undefined;
      if (expected === undefined || trace === expected) return;
      const [code, says] =
        trace === undefined
          ? (['traces/log-without-trace', `has no \`${traceField}\``] as const)
          : (['traces/log-of-another-trace', `has the \`${traceField}\` ${quote(trace)}`] as const);
      findings.add({
        code,
        severity: 'error',
        about: typeof record['target'] === 'string' ? record['target'] : '',
        message: () => `a record of the request ${quote(String(request))}, whose trace is \`${expected}\`, ${says}`,
        help: `log \`${traceField}\` from the context of the span`,
        location: { file, line, column: 1 },
      });
    },
    unlogged: () =>
      [...store.traces].flatMap(([trace, spans]): SpanFault[] => {
        const [span] = spans;
        if (span === undefined || logged.has(trace)) return [];
        const says = `belongs to a trace that no log record names in \`${traceField}\``;
        const help = `log \`${traceField}\` with every record of a request`;
        return [{ code: 'traces/not-logged', span, detail: '', says, help }];
      }),
  };
}
