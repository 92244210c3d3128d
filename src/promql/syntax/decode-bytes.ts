const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The first of the 128 unpaired surrogates that stand for the bytes 0x80 to 0xff where these are not UTF-8. */
const firstByte = 0xdc80;

/** UTF-8 as text. A byte that is not part of any becomes the surrogate U+DC80 to U+DCFF, which no text of Prometheus contains: nothing is lost. */
export function decodeBytes(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const char = decoded(bytes.slice(at, at + length));
    text += char ?? String.fromCharCode(firstByte + lead - 0x80);
    at += char === undefined ? 1 : length;
  }
  return text;
}

function decoded(bytes: readonly number[]): string | undefined {
  try {
    return decoder.decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}

/** The byte that a code unit stands for, if it is one of those that `decodeBytes` makes of bytes that are not UTF-8. */
export const byteOf = (code: number): number | undefined =>
  code >= firstByte && code < firstByte + 0x80 ? code - firstByte + 0x80 : undefined;
