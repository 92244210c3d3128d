import { parseDocument } from 'yaml';
import { fail, ok, type Result } from '../shared/result.ts';
import { notCanonical, readCanonicalYaml } from './canonical-yaml.ts';

/** Why a text cannot be read, and where: lines and columns count from 1. */
export interface ReadError {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** The data of a YAML 1.2 text with one document, or the reasons why it has none, from top to bottom. */
export function readYaml(text: string): Result<unknown, ReadError> {
  const value = readCanonicalYaml(text);
  if (value !== notCanonical) return ok(value);
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    const errors = document.errors.map(({ message, linePos }) => ({
      message: (message.split(' at line ')[0] ?? message).replace(/\.$/, ''),
      line: linePos?.[0].line ?? 1,
      column: linePos?.[0].col ?? 1,
    }));
    return fail(...errors.toSorted((a, b) => a.line - b.line || a.column - b.column));
  }
  try {
    return ok(document.toJS({ maxAliasCount: 100 }));
  } catch (error) {
    // Aliases are looked up only now: one may have no anchor, or they may multiply beyond measure.
    return fail({ message: error instanceof Error ? error.message : String(error), line: 1, column: 1 });
  }
}
