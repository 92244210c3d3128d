import type { LabelSet } from './label-table.ts';
import { xxhash64 } from './xxhash64.ts';

/** The hash by which Prometheus tells label sets apart, over length-prefixed names and values. */
export function hashLabelSet({ names, values }: LabelSet): bigint {
  const encoder = new TextEncoder();
  const bytes: number[] = [];
  names.forEach((name, i) => {
    for (const text of [name, values[i] ?? '']) {
      const encoded = encoder.encode(text);
      if (encoded.length < 255) bytes.push(encoded.length);
      else bytes.push(255, encoded.length & 0xff, (encoded.length >> 8) & 0xff, (encoded.length >> 16) & 0xff);
      bytes.push(...encoded);
    }
  });
  return xxhash64(Uint8Array.from(bytes));
}
