import { byteOf } from '../syntax/decode-bytes.ts';
import type { LabelSet } from './label-table.ts';

/** A Go `%q` string: backslash escapes for quotes, backslashes and control characters. */
export function quoteGo(text: string): string {
  let quoted = '';
  for (const char of text) {
    const named = namedEscapes[char];
    const code = char.codePointAt(0) ?? 0;
    const byte = byteOf(code);
    if (named !== undefined) quoted += named;
    else if (byte !== undefined) quoted += `\\x${byte.toString(16)}`;
    else if (code < 0x20 || code === 0x7f) quoted += `\\x${code.toString(16).padStart(2, '0')}`;
    else quoted += char;
  }
  return `"${quoted}"`;
}

const namedEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** `{a="b", c="d"}` as Prometheus prints label sets in its errors; the metric name stands among the labels. */
export function formatLabelSet(set: LabelSet): string {
  const pairs = set.names.map((name, i) => {
    const plain = /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
    return `${plain ? name : quoteGo(name)}=${quoteGo(set.values[i] ?? '')}`;
  });
  return `{${pairs.join(', ')}}`;
}
