import { columnAt, isBreakOrEnd, type PlainYaml, skipSpaces, Unusual } from './yaml-cursor.ts';
import type { YamlScalar } from './yaml-node.ts';

/** A text without quotes; lines that are indented more than `parent` continue it. */
export function readPlainScalar(yaml: PlainYaml, parent: number): YamlScalar {
  const { text, at: start } = yaml;
  checkStart(text, start, '');
  let value = readLine(yaml, '');
  let end = yaml.at;
  for (;;) {
    yaml.at = end;
    // A comment ends the text even when lines that could continue it follow.
    skipSpaces(yaml);
    if (text[yaml.at] === '#') break;
    yaml.at = end;
    const breaks = skipBlankLines(yaml);
    const next = text[yaml.at];
    const column = columnAt(text, yaml.at);
    const isMarker = column === 0 && /^(?:---|\.\.\.)(?: |\n|$)/.test(text.slice(yaml.at, yaml.at + 4));
    if (next === undefined || breaks === 0 || column <= parent || next === '#' || isMarker) break;
    // Where a key stands where only a text can go on, the general parser explains the mistake.
    value += breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
    value += readLine(yaml, '');
    if (text[yaml.at] === ':') throw new Unusual();
    end = yaml.at;
  }
  yaml.at = end;
  return { kind: 'scalar', text: value, isPlain: true, start, end };
}

/** Refuses what cannot begin a plain text; `more` are further indicators of the context. */
function checkStart(text: string, at: number, more: string): void {
  const first = text[at] ?? '\n';
  if (`,[]{}#&*!|>'"%@\`\n${more}`.includes(first)) throw new Unusual();
  if ('-?:'.includes(first) && isBreakOrEnd(text[at + 1] ?? '\n')) throw new Unusual();
}

/** What cannot end a plain text, outside and inside of flow collections. */
const ordinary = /[^\n#:]+/y;
const ordinaryInFlow = /[^\n#:,[\]{}]+/y;

/** The rest of a plain text on this line; `stops` end it in flow collections. */
function readLine(yaml: PlainYaml, stops: '' | ',[]{}'): string {
  const { text, at: start } = yaml;
  const run = stops === '' ? ordinary : ordinaryInFlow;
  let at = start;
  for (; at < text.length; at++) {
    run.lastIndex = at;
    if (run.test(text)) at = run.lastIndex;
    const char = text[at] ?? '\n';
    if (char === '\n' || (stops !== '' && stops.includes(char))) break;
    if (char === '#' && text[at - 1] === ' ') break;
    if (char === ':') {
      const next = text[at + 1] ?? '\n';
      if (!isBreakOrEnd(next) && !(stops !== '' && stops.includes(next))) continue;
      if (stops === '') throw new Unusual();
      break;
    }
  }
  const line = text.slice(start, at).trimEnd();
  yaml.at = start + line.length;
  return line;
}

/** Skips spaces and line breaks; returns how many breaks there were. */
function skipBlankLines(yaml: PlainYaml): number {
  let breaks = 0;
  for (;;) {
    skipSpaces(yaml);
    if (yaml.text[yaml.at] !== '\n') return breaks;
    yaml.at++;
    breaks++;
  }
}

/** A plain text inside a flow collection. */
export function readFlowPlain(yaml: PlainYaml): YamlScalar {
  const { text, at: start } = yaml;
  checkStart(text, start, '');
  let value = readLine(yaml, ',[]{}');
  let end = yaml.at;
  for (;;) {
    const breaks = skipBlankLines(yaml);
    const next = text[yaml.at] ?? '';
    if (
      breaks === 0 ||
      next === '' ||
      ',[]{}#'.includes(next) ||
      (next === ':' && isBreakOrEnd(text[yaml.at + 1] ?? '\n'))
    )
      break;
    value += breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
    value += readLine(yaml, ',[]{}');
    end = yaml.at;
  }
  yaml.at = end;
  return { kind: 'scalar', text: value, isPlain: true, start, end };
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

const ordinaryInDouble = /[^"\\\n]+/y;
const ordinaryInSingle = /[^'\n]+/y;

/** A text in single or double quotes, on any number of lines. */
export function readQuoted(yaml: PlainYaml): YamlScalar {
  const { text, at: start } = yaml;
  const quote = text[start] ?? '"';
  let value = '';
  let at = start + 1;
  for (;;) {
    const char = text[at];
    if (char === undefined) throw new Unusual();
    if (char === quote) {
      if (quote === '"' || text[at + 1] !== "'") break;
      value += "'";
      at += 2;
    } else if (char === '\n') {
      yaml.at = at;
      const breaks = skipBlankLines(yaml);
      value = value.replace(/ +$/, '') + (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1));
      at = yaml.at;
      if (columnAt(text, at) === 0 && /^(?:---|\.\.\.)/.test(text.slice(at, at + 3))) throw new Unusual();
    } else if (char === '\\' && quote === '"') {
      const next = text[at + 1] ?? '';
      const length = { x: 2, u: 4, U: 8 }[next];
      if (next === '\n') throw new Unusual();
      if (length !== undefined) {
        const digits = text.slice(at + 2, at + 2 + length);
        const code = /^[0-9a-fA-F]+$/.test(digits) && digits.length === length ? Number.parseInt(digits, 16) : -1;
        if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) throw new Unusual();
        value += String.fromCodePoint(code);
        at += 2 + length;
      } else {
        const escaped = escapes[next];
        // A space that was escaped is not trimmed before a line break.
        if (escaped === undefined || next === ' ') throw new Unusual();
        value += escaped;
        at += 2;
      }
    } else {
      const ordinary = quote === '"' ? ordinaryInDouble : ordinaryInSingle;
      ordinary.lastIndex = at;
      ordinary.test(text);
      value += text.slice(at, ordinary.lastIndex);
      at = ordinary.lastIndex;
    }
  }
  yaml.at = at + 1;
  return { kind: 'scalar', text: value, isPlain: false, start, end: at + 1 };
}

/** A text after `|` or `>`; its lines are indented more than `parent`. */
export function readBlockScalar(yaml: PlainYaml, parent: number): YamlScalar {
  const { text, at: start } = yaml;
  const header = /[|>]([+-]?)([1-9]?)([+-]?) *(?: #[^\n]*)?(?:\n|$)/y;
  header.lastIndex = start;
  const match = header.exec(text);
  if (match === null || (match[1] !== '' && match[3] !== '')) throw new Unusual();
  const chomping = match[1] || match[3] || '';
  const lines: string[] = [];
  let at = start + match[0].length;
  let end = at;
  let indent = match[2] === '' ? undefined : Math.max(parent, 0) + Number(match[2]);
  while (at < text.length) {
    const found = text.indexOf('\n', at);
    const lineEnd = found === -1 ? text.length : found;
    const line = text.slice(at, lineEnd);
    const depth = line.length - line.trimStart().length;
    if (line.trim() === '') {
      // Blank lines that are longer than the indentation keep the rest.
      lines.push(indent === undefined ? '' : line.slice(indent));
      if (indent === undefined && depth > 0 && lines.length > 200) throw new Unusual();
    } else {
      indent ??= depth;
      if (indent <= parent || depth < indent) break;
      if (depth === 0 && /^(?:---|\.\.\.)(?: |$)/.test(line)) break;
      lines.push(line.slice(indent));
      end = lineEnd;
    }
    at = lineEnd + 1;
  }
  const isKept = chomping === '+';
  yaml.at = isKept ? Math.min(at, text.length) : end;
  const trailing = lines.length - lines.findLastIndex((line) => line.trim() !== '') - 1;
  const content = trailing === 0 ? lines : lines.slice(0, lines.length - trailing);
  const body = match[0].startsWith('|') ? content.join('\n') : foldLines(content);
  const isEmpty = content.length === 0;
  // Blank lines with more spaces than the indentation count as content.
  if (lines.slice(content.length).some((line) => line !== '')) throw new Unusual();
  const tail =
    chomping === '-' || (isEmpty && !isKept) ? '' : isKept ? '\n'.repeat(trailing + (isEmpty ? 0 : 1)) : '\n';
  // At the very end of a file the last line may have no break to keep.
  const isUnterminated = !isEmpty && end >= text.length && !text.endsWith('\n');
  return { kind: 'scalar', text: body + (isUnterminated && trailing === 0 ? '' : tail), isPlain: false, start, end };
}

/** Joins lines as `>` does: single breaks become spaces, except around lines that are indented more. */
function foldLines(lines: readonly string[]): string {
  let folded = lines[0] ?? '';
  let breaks = 0;
  let wasIndented = folded.startsWith(' ');
  let isFirst = folded === '';
  for (const line of lines.slice(1)) {
    breaks++;
    if (line === '') continue;
    const isIndented = line.startsWith(' ');
    if (isFirst || wasIndented || isIndented) folded += '\n'.repeat(breaks);
    else folded += breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
    folded += line;
    breaks = 0;
    wasIndented = isIndented;
    isFirst = false;
  }
  return folded;
}
