import { isPlain, isPrintable } from './yaml-scalar.ts';

/** What {@link readCanonicalYaml} returns for a text that it leaves to a full YAML reader. */
export const notCanonical = Symbol('not canonical YAML');

/**
 * Reads the part of YAML that `toYaml` writes, twenty times as fast as a full reader: thousands of generated files are
 * read back on every check. It never guesses: whatever it is not sure to understand as a full reader does is
 * {@link notCanonical}, mistakes included.
 */
export function readCanonicalYaml(text: string): unknown {
  const reader = new Reader(text);
  const value = reader.block(0);
  return reader.failed || !reader.atEnd() ? notCanonical : value;
}

const space = 0x20;
const dash = 0x2d;
const lineBreak = 0x0a;

const integer = /^-?(?:0|[1-9][0-9]{0,15})$/;
const decimal = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?$/;

/** Most plain texts of a generated file occur over and over again; long ones are the samples of rule tests. */
const shortTexts = new Map<string, unknown>();
const longTexts = new Map<string, unknown>();
const mostShort = 20_000;
const mostLong = 2000;

function plainValue(text: string): unknown {
  if (text.length > 2000) return readPlain(text);
  const isLong = text.length >= 80;
  const texts = isLong ? longTexts : shortTexts;
  const known = texts.get(text);
  if (known !== undefined) return known;
  const value = readPlain(text);
  if (value !== null && texts.size < (isLong ? mostLong : mostShort)) texts.set(text, value);
  return value;
}

function readPlain(text: string): unknown {
  if (isPlain(text)) return text;
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  if (integer.test(text) || decimal.test(text)) return Number(text);
  return notCanonical;
}

/** The whole of a scalar that stands on one line. */
function inlineValue(text: string): unknown {
  const first = text[0];
  if (first === '"') return doubleQuoted(text);
  if (first === "'") {
    if (!/^'(?:[^']|'')*'$/.test(text)) return notCanonical;
    return text.slice(1, -1).replaceAll("''", "'");
  }
  if (text === '[]') return [];
  if (text === '{}') return {};
  return plainValue(text);
}

/** JSON strings are YAML strings. */
function doubleQuoted(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : notCanonical;
  } catch {
    return notCanonical;
  }
}

/** A cursor over the lines of a text. It stands at the start of a line with content, or at the end. */
class Reader {
  failed = false;
  private readonly text: string;
  private start = 0;
  private end = 0;
  private indent = 0;

  constructor(text: string) {
    this.text = text;
    this.enter(0);
  }

  atEnd(): boolean {
    return this.start >= this.text.length;
  }

  /** The list or mapping whose lines are indented by exactly `indent`. */
  block(indent: number): unknown {
    if (this.atEnd() || this.indent !== indent) return this.fail();
    if (this.isItem()) return this.list(indent);
    const line = this.text.slice(this.start + indent, this.end);
    if (indent === 0 && (line === '[]' || line === '{}')) {
      this.enter(this.end + 1);
      return inlineValue(line);
    }
    return this.mapping(indent);
  }

  private list(indent: number): unknown {
    const items: unknown[] = [];
    while (!this.failed && !this.atEnd() && this.indent === indent && this.isItem()) {
      const at = this.start + indent + 2;
      const nested = this.text.charCodeAt(at) === dash && this.text.charCodeAt(at + 1) === space;
      if (nested || this.keyEnd(at) !== -1) {
        // What follows the dash is a line of a block of its own, two columns in.
        this.indent = indent + 2;
        items.push(nested ? this.list(indent + 2) : this.mapping(indent + 2));
      } else {
        items.push(this.scalar(at, indent));
      }
    }
    if (!this.atEnd() && this.indent > indent) return this.fail();
    return items;
  }

  private mapping(indent: number): unknown {
    const entries: Record<string, unknown> = {};
    while (!this.failed && !this.atEnd() && this.indent === indent) {
      const keyStart = this.start + indent;
      if (this.isItem()) return this.fail();
      const keyEnd = this.keyEnd(keyStart);
      const key = keyEnd === -1 ? notCanonical : inlineValue(this.text.slice(keyStart, keyEnd));
      if (typeof key !== 'string' || key === '__proto__' || Object.hasOwn(entries, key)) return this.fail();
      if (keyEnd + 1 === this.end) {
        this.enter(this.end + 1);
        if (this.indent <= indent) return this.fail();
        entries[key] = this.block(indent + 2);
      } else {
        entries[key] = this.scalar(keyEnd + 2, indent);
      }
    }
    if (!this.atEnd() && this.indent > indent) return this.fail();
    return entries;
  }

  /** Whether the line starts an item: a dash at its indentation, and a space. */
  private isItem(): boolean {
    const at = this.start + this.indent;
    return this.text.charCodeAt(at) === dash && this.text.charCodeAt(at + 1) === space;
  }

  /** Where the colon after the key that starts at `at` is, or -1 when the line has no key there. */
  private keyEnd(at: number): number {
    const quote = this.text[at];
    let from = at;
    if (quote === '"' || quote === "'") {
      const pattern = quote === '"' ? /"(?:[^"\\\n]|\\.)*"/y : /'(?:[^'\n]|'')*'/y;
      pattern.lastIndex = at;
      if (!pattern.test(this.text)) return -1;
      from = pattern.lastIndex;
      if (this.text[from] !== ':') return -1;
    }
    const colon = this.text.indexOf(':', from);
    for (let i = colon; i !== -1 && i < this.end; i = this.text.indexOf(':', i + 1)) {
      if (i + 1 === this.end || this.text.charCodeAt(i + 1) === space) return i;
    }
    return -1;
  }

  /** A value from `at` to the end of its line, or a literal below it. */
  private scalar(at: number, indent: number): unknown {
    const text = this.text.slice(at, this.end);
    const after = this.end + 1;
    if (/^\|2?-?$/.test(text)) return this.literal(after, indent + 2, text);
    const value = inlineValue(text);
    if (value === notCanonical) return this.fail();
    this.enter(after);
    return value;
  }

  private literal(from: number, indent: number, header: string): unknown {
    const margin = ' '.repeat(indent);
    const lines: string[] = [];
    let at = from;
    let blank = 0;
    while (at < this.text.length) {
      const found = this.text.indexOf('\n', at);
      const end = found === -1 ? this.text.length : found;
      if (end === at) {
        blank++;
      } else if (this.text.startsWith(margin, at) && end > at + indent) {
        const line = this.text.slice(at + indent, end);
        // Where the indentation of the first line starts, or whether a line is blank, is for a full reader to say.
        if (line.trim() === '' || !isPrintable(line)) return this.fail();
        const indented = line.startsWith(' ') && !header.includes('2');
        if (lines.length === 0 && (blank > 0 || indented)) return this.fail();
        for (; blank > 0; blank--) lines.push('');
        lines.push(line);
      } else break;
      at = end + 1;
    }
    if (lines.length === 0 || blank > 0) return this.fail();
    this.enter(at);
    return lines.join('\n') + (header.endsWith('-') ? '' : '\n');
  }

  private fail(): typeof notCanonical {
    this.failed = true;
    return notCanonical;
  }

  /** Goes to the first line with content at or after `at`; comments are lines of their own. */
  private enter(at: number): void {
    let start = at;
    for (;;) {
      if (start >= this.text.length) break;
      let i = start;
      while (this.text.charCodeAt(i) === space) i++;
      const code = this.text.charCodeAt(i);
      const found = this.text.indexOf('\n', i);
      const end = found === -1 ? this.text.length : found;
      if (code === lineBreak || this.text[i] === '#') {
        start = end + 1;
        continue;
      }
      this.start = start;
      this.end = end;
      this.indent = i - start;
      return;
    }
    this.start = this.text.length;
    this.end = this.start;
    this.indent = -1;
  }
}
