import { byteOf } from './syntax/decode-bytes.ts';

/** A double-quoted string literal, with what cannot be seen escaped as Go's `strconv.Quote` does. */
export function quote(text: string): string {
  return `"${text.replace(/["\\\ufffd]|(?! )[\p{C}\p{Z}]/gu, (char) => escapes.get(char) ?? numericEscape(char))}"`;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
]);

function numericEscape(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const byte = byteOf(code);
  if (byte !== undefined) return `\\x${byte.toString(16)}`;
  // Neither another unpaired surrogate nor the bare replacement character is accepted by Prometheus' lexer.
  if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd';
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

/** The shortest digits that read back as the same number; exponents in Go's form (`1e+21`, `1e-07`). */
export function printNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return 'Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  if (Object.is(value, -0)) return '-0';
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}
