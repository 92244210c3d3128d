import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locationOf, offsetOf, textLines } from '../../src/diagnostics/text-lines.ts';

const text = fc
  .array(fc.constantFrom('a', 'é', '😀', '\n', '\r\n', '\r', ' '), { maxLength: 30 })
  .map((parts) => parts.join(''));

describe('text-lines', () => {
  it('turns offsets into lines and columns and back', () => {
    fc.assert(
      fc.property(text, fc.nat(60), (content, wanted) => {
        const lines = textLines('x', content);
        const offset = Math.min(wanted, content.length);
        const { line, column } = locationOf(lines, { start: offset, end: offset });
        expect(offsetOf(lines, line, column)).toBe(offset);
        const before = content.slice(0, offset).split(/\r\n|\r|\n/);
        // Between CR and LF the line has ended, and the next one has not begun.
        if (content[offset - 1] !== '\r' || content[offset] !== '\n') {
          expect(line).toBe(before.length);
          expect(column).toBe(before.at(-1)!.length + 1);
        }
      }),
    );
  });

  it('takes offsets beyond the text for its end, and never ends before the start', () => {
    const lines = textLines('x.yaml', 'one\ntwo');
    expect(locationOf(lines, { start: 4, end: 99 })).toEqual({
      file: 'x.yaml',
      line: 2,
      column: 1,
      endLine: 2,
      endColumn: 4,
    });
    expect(locationOf(lines, { start: 5, end: 1 })).toMatchObject({ line: 2, column: 2, endLine: 2, endColumn: 2 });
  });
});
