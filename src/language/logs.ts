import type { LogFieldDocument, LogsDocument } from '../model/document.ts';
import { type Declaration, type Declared, declaration } from './declaration.ts';

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
  /** Whether a record may have other fields, too. */
  readonly others: 'allow' | 'forbid';
}

/** The handle of the declared log records. */
export const logs = (declared: Declaration<'logs', LogsDocument>): Logs => ({
  [declaration]: declared,
});
