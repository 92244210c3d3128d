import { keywords, type Token, type TokenKind } from './token.ts';

const isSpace = (char: string): boolean => char === ' ' || char === '\t' || char === '\r' || char === '\n';
const wordChar = /[\p{L}\p{Nd}_]/u;

/** `U+0040 '@'`, as Go's `%#U` prints a character. */
function unicodeName(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')} '${char}'`;
}

const numberPattern =
  /[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?|0[oO][0-7_]*|0[bB][01_]*|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)i?/y;

/**
 * The words of a template from an offset on, in the order of the text, the last of kind `end` or `error`. Mirrors the lexer of Go's
 * `text/template/parse`, spaces inside actions included: they separate operands.
 */
export function tokeniseTemplate(text: string, from = 0): readonly Token[] {
  const tokens: Token[] = [];
  let at = from;
  while (at < text.length) {
    const open = text.indexOf('{{', at);
    const end = open === -1 ? text.length : open;
    const trims = open !== -1 && text[open + 2] === '-' && isSpace(text[open + 3] ?? '');
    const content = trims ? text.slice(at, end).replace(/[ \t\r\n]+$/, '') : text.slice(at, end);
    if (content !== '') tokens.push({ kind: 'text', text: content, at });
    if (open === -1) break;
    const next = tokeniseAction(text, open, open + (trims ? 4 : 2), tokens);
    if (next === undefined) return tokens;
    at = next;
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
}

/** The length of `}}` or ` -}}` here; 0 when there is none. */
function closingLength(text: string, at: number): number {
  if (text.startsWith('}}', at)) return 2;
  return isSpace(text[at] ?? '') && text.startsWith('-}}', at + 1) ? 4 : 0;
}

/** Where the text goes on after a closing delimiter: ` -}}` swallows the blanks that follow. */
function afterClosing(text: string, at: number, length: number): number {
  let next = at + length;
  if (length === 4) while (isSpace(text[next] ?? '')) next++;
  return next;
}

/** Reads one action, and returns where it ends; `undefined` after an error. */
function tokeniseAction(text: string, open: number, start: number, tokens: Token[]): number | undefined {
  let at = start;
  let depth = 0;
  const push = (kind: TokenKind, end: number): void => {
    tokens.push({ kind, text: text.slice(at, end), at });
    at = end;
  };
  const fail = (message: string): undefined => {
    tokens.push({ kind: 'error', text: message, at });
    return undefined;
  };

  if (text.startsWith('/*', start)) return skipComment(text, start, tokens);
  tokens.push({ kind: 'left-delimiter', text: '{{', at: open });
  for (;;) {
    const closing = closingLength(text, at);
    if (closing > 0) {
      if (depth > 0) return fail('unclosed left paren');
      tokens.push({ kind: 'right-delimiter', text: '}}', at });
      return afterClosing(text, at, closing);
    }
    const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (at >= text.length) return fail('unclosed action');
    if (isSpace(char)) {
      let end = at + 1;
      while (isSpace(text[end] ?? '') && closingLength(text, end) !== 4) end++;
      push('space', end);
    } else if (char === '=') {
      push('assign', at + 1);
    } else if (char === ':') {
      if (text[at + 1] !== '=') return fail('expected :=');
      push('declare', at + 2);
    } else if (char === '|') {
      push('pipe', at + 1);
    } else if (char === '"' || char === "'" || char === '`') {
      const end = quotedEnd(text, at, char);
      if (end === undefined) return fail(unterminated[char]);
      push(char === "'" ? 'character-constant' : 'string', end);
    } else if (char === '$' || (char === '.' && !/[0-9]/.test(text[at + 1] ?? ''))) {
      const end = wordEnd(text, at + 1);
      if (!endsWord(text, end)) return fail(`bad character ${unicodeName(charAt(text, end))}`);
      push(end === at + 1 && char === '.' ? 'dot' : char === '.' ? 'field' : 'variable', end);
    } else if (/[+\-.0-9]/.test(char)) {
      const end = numberEnd(text, at);
      if (end === undefined)
        return fail(`bad number syntax: ${JSON.stringify(text.slice(at, wordEnd(text, at + 1) || at + 1))}`);
      push('number', end);
    } else if (wordChar.test(char)) {
      const end = wordEnd(text, at);
      if (!endsWord(text, end)) return fail(`bad character ${unicodeName(charAt(text, end))}`);
      push(wordKind(text.slice(at, end)), end);
    } else if (char === '(') {
      depth++;
      push('left-paren', at + 1);
    } else if (char === ')') {
      depth--;
      push('right-paren', at + 1);
      if (depth < 0) return fail(`unexpected right paren ${unicodeName(char)}`);
    } else if (char > ' ' && char < '\x7f') {
      push('char', at + 1);
    } else {
      return fail(`unrecognized character in action: ${unicodeName(char)}`);
    }
  }
}

const unterminated = {
  '"': 'unterminated quoted string',
  "'": 'unterminated character constant',
  '`': 'unterminated raw quoted string',
} as const;

function skipComment(text: string, start: number, tokens: Token[]): number | undefined {
  const end = text.indexOf('*/', start + 2);
  if (end === -1) {
    tokens.push({ kind: 'error', text: 'unclosed comment', at: start });
    return undefined;
  }
  const closing = closingLength(text, end + 2);
  if (closing === 0) {
    tokens.push({ kind: 'error', text: 'comment ends before closing delimiter', at: end });
    return undefined;
  }
  return afterClosing(text, end + 2, closing);
}

const charAt = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 0);

function wordEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && wordChar.test(charAt(text, at))) at += charAt(text, at).length;
  return at;
}

/** Words must be followed by something that can follow a word: `$x$y` is not two of them. */
const endsWord = (text: string, at: number): boolean =>
  at >= text.length || ' \t\r\n.,|:)('.includes(text[at] ?? '') || text.startsWith('}}', at);

function wordKind(word: string): TokenKind {
  if (keywords.has(word)) return 'keyword';
  if (word === 'true' || word === 'false') return 'bool';
  return word === 'nil' ? 'nil' : 'identifier';
}

/** One past the closing quote. */
function quotedEnd(text: string, start: number, quote: string): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === quote) return at + 1;
    if (quote === '`') continue;
    if (char === '\n') return undefined;
    if (char === '\\') {
      at++;
      if (text[at] === '\n') return undefined;
    }
  }
  return undefined;
}

function numberEnd(text: string, start: number): number | undefined {
  numberPattern.lastIndex = start;
  const length = numberPattern.exec(text)?.[0].length ?? 0;
  const end = start + length;
  return length === 0 || wordChar.test(charAt(text, end)) ? undefined : end;
}
