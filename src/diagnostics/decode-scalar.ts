/** A scalar of YAML as the text that it means, with the place of every UTF-16 unit of that text in the source. */
export interface DecodedScalar {
  readonly text: string;
  /** Offsets into the source, half-open, one pair for each unit of `text`. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

interface Draft {
  text: string;
  readonly starts: number[];
  readonly ends: number[];
}

const draft = (): Draft => ({ text: '', starts: [], ends: [] });

function add(to: Draft, text: string, start: number, end: number): void {
  to.text += text;
  for (let i = 0; i < text.length; i++) {
    to.starts.push(start);
    to.ends.push(end);
  }
}

/** Adds a stretch of the source that means itself. */
function copy(to: Draft, source: string, start: number, end: number): void {
  for (let i = start; i < end; i++) add(to, source[i] ?? '', i, i + 1);
}

/**
 * Decodes what stands at `source[start..end)`: a plain, quoted or block scalar by its first character. JSON strings are
 * double-quoted scalars. Follows YAML 1.2 sections 7.3 and 8.1.
 * @param indent What a block scalar's lines are indented by, when its header says so; found out otherwise.
 */
export function decodeScalar(source: string, start: number, end: number, indent?: number): DecodedScalar {
  switch (source[start]) {
    case '"':
      return decodeDoubleQuoted(source, start + 1, end - 1);
    case "'":
      return unescapeSingle(decodeFolded(source, start + 1, end - 1));
    case '|':
    case '>':
      return decodeBlock(source, start, end, indent);
    default:
      return decodeFolded(source, start, end);
  }
}

const blank = /[ \t]/;

/** Whether a line break starts at `i`; its length, or 0. */
function breakAt(source: string, i: number): 0 | 1 | 2 {
  if (source[i] === '\n') return 1;
  return source[i] === '\r' && source[i + 1] === '\n' ? 2 : 0;
}

/** After a break at `at`: how many line breaks follow each other, and where the next line's content starts. */
function skipBreaks(source: string, at: number, end: number): { readonly breaks: number; readonly next: number } {
  let breaks = 0;
  let next = at;
  while (next < end) {
    const length = breakAt(source, next);
    if (length > 0) breaks += 1;
    else if (!blank.test(source[next] ?? '')) break;
    next += Math.max(1, length);
  }
  return { breaks, next };
}

/** A fold: one line break is a space, more are one less. */
const foldOf = (breaks: number): string => (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1));

/** Plain and single-quoted scalars: lines are trimmed and folded. */
function decodeFolded(source: string, start: number, end: number): Draft {
  const out = draft();
  for (let i = start; i < end; ) {
    let run = i;
    while (run < end && blank.test(source[run] ?? '')) run += 1;
    if (run < end && breakAt(source, run) > 0) {
      const { breaks, next } = skipBreaks(source, run, end);
      add(out, foldOf(breaks), run, next);
      i = next;
    } else {
      const next = Math.max(run, i + 1);
      copy(out, source, i, next);
      i = next;
    }
  }
  return out;
}

function unescapeSingle(folded: Draft): DecodedScalar {
  const out = draft();
  for (let i = 0; i < folded.text.length; i++) {
    const doubled = folded.text.startsWith("''", i);
    add(out, folded.text[i] ?? '', folded.starts[i] ?? 0, folded.ends[doubled ? i + 1 : i] ?? 0);
    if (doubled) i += 1;
  }
  return out;
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
};

const codeLength: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function decodeDoubleQuoted(source: string, start: number, end: number): DecodedScalar {
  const out = draft();
  for (let i = start; i < end; ) {
    const char = source[i] ?? '';
    let run = i;
    while (run < end && blank.test(source[run] ?? '')) run += 1;
    if (run < end && breakAt(source, run) > 0) {
      const { breaks, next } = skipBreaks(source, run, end);
      add(out, foldOf(breaks), run, next);
      i = next;
    } else if (char === '\\') i = decodeEscape(out, source, i, end);
    else {
      const next = Math.max(run, i + 1);
      copy(out, source, i, next);
      i = next;
    }
  }
  return out;
}

/** @returns the offset after the escape sequence. */
function decodeEscape(out: Draft, source: string, at: number, end: number): number {
  const kind = source[at + 1] ?? '';
  const lineBreak = breakAt(source, at + 1);
  if (lineBreak > 0) {
    let next = at + 1 + lineBreak;
    while (next < end && blank.test(source[next] ?? '')) next += 1;
    return next;
  }
  const digits = codeLength[kind];
  if (digits === undefined) {
    add(out, escapes[kind] ?? `\\${kind}`, at, at + 2);
    return at + 2;
  }
  const next = at + 2 + digits;
  const code = Number.parseInt(source.slice(at + 2, next), 16);
  add(out, code <= 0x10ffff ? String.fromCodePoint(code) : source.slice(at, next), at, next);
  return next;
}

interface BlockLine {
  readonly start: number;
  /** After the indentation. */
  readonly content: number;
  /** Without the line break. */
  readonly end: number;
  /** After the line break. */
  readonly next: number;
}

function blockLines(source: string, start: number, end: number): readonly BlockLine[] {
  const lines: BlockLine[] = [];
  for (let at = start; at < end; ) {
    const feed = source.indexOf('\n', at);
    const next = feed === -1 || feed >= end ? end : feed + 1;
    let stop = next;
    if (source[stop - 1] === '\n' && stop > at) stop -= 1;
    if (source[stop - 1] === '\r' && stop > at) stop -= 1;
    let content = at;
    while (content < stop && source[content] === ' ') content += 1;
    lines.push({ start: at, content, end: stop, next });
    at = next;
  }
  return lines;
}

const isEmpty = (line: BlockLine): boolean => line.content === line.end;
const indentOf = (line: BlockLine): number => line.content - line.start;

function decodeBlock(source: string, start: number, end: number, given?: number): DecodedScalar {
  const headerEnd = source.indexOf('\n', start);
  if (headerEnd === -1 || headerEnd >= end) return draft();
  const header = /^[|>][-+\d]*/.exec(source.slice(start, headerEnd))?.[0] ?? '';
  const lines = blockLines(source, headerEnd + 1, end);
  const last = lines.findLastIndex((line) => !isEmpty(line));
  const first = lines.find((line) => !isEmpty(line));
  const indent = given ?? (first === undefined ? 0 : indentOf(first));
  // Blanks beyond the indentation are content, on lines without anything else, too.
  const lastContent = Math.max(
    last,
    first === undefined ? -1 : lines.findLastIndex((line) => indentOf(line) > indent && line.end > line.start),
  );
  const out = draft();
  const content = lines.slice(0, lastContent + 1);
  if (header.startsWith('|')) literal(out, source, content, indent);
  else folded(out, source, content, indent);
  chomp(out, header, lines.slice(lastContent + 1), content.at(-1));
  return out;
}

function literal(out: Draft, source: string, lines: readonly BlockLine[], indent: number): void {
  lines.forEach((line, i) => {
    copy(out, source, Math.min(line.end, line.start + indent), line.end);
    if (i < lines.length - 1) add(out, '\n', line.end, line.next);
  });
}

/** Breaks between two lines at the indentation are folded; more-indented lines, and what surrounds them, are kept. */
function folded(out: Draft, source: string, lines: readonly BlockLine[], indent: number): void {
  const kept = (line: BlockLine): boolean =>
    indentOf(line) > indent || (source[line.content] === '\t' && !isEmpty(line));
  let before: BlockLine | undefined;
  let empty = 0;
  for (const line of lines) {
    if (isEmpty(line) && !kept(line)) {
      empty += 1;
      if (before === undefined) add(out, '\n', line.end, line.next);
      continue;
    }
    if (before !== undefined) {
      const joins = !kept(before) && !kept(line);
      const breaks = joins ? (empty === 0 ? ' ' : '\n'.repeat(empty)) : '\n'.repeat(empty + 1);
      add(out, breaks, before.end, line.start);
    }
    copy(out, source, Math.min(line.end, line.start + indent), line.end);
    before = line;
    empty = 0;
  }
}

/** The line breaks at the end: one by default, none with `-`, all with `+`. */
function chomp(out: Draft, header: string, rest: readonly BlockLine[], last: BlockLine | undefined): void {
  if (header.includes('-')) return;
  if (last !== undefined) add(out, '\n', last.end, last.next);
  if (!header.includes('+')) return;
  rest.forEach((line, i) => {
    // A last line of nothing but blanks ends with the file, and counts only when there is nothing else.
    if (line.next > line.end || (i === 0 && last === undefined)) add(out, '\n', line.end, line.next);
  });
}
