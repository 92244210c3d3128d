import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineReader } from '../../src/signals/line-reader.ts';

type Event = readonly [kind: 'line' | 'cut' | 'overlong' | 'not-utf8', number: number, text?: string];

function read(chunks: readonly Uint8Array[], maxBytes = 1 << 20): readonly Event[] {
  const events: Event[] = [];
  const reader = lineReader(
    {
      line: (text, number, isCut) => events.push([isCut ? 'cut' : 'line', number, text]),
      overlong: (number) => events.push(['overlong', number]),
      notUtf8: (number) => events.push(['not-utf8', number]),
    },
    maxBytes,
  );
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return events;
}

/** The bytes, cut at some places. */
function cutAt(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
}

const places = fc.array(fc.nat(400), { maxLength: 8 });

describe('lineReader', () => {
  it('reads the same lines however the bytes are cut', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll(/[\r\n]/g, ' '));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), fc.boolean(), places, (lines, isEnded, cuts) => {
        const text = lines.join('\n') + (isEnded && lines.length > 0 ? '\n' : '');
        const all = text.split('\n').map((each, i): Event => ['line', i + 1, each]);
        const last = all.pop();
        const expected = last?.[2] === '' ? all : [...all, ['cut', ...(last ?? []).slice(1)]];
        expect(read(cutAt(Buffer.from(text), cuts))).toEqual(expected);
      }),
    );
  });

  it('says the same about any bytes however they are cut', () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((all) => all.map((byte) => (byte % 7 === 0 ? 10 : byte)));
    fc.assert(
      fc.property(bytes, places, (all, cuts) => {
        expect(read(cutAt(all, cuts), 12)).toEqual(read([all], 12));
      }),
    );
  });

  it('takes the carriage return of a line away', () => {
    expect(read([Buffer.from('a\r\nb\r\n')])).toEqual([
      ['line', 1, 'a'],
      ['line', 2, 'b'],
    ]);
  });

  it('goes on after a line that is too long, and after one that is not UTF-8', () => {
    const bytes = Buffer.concat([
      Buffer.from(`a\n${'x'.repeat(50)}\nb\n`),
      Buffer.from([0xff, 0x0a]),
      Buffer.from('c\n'),
    ]);
    for (const size of [1, 3, 7, 100]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      expect(read(chunks, 20)).toEqual([
        ['line', 1, 'a'],
        ['overlong', 2],
        ['line', 3, 'b'],
        ['not-utf8', 4],
        ['line', 5, 'c'],
      ]);
    }
  });
});
