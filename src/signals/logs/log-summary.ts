import type { LogsDocument } from '../../model/document.ts';
import type { LogRecord } from './record-normaliser.ts';

/** How many records there are of each value of a field; `others` are those of values beyond the first thousand. */
export interface ValueCounts {
  readonly field: string;
  readonly values: ReadonlyMap<string, { readonly records: number; readonly findings: number }>;
  readonly others: { readonly records: number; readonly findings: number };
}

/** Counts records by the fields that tell them apart. */
export interface LogSummary {
  readonly add: (record: LogRecord, findings: number) => void;
  readonly counts: () => readonly ValueCounts[];
}

/** Values that are told apart: a field that is new in every record must not fill the memory. */
const mostValues = 1000;

/**
 * The fields of a summary: those with a closed list of values that every record has, such as the level; `target`, the
 * module; and the field of counted errors.
 */
function summaryFields({ required, contextual, errors }: LogsDocument): readonly string[] {
  const closed = Object.entries(required).flatMap(([name, field]) => ('oneOf' in field ? [name] : []));
  const module = ['target'].filter((name) => Object.hasOwn(required, name) || Object.hasOwn(contextual, name));
  return [...new Set([...closed, ...module, ...(errors === undefined ? [] : [errors.field])])];
}

/** Starts a summary. */
export function logSummary(logs: LogsDocument): LogSummary {
  const tables = summaryFields(logs).map((field) => ({
    field,
    values: new Map<string, { records: number; findings: number }>(),
    others: { records: 0, findings: 0 },
  }));
  return {
    add: (record, findings) => {
      for (const { field, values, others } of tables) {
        const value = record[field];
        if (typeof value !== 'string') continue;
        let row = values.get(value);
        if (row === undefined) {
          row = values.size < mostValues ? { records: 0, findings: 0 } : others;
          if (row !== others) values.set(value, row);
        }
        row.records += 1;
        row.findings += findings;
      }
    },
    counts: () => tables,
  };
}
