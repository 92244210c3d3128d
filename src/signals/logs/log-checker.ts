import type { LogsDocument } from '../../model/document.ts';
import { type FindingGroups, findingGroups } from '../finding-groups.ts';
import type { LineReader } from '../line-reader.ts';
import { credentialFinder } from './find-credentials.ts';
import { type LogSummary, logSummary } from './log-summary.ts';
import { recordLines } from './record-lines.ts';
import { isTracingRecord, type LogRecord, recordNormaliser } from './record-normaliser.ts';
import { recordValidator } from './record-validator.ts';

/** How records are read. */
export interface LogCheckOptions {
  readonly logs: LogsDocument;
  /** The generated JSON Schema of a record. */
  readonly schema: { readonly $id: string };
  /** A profile of the spec. */
  readonly profile?: string;
  /** `record`: only the layout of the spec; `auto`: that of the Rust crate tracing, too. */
  readonly layout: 'auto' | 'record';
  /** Longer lines are reported and not read. */
  readonly maxLineBytes: number;
}

/** What was read. */
export interface LogTotals {
  lines: number;
  records: number;
  /** Records in the layout of tracing. */
  normalised: number;
  /** Records with findings. */
  faulty: number;
}

/** Checks log files one after the other, in constant memory. */
export interface LogChecker {
  /** A reader of the file's bytes; the file is named in findings as given. */
  readonly file: (name: string) => LineReader;
  readonly findings: FindingGroups;
  readonly summary: LogSummary;
  readonly totals: Readonly<LogTotals>;
}

/** Starts a check. */
export function logChecker({ logs, schema, profile, layout, maxLineBytes }: LogCheckOptions): LogChecker {
  const validate = recordValidator(schema, profile);
  const credentials = credentialFinder();
  const { flatten } = recordNormaliser(logs);
  const findings = findingGroups();
  const summary = logSummary(logs);
  const totals: LogTotals = { lines: 0, records: 0, normalised: 0, faulty: 0 };

  const report = (
    file: string,
    line: number,
    column: number,
    code: string,
    about: string,
    message: () => string,
    help: string,
  ) => findings.add({ code, severity: 'error', about, message, help, location: { file, line, column } });

  const checkRecord = (record: LogRecord, text: string, file: string, line: number): void => {
    totals.records += 1;
    const isTracing = layout === 'auto' && isTracingRecord(record);
    if (isTracing) totals.normalised += 1;
    const normal = isTracing ? flatten(record) : record;
    let count = 0;
    for (const { code, field, message, help } of validate(normal)) {
      count += 1;
      report(file, line, columnOf(text, field), code, field, message, help);
    }
    // The record as it was written: what the normaliser redacts has left the program all the same.
    for (const { field, kind } of credentials(record, text)) {
      count += 1;
      const message = () => `\`${field}\` looks like a credential: ${kind}`;
      const help =
        'do not log it, or replace it by `[redacted]`; whoever could read the log should not have it any more';
      report(file, line, columnOf(text, field), 'logs/credential', field, message, help);
    }
    if (count > 0) totals.faulty += 1;
    summary.add(normal, count);
  };

  return {
    findings,
    summary,
    totals,
    file: (name) =>
      recordLines({
        file: name,
        maxLineBytes,
        findings,
        line: () => {
          totals.lines += 1;
        },
        record: (record, text, line) => checkRecord(record, text, name, line),
      }),
  };
}

/** Where the field is written, as far as its name tells; the beginning of the line if it is not. */
function columnOf(text: string, field: string): number {
  const name = field.slice(field.lastIndexOf('.') + 1);
  const at = text.indexOf(`${JSON.stringify(name)}:`);
  return at === -1 ? 1 : at + 1;
}
