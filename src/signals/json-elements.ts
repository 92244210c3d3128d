import { Buffer } from 'node:buffer';

/** Which parts of a JSON text are wanted: a way down to them. Whatever lies elsewhere is skipped unread. */
export type JsonRule =
  /** An object, of which these fields matter; `enter` names it to the sink when one begins. */
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, JsonRule>>; readonly enter?: string }
  | { readonly kind: 'list'; readonly item: JsonRule }
  /** A value that the sink gets as a whole. */
  | { readonly kind: 'value'; readonly as: string };

/** A place in the text; both count from 1, columns in bytes. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** What is told about a text. */
export interface JsonSink {
  readonly enter: (name: string) => void;
  readonly value: (as: string, bytes: Buffer, at: TextPlace) => void;
  /** A wanted value is longer than allowed: it is skipped. */
  readonly overlong: (as: string, at: TextPlace) => void;
  /** Something else stands where an object or a list is on the way down; `null` counts as absent. It is skipped. */
  readonly mismatch: (wanted: 'object' | 'list', at: TextPlace) => void;
  /** Something stands where it cannot; reading goes on at the next line that begins with `{`. */
  readonly malformed: (expected: string, at: TextPlace) => void;
  /** The text ends before its last value does. */
  readonly cutOff: (at: TextPlace) => void;
}

const quote = 0x22;
const backslash = 0x5c;
const newline = 0x0a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const colon = 0x3a;
/** What `null` begins with. */
const letterN = 0x6e;
const byteOrderMark = [0xef, 0xbb, 0xbf];
/** Keys that are wanted are short. */
const longestKey = 1000;
const isSpace = (byte: number): boolean => byte === 0x20 || byte === newline || byte === 0x0d || byte === 0x09;

type Expected = 'value' | 'value or ]' | 'key or }' | 'key' | ':' | ', or }' | ', or ]';

interface Frame {
  readonly rule: Extract<JsonRule, { kind: 'object' | 'list' }>;
}

/**
 * Reads JSON texts, one after the other (one document, or one per line), from chunks of bytes, and hands out the wanted
 * values one by one: a document of any size takes the memory of its largest wanted value, and of no more than `maxBytes`.
 * Only the way down to these values is checked; what is in them, whoever parses them checks.
 */
export function jsonElements(root: JsonRule, sink: JsonSink, maxBytes: number) {
  const stack: Frame[] = [];
  let expected: Expected = 'value';
  /** What the value that comes next is to be read with; undefined: it is skipped. */
  let next: JsonRule | undefined = root;
  let key: string | undefined;
  let mode: 'structure' | 'nested' | 'text' | 'word' | 'lost' = 'structure';
  let depth = 0;
  let inText = false;
  let escaped = false;
  let kept: Buffer[] | undefined;
  let keptBytes = 0;
  let place: TextPlace = { line: 1, column: 1 };
  let line = 1;
  /** Bytes before the current chunk, and before the current line. */
  let before = 0;
  let lineStart = 0;
  let afterNewline = true;

  const done = (): void => {
    const top = stack.at(-1);
    expected = top === undefined ? 'value' : top.rule.kind === 'object' ? ', or }' : ', or ]';
    if (top === undefined) next = root;
    mode = 'structure';
  };

  const isKeyExpected = (): boolean => expected === 'key' || expected === 'key or }';

  /** Counts what is kept of a value; stops keeping it when it is too long. */
  const keep = (bytes: number): void => {
    keptBytes += bytes;
    if (kept === undefined || keptBytes <= (isKeyExpected() ? longestKey : maxBytes)) return;
    kept = undefined;
    if (!isKeyExpected() && next?.kind === 'value') sink.overlong(next.as, place);
  };

  const finish = (chunk: Buffer, from: number, to: number): void => {
    const isKey = isKeyExpected();
    keep(to - from);
    const bytes = kept === undefined ? undefined : joined(kept, chunk.subarray(from, to));
    kept = undefined;
    if (isKey) {
      key = bytes === undefined ? undefined : keyText(bytes);
      expected = ':';
      mode = 'structure';
      return;
    }
    if (bytes !== undefined && next?.kind === 'value') sink.value(next.as, bytes, place);
    done();
  };

  const open = (byte: number, at: TextPlace): boolean => {
    const rule = next;
    place = at;
    if (rule?.kind === 'object' && byte === openBrace) {
      stack.push({ rule });
      expected = 'key or }';
      if (rule.enter !== undefined) sink.enter(rule.enter);
      return true;
    }
    if (rule?.kind === 'list' && byte === openBracket) {
      stack.push({ rule });
      expected = 'value or ]';
      next = rule.item;
      return true;
    }
    if (rule !== undefined && rule.kind !== 'value' && byte !== letterN) sink.mismatch(rule.kind, at);
    return false;
  };

  const lose = (at: TextPlace): void => {
    const what =
      expected === 'value'
        ? 'a value'
        : expected === 'key'
          ? 'a key'
          : expected.replace('key', 'a key').replace('value', 'a value');
    sink.malformed(what, at);
    stack.length = 0;
    expected = 'value';
    next = root;
    kept = undefined;
    mode = 'lost';
  };

  /** One byte between values. */
  const structure = (byte: number, at: TextPlace): 'taken' | 'begins' | 'wrong' => {
    switch (expected) {
      case 'key or }':
      case 'key':
        if (byte === quote) return 'begins';
        if (byte !== closeBrace || expected === 'key') return 'wrong';
        stack.pop();
        done();
        return 'taken';
      case ':': {
        if (byte !== colon) return 'wrong';
        const rule = stack.at(-1)?.rule;
        next =
          rule?.kind === 'object' && key !== undefined && Object.hasOwn(rule.fields, key)
            ? rule.fields[key]
            : undefined;
        expected = 'value';
        return 'taken';
      }
      case ', or }':
      case ', or ]': {
        const isObject = expected === ', or }';
        if (byte === comma) {
          const rule = stack.at(-1)?.rule;
          expected = isObject ? 'key' : 'value';
          next = rule?.kind === 'list' ? rule.item : undefined;
          return 'taken';
        }
        if (byte !== (isObject ? closeBrace : closeBracket)) return 'wrong';
        stack.pop();
        done();
        return 'taken';
      }
      case 'value or ]':
        if (byte === closeBracket) {
          stack.pop();
          done();
          return 'taken';
        }
        break;
      case 'value':
        break;
    }
    if (byte === closeBrace || byte === closeBracket || byte === comma || byte === colon) return 'wrong';
    return open(byte, at) ? 'taken' : 'begins';
  };

  const push = (bytes: Uint8Array): void => {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const size = chunk.length;
    /** Where the value that is being kept begins in this chunk. */
    let from = 0;
    let i = 0;
    while (i < size) {
      const byte = chunk[i] as number;
      if (mode === 'structure') {
        if (byte === newline) {
          line += 1;
          lineStart = before + i + 1;
        }
        if (isSpace(byte)) {
          i += 1;
          continue;
        }
        if (byte === byteOrderMark[before + i]) {
          i += 1;
          continue;
        }
        const at = { line, column: before + i - lineStart + 1 };
        const step = structure(byte, at);
        if (step === 'wrong') {
          lose(at);
          continue;
        }
        if (step === 'begins') {
          keptBytes = 0;
          kept = isKeyExpected() || next?.kind === 'value' ? [] : undefined;
          from = i;
          mode = byte === quote ? 'text' : byte === openBrace || byte === openBracket ? 'nested' : 'word';
          depth = mode === 'nested' ? 1 : 0;
          inText = byte === quote;
        }
        i += 1;
      } else if (mode === 'text' || mode === 'nested') {
        if (inText) {
          // The longest parts of most values: nothing but a quote or a backslash matters.
          if (escaped) {
            escaped = false;
            i += 1;
          }
          while (i < size && chunk[i] !== quote && chunk[i] !== backslash) i += 1;
          if (i === size) break;
          if (chunk[i] === backslash) escaped = true;
          else inText = false;
          i += 1;
          if (mode === 'text' && !inText) finish(chunk, from, i);
          continue;
        }
        if (byte === quote) inText = true;
        else if (byte === openBrace || byte === openBracket) depth += 1;
        else if (byte === closeBrace || byte === closeBracket) depth -= 1;
        else if (byte === newline) {
          line += 1;
          lineStart = before + i + 1;
        }
        i += 1;
        if (depth === 0) finish(chunk, from, i);
      } else if (mode === 'word') {
        if (isSpace(byte) || byte === comma || byte === closeBrace || byte === closeBracket) finish(chunk, from, i);
        else i += 1;
      } else {
        if (byte === openBrace && afterNewline) {
          mode = 'structure';
          continue;
        }
        afterNewline = byte === newline;
        if (afterNewline) {
          line += 1;
          lineStart = before + i + 1;
        }
        i += 1;
      }
      if (mode !== 'lost') afterNewline = false;
    }
    if (kept !== undefined) {
      kept.push(chunk.subarray(from));
      keep(size - from);
    }
    before += size;
  };

  return {
    push,
    end: (): void => {
      const at = { line, column: before - lineStart + 1 };
      if (mode === 'word' && stack.length === 0) finish(Buffer.alloc(0), 0, 0);
      else if (mode !== 'lost' && (mode !== 'structure' || stack.length > 0)) sink.cutOff(at);
    },
  };
}

const joined = (parts: readonly Buffer[], last: Buffer): Buffer =>
  parts.length === 0 ? last : Buffer.concat([...parts, last]);

/** The text of a key; `undefined` when it is no JSON text, and therefore no key that is wanted. */
function keyText(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  if (!text.includes('\\')) return text.slice(1, -1);
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}
