import { quote } from '../../model/findings.ts';
import type { TraceMode, Traces } from '../../model/traces.ts';
import { type FindingGroups, findingGroups } from '../finding-groups.ts';
import { attributeFaults } from './attribute-faults.ts';
import { type LogCorrelation, logCorrelation } from './log-correlation.ts';
import type { ExportedSpan } from './read-span.ts';
import { spanReader } from './span-reader.ts';
import { locationOf, type StoredSpan, spanStore } from './span-store.ts';
import { type SpanFault, traceFaults } from './trace-faults.ts';

/** How traces are checked. */
export interface TraceCheckOptions {
  readonly traces: Traces;
  /** The mode that every trace has to have; without one, each is of the first mode whose entry it has. */
  readonly mode?: TraceMode;
}

/** Spans of one name. */
export interface SpanCounts {
  spans: number;
  errors: number;
  /** Microseconds. */
  longest: number;
}

/** What was read. */
export interface TraceTotals {
  spans: number;
  traces: number;
  /** Traces with findings. */
  faulty: number;
}

/** Checks trace exports. What is kept of them grows with the number of spans, not with their size. */
export interface TraceChecker {
  /** A reader of an export's bytes. */
  readonly file: (name: string) => ReturnType<typeof spanReader>;
  /** Compares log records with the traces, which then all have to be logged; call it when all exports are read. */
  readonly logs: () => LogCorrelation;
  /** Checks the traces; call it last. */
  readonly conclude: () => void;
  readonly findings: FindingGroups;
  readonly totals: Readonly<TraceTotals>;
  readonly modes: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<string, SpanCounts>;
}

/** Names of spans that are told apart in the summary. */
const mostNames = 1000;

/** Starts a check. */
export function traceChecker({ traces, mode }: TraceCheckOptions): TraceChecker {
  const declared = new Map(traces.spans.map((span) => [span.name, span]));
  const findings = findingGroups();
  const store = spanStore();
  const totals: TraceTotals = { spans: 0, traces: 0, faulty: 0 };
  const modes = new Map<string, number>();
  const names = new Map<string, SpanCounts>();
  const faulty = new Set<string>();
  let areLogsCompared = false;
  const correlation = logCorrelation(traces, store, findings);

  const report = ({ code, span, detail, says, help }: SpanFault): void => {
    faulty.add(span.traceId);
    findings.add({
      code,
      severity: 'error',
      about: `${span.name} ${detail}`,
      message: () => `${quote(span.name)} ${says} (trace \`${span.traceId}\`, span \`${span.spanId}\`)`,
      help,
      location: locationOf(span),
    });
  };

  const count = ({ name, isError, start, end }: ExportedSpan): void => {
    totals.spans += 1;
    let row = names.get(name);
    if (row === undefined) {
      row = { spans: 0, errors: 0, longest: 0 };
      if (names.size < mostNames) names.set(name, row);
    }
    row.spans += 1;
    if (isError) row.errors += 1;
    row.longest = Math.max(row.longest, end - start);
  };

  const accept = (span: ExportedSpan, file: string): void => {
    count(span);
    const known = declared.get(span.name);
    const { attributes, ...rest } = span;
    const stored: StoredSpan = { ...rest, file, ...(known === undefined ? {} : { declared: known }) };
    store.add(stored);
    correlation.span(span);
    if (known === undefined) return;
    for (const { code, attribute, says, help } of attributeFaults(known, span))
      report({ code, span: stored, detail: attribute, says, help });
  };

  return {
    findings,
    totals,
    modes,
    names,
    file: (name) => spanReader(name, (span) => accept(span, name), findings),
    logs: () => {
      areLogsCompared = true;
      return correlation;
    },
    conclude: () => {
      totals.traces = store.traces.size;
      for (const spans of store.traces.values()) {
        const checked = traceFaults(traces, spans, store, mode);
        for (const fault of checked.faults) report(fault);
        const name = checked.mode ?? 'unknown';
        modes.set(name, (modes.get(name) ?? 0) + 1);
      }
      if (areLogsCompared) for (const fault of correlation.unlogged()) report(fault);
      totals.faulty = faulty.size;
    },
  };
}
