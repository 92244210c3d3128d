import type { LogFieldDocument, LogsDocument } from '../model/document.ts';
import { type Declaration, type Declared, type DeclaredMetric, declaration, nameOf } from './declaration.ts';
import { given, isList, isRecord, node } from './node.ts';

/** What the log records of the service look like. */
export interface Logs extends Declared<'logs', LogsDocument> {}

/** One field of a log record. */
export type LogField = LogFieldDocument;

/** What is said about log records; `C` are the names of the contextual fields. */
export interface LogsOptions<C extends string> {
  /** Fields of every record. */
  readonly required: Readonly<Record<string, LogField>>;
  /** Fields of some records. */
  readonly contextual: Readonly<Record<C, LogField>>;
  /** Contextual fields that a kind of record must have: a `request` has a `trace_id`. */
  readonly profiles?: Readonly<Record<string, readonly NoInfer<C>[]>>;
  /**
   * Errors that are counted are also logged: a record of each has the field, with the value that the counters have in
   * their label of the same name.
   */
  readonly errors?: { readonly field: NoInfer<C>; readonly countedBy: readonly DeclaredMetric<'counter'>[] };
  /** Whether a record may have other fields, too. */
  readonly others: 'allow' | 'forbid';
}

/** The handle of the declared log records. */
export const logs = (declared: Declaration<'logs', LogsDocument>): Logs => ({
  [declaration]: declared,
});

/** The document form of what is said about log records. */
export function logsDocument<C extends string>(options: LogsOptions<C>): LogsDocument {
  const { errors } = given(options);
  const countedBy: unknown = isRecord(errors) ? errors.countedBy : undefined;
  const names = isList(countedBy) ? countedBy.map(nameOf) : countedBy;
  const document = { ...options, errors: isRecord(errors) ? node({}, { ...errors, countedBy: names }) : errors };
  return node({}, document) as LogsDocument;
}
