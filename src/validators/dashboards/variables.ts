/** Variables that Grafana itself defines, by what they stand for. */
const durations = new Set(['__rate_interval', '__interval', '__range', '__auto', '__auto_interval']);
const numbers = new Set(['__interval_ms', '__range_s', '__range_ms', '__from', '__to']);
const texts = new Set(['__url_time_range', '__all_variables', '__value', '__data', '__field', '__series', '__user']);

/** Whether Grafana defines the variable, of whatever dashboard. */
export const isBuiltIn = (name: string): boolean => durations.has(name) || numbers.has(name) || texts.has(name);

const reference = /\$\{([A-Za-z_]\w*)[^}]*\}|\$([A-Za-z_]\w*)|\[\[([A-Za-z_]\w*)[^\]]*\]\]/g;

/** A use of a variable: `$name`, `${name:format}` or `[[name]]`. */
export interface VariableUse {
  readonly name: string;
  /** Half-open offsets into the text. */
  readonly span: { readonly start: number; readonly end: number };
}

/** The variables that a text uses. `$1` is none: it is a capture group of `label_replace`. */
export function variableUses(text: string): readonly VariableUse[] {
  return [...text.matchAll(reference)].map((match) => ({
    name: match[1] ?? match[2] ?? match[3] ?? '',
    span: { start: match.index, end: match.index + match[0].length },
  }));
}

const quoted = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g;

/**
 * A query as it could be sent: every variable outside of quotes replaced by a value of its kind, of the same length, so
 * that offsets stay what they are. Variables in quotes are parts of strings and stay.
 */
export function expandVariables(text: string): string {
  let expanded = '';
  let done = 0;
  for (const match of text.matchAll(quoted)) {
    expanded += expandUnquoted(text.slice(done, match.index)) + match[0];
    done = match.index + match[0].length;
  }
  return expanded + expandUnquoted(text.slice(done));
}

const expandUnquoted = (text: string): string =>
  text.replace(reference, (use: string, braced?: string, bare?: string, bracketed?: string) => {
    const name = braced ?? bare ?? bracketed ?? '';
    if (durations.has(name)) return `${'60'.padStart(use.length - 1, '0')}s`;
    if (numbers.has(name)) return '60'.padEnd(use.length, ' ');
    return `v${'_'.repeat(use.length - 1)}`;
  });
