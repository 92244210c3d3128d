const plain: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

const numeric = /x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}/y;

/**
 * The value of a string literal of Go, quotes included; bytes that are not UTF-8 become U+FFFD.
 * @returns `undefined` when an escape sequence is not one of Go's.
 */
export function unquoteGo(literal: string): string | undefined {
  const quote = literal[0] ?? '"';
  const body = literal.slice(1, -1);
  if (quote === '`') return body.replaceAll('\r', '');
  if (!body.includes('\\')) return body;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (let at = 0; at < body.length; ) {
    const char = String.fromCodePoint(body.codePointAt(at) ?? 0);
    if (char !== '\\') {
      bytes.push(...encoder.encode(char));
      at += char.length;
      continue;
    }
    const next = body[at + 1] ?? '';
    const simple = next === quote ? quote : plain[next];
    if (simple !== undefined) {
      bytes.push(...encoder.encode(simple));
      at += 2;
      continue;
    }
    numeric.lastIndex = at + 1;
    const sequence = numeric.exec(body)?.[0];
    if (sequence === undefined) return undefined;
    const octal = /^[0-7]/.test(sequence);
    const code = octal ? Number.parseInt(sequence, 8) : Number.parseInt(sequence.slice(1), 16);
    if (octal || sequence.startsWith('x')) {
      if (code > 255) return undefined;
      bytes.push(code);
    } else {
      if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
      bytes.push(...encoder.encode(String.fromCodePoint(code)));
    }
    at += 1 + sequence.length;
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}
