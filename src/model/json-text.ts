import type { Range } from '../diagnostics/text-lines.ts';
import type { SourceNode } from './source-tree.ts';
import type { ReadText } from './yaml-text.ts';

/** Deeper than any specification, and shallow enough for recursion. */
const maxDepth = 250;

interface Field {
  readonly key: Range;
  readonly node: JsonNode;
}

interface JsonNode {
  readonly range: Range;
  readonly value: unknown;
  readonly fields?: ReadonlyMap<string, Field>;
  readonly items?: readonly JsonNode[];
}

/** Thrown inside this file only: the first mistake ends the reading. */
class JsonFault extends Error {
  readonly code: string;
  readonly help: string;
  readonly range: Range;
  constructor(code: string, message: string, help: string, range: Range) {
    super(message);
    this.code = code;
    this.help = help;
    this.range = range;
  }
}

/** Reads JSON as RFC 8259 has it, with unique keys, and remembers where everything stands. */
export function readJson(text: string): ReadText {
  try {
    const cursor = { text, at: 0 };
    const node = readValue(cursor, 0);
    skipSpace(cursor);
    if (cursor.at < text.length) throw unexpected(cursor, 'the end of the file');
    return { ok: true, data: node.value, root: sourceNode(node) };
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    const { code, message, help, range } = fault;
    return { ok: false, faults: [{ code, message, help, range }] };
  }
}

interface Cursor {
  readonly text: string;
  at: number;
}

const space = /[ \t\n\r]*/y;
const word = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;
// A string up to its closing quote; what the escapes mean is left to `JSON.parse`.
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings must not contain them
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;

function match(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0];
  if (found !== undefined) cursor.at += found.length;
  return found;
}

const skipSpace = (cursor: Cursor): void => {
  match(cursor, space);
};

function take(cursor: Cursor, char: string): boolean {
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== char) return false;
  cursor.at += 1;
  return true;
}

function unexpected({ text, at }: Cursor, expected: string, help = 'correct the JSON'): JsonFault {
  const found = text.codePointAt(at);
  const what = found === undefined ? 'the file ends' : `\`${String.fromCodePoint(found)}\` stands`;
  const range = { start: at, end: Math.min(text.length, at + 1) };
  return new JsonFault('json/syntax', `${what} where ${expected} is expected`, help, range);
}

function readValue(cursor: Cursor, depth: number): JsonNode {
  skipSpace(cursor);
  const start = cursor.at;
  if (depth > maxDepth) {
    const message = `the file is nested more than ${maxDepth} levels deep`;
    throw new JsonFault('json/too-deep', message, 'flatten it', { start, end: start + 1 });
  }
  if (take(cursor, '{')) return readObject(cursor, start, depth);
  if (take(cursor, '[')) return readArray(cursor, start, depth);
  const source = cursor.text[start] === '"' ? readString(cursor) : match(cursor, word);
  if (source === undefined) throw unexpected(cursor, 'a value');
  return { range: { start, end: cursor.at }, value: JSON.parse(source) };
}

function readString(cursor: Cursor): string {
  const source = match(cursor, string);
  if (source !== undefined) return source;
  const start = cursor.at;
  const line = /^"[^\r\n]*/.exec(cursor.text.slice(start, start + 200))?.[0] ?? '"';
  const help = 'close it with `"`, and escape `"`, `\\` and line breaks inside';
  throw new JsonFault('json/syntax', 'this string is not valid', help, { start, end: start + line.length });
}

function readObject(cursor: Cursor, start: number, depth: number): JsonNode {
  const fields = new Map<string, Field>();
  const value: Record<string, unknown> = {};
  for (let first = true; !take(cursor, '}'); first = false) {
    if (!first && !take(cursor, ',')) throw unexpected(cursor, '`,` or `}`');
    skipSpace(cursor);
    const key = { start: cursor.at, end: cursor.at };
    if (cursor.text[cursor.at] !== '"')
      throw unexpected(cursor, first ? 'a key or `}`' : 'a key', first ? undefined : 'remove the comma, or add a key');
    const name = String(JSON.parse(readString(cursor)));
    key.end = cursor.at;
    if (fields.has(name)) {
      const message = `the key \`${name.slice(0, 80)}\` occurs twice`;
      throw new JsonFault('json/duplicate-key', message, 'keep one of them', key);
    }
    if (!take(cursor, ':')) throw unexpected(cursor, '`:`');
    const node = readValue(cursor, depth + 1);
    fields.set(name, { key, node });
    // An assignment would not make a field of `__proto__`.
    Object.defineProperty(value, name, { value: node.value, enumerable: true, writable: true, configurable: true });
  }
  return { range: { start, end: cursor.at }, value, fields };
}

function readArray(cursor: Cursor, start: number, depth: number): JsonNode {
  const items: JsonNode[] = [];
  while (!take(cursor, ']')) {
    if (items.length > 0 && !take(cursor, ',')) throw unexpected(cursor, '`,` or `]`');
    items.push(readValue(cursor, depth + 1));
  }
  return { range: { start, end: cursor.at }, value: items.map(({ value }) => value), items };
}

function sourceNode({ range, value, fields, items }: JsonNode): SourceNode {
  return {
    range,
    isCollection: fields !== undefined || items !== undefined,
    ...(typeof value === 'string' ? { text: value } : {}),
    child: (key) => {
      const field = fields?.get(String(key));
      if (field !== undefined) return { key: field.key, node: sourceNode(field.node) };
      const item = typeof key === 'number' ? items?.[key] : undefined;
      return item && { node: sourceNode(item) };
    },
  };
}
