import { credentialIn, isPlaceholder, namesCredential } from '../../shared/credentials.ts';
import type { LogRecord } from './record-normaliser.ts';

/** A field that looks like a secret. */
export interface CredentialFault {
  /** Dotted. */
  readonly field: string;
  /** `a bearer token` */
  readonly kind: string;
}

/** Deeper than any log record that somebody reads. */
const maxDepth = 20;
/** Names that are remembered; a program that makes names up must not fill the memory. */
const mostNames = 10_000;

/** Whether a text has escapes behind which a secret would not be seen. */
const hides = (line: string): boolean => line.includes('\\') && /\\[u/]/.test(line);

/**
 * A function that finds fields which look like credentials, by their names or by their values. It is given the text of the
 * line as well: what is not in the text is not looked for in the fields.
 */
export function credentialFinder(): (record: LogRecord, line: string) => readonly CredentialFault[] {
  const names = new Map<string, boolean>();
  const isSecretName = (name: string): boolean => {
    const known = names.get(name);
    if (known !== undefined) return known;
    const answer = namesCredential(name);
    if (names.size < mostNames) names.set(name, answer);
    return answer;
  };
  const walk = (value: LogRecord, path: string, inValues: boolean, found: CredentialFault[], depth: number): void => {
    // Records come from `JSON.parse` and inherit no fields; a list of keys for each of them would cost a third more.
    for (const key in value) {
      const inner = value[key];
      if (typeof inner === 'object') {
        if (inner !== null && depth < maxDepth) walk(inner as LogRecord, `${path}${key}.`, inValues, found, depth + 1);
      } else if (isSecretName(key) && (typeof inner === 'string' ? !isPlaceholder(inner) : typeof inner === 'number'))
        found.push({ field: path + key, kind: 'its name says so' });
      else if (inValues && typeof inner === 'string') {
        const kind = credentialIn(inner);
        if (kind !== undefined) found.push({ field: path + key, kind });
      }
    }
  };
  return (record, line) => {
    const found: CredentialFault[] = [];
    walk(record, '', hides(line) || credentialIn(line) !== undefined, found, 0);
    return found;
  };
}
