/** What Markdown could take for markup anywhere in a line. GitHub also reads `$` as the start of a formula. */
const inlineMarkup = /[\\`*[\]<>&|~$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** What Markdown takes for a heading, a list, a quote or a rule at the start of a line. */
const lineMarkup = /^(?:([#+=-])|(\d{1,9})([.)]))/;

const escaped = (text: string): string => text.replace(inlineMarkup, '\\$&');

const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** A text as Markdown that shows exactly its characters, on one line, fit for a cell of a table too. */
export const plain = (text: string): string => escaped(oneLine(text)).replace(lineMarkup, startEscape);

const startEscape = (_match: string, mark: string | undefined, digits: string | undefined, dot: string | undefined) =>
  mark === undefined ? `${digits ?? ''}\\${dot ?? ''}` : `\\${mark}`;

/** A text of the spec as Markdown: parts between backticks are code, everything else is shown as it is. */
export const prose = (text: string): string => withCode(text, code);

/** {@link prose} inside a table. */
export const cellProse = (text: string): string => withCode(text, cellCode);

function withCode(text: string, codeSpan: (text: string) => string): string {
  const pieces = oneLine(text).split(/(`[^`]+`)/);
  return pieces
    .map((piece, i) => (i % 2 === 1 ? codeSpan(piece.slice(1, -1)) : escaped(piece)))
    .join('')
    .replace(lineMarkup, startEscape);
}

/** The longest run of backticks in a text. */
const ticksIn = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

/** A text as a code span. Cells of tables end at a `|` even inside code, unless it is escaped. */
export function code(text: string): string {
  const fence = '`'.repeat(ticksIn(text) + 1);
  const pad = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return fence + pad + oneLine(text) + pad + fence;
}

/** A code span inside a table. */
export const cellCode = (text: string): string => code(text).replaceAll('|', '\\|');

/** A block of code, indented for the list item that it belongs to. */
export function codeBlock(language: string, text: string, indent = ''): string {
  const fence = '`'.repeat(Math.max(3, ticksIn(text) + 1));
  return [`${fence}${language}`, ...text.split('\n'), fence]
    .map((line) => (line === '' ? '' : indent + line))
    .join('\n');
}

/** A link; the address must be absolute or a relative path. */
export const link = (text: string, address: string): string =>
  `[${text}](${address.replace(/[()<>\\\s]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)})`;

/** A table; cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The comment that opens every generated page. */
export const generatedComment = (lines: readonly string[]): string => `<!-- ${lines.join(' ')} -->`;
