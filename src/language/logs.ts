import type { LogFieldDocument, LogsDocument } from '../model/document.ts';
import { type Declaration, type Declared, type DeclaredMetric, declaration, nameOf } from './declaration.ts';
import { given, isList, isRecord, node } from './node.ts';
import { type SpecPart, specPart } from './spec-part.ts';

/** What the log records of the service look like; `F` are the names of the fields, `P` those of the profiles. */
export interface Logs<F extends string = string, P extends string = string> extends Declared<'logs', LogsDocument> {
  /** A field, for a requirement that it holds. */
  field(name: F): SpecPart;
  /** A profile, for the same. */
  profile(name: P): SpecPart;
}

/** One field of a log record. */
export type LogField = LogFieldDocument;

/** What is said about log records; `F` and `C` are the names of required and contextual fields, `P` those of profiles. */
export interface LogsOptions<F extends string, C extends string, P extends string> {
  /** Fields of every record. */
  readonly required: Readonly<Record<F, LogField>>;
  /** Fields of some records. */
  readonly contextual: Readonly<Record<C, LogField>>;
  /** Contextual fields that a kind of record must have: a `request` has a `trace_id`. */
  readonly profiles?: Readonly<Record<P, readonly NoInfer<C>[]>>;
  /**
   * Errors that are counted are also logged: a record of each has the field, with the value that the counters have in
   * their label of the same name.
   */
  readonly errors?: { readonly field: NoInfer<C>; readonly countedBy: readonly DeclaredMetric<'counter'>[] };
  /** Whether a record may have other fields, too. */
  readonly others: 'allow' | 'forbid';
}

/** The handle of the declared log records. */
export const logs = <F extends string, P extends string>(declared: Declaration<'logs', LogsDocument>): Logs<F, P> => ({
  [declaration]: declared,
  field: (name) => specPart('logField', name),
  profile: (name) => specPart('logProfile', name),
});

/** The document form of what is said about log records. */
export function logsDocument<F extends string, C extends string, P extends string>(
  options: LogsOptions<F, C, P>,
): LogsDocument {
  const { errors } = given(options);
  const countedBy: unknown = isRecord(errors) ? errors.countedBy : undefined;
  const names = isList(countedBy) ? countedBy.map(nameOf) : countedBy;
  const document = { ...options, errors: isRecord(errors) ? node({}, { ...errors, countedBy: names }) : errors };
  return node({}, document) as LogsDocument;
}
