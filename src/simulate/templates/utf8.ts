const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes of the text in UTF-8: what Go counts. */
export const byteLength = (text: string): number => encoder.encode(text).length;

/** Part of a text by byte offsets; halves of characters become U+FFFD. */
export const byteSlice = (text: string, start: number, end: number): string =>
  decoder.decode(encoder.encode(text).subarray(start, end));

/** One byte of a text, or `undefined` beyond its end. */
export const byteAt = (text: string, index: number): number | undefined => encoder.encode(text)[index];
