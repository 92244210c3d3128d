import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../../src/cli/reporters/code-frame.ts';
import { plain } from '../../../src/cli/reporters/colors.ts';
import { displayWidth } from '../../../src/cli/reporters/display-width.ts';

const frame = (source: string, at: readonly [number, number, number?, number?], columns = 100) => {
  const [line, column, endLine, endColumn] = at;
  return codeFrame(
    source,
    {
      file: 'x',
      line,
      column,
      ...(endLine === undefined ? {} : { endLine }),
      ...(endColumn === undefined ? {} : { endColumn }),
    },
    plain,
    columns,
  ).split('\n');
};

describe('codeFrame', () => {
  it.each([
    {
      name: 'a span',
      source: 'for: 5 min',
      at: [1, 6, 1, 11],
      expected: ['  |', '1 | for: 5 min', '  |      ^^^^^', ''],
    },
    { name: 'a point', source: 'for: 5m', at: [1, 6], expected: ['  |', '1 | for: 5m', '  |      ^', ''] },
    { name: 'the end of a line', source: 'for:', at: [1, 5], expected: ['  |', '1 | for:', '  |     ^', ''] },
    { name: 'beyond the end', source: 'for:', at: [1, 50, 1, 60], expected: ['  |', '1 | for:', '  |     ^', ''] },
    {
      name: 'tabs',
      source: '\tby:\t[x]',
      at: [1, 6, 1, 9],
      expected: ['  |', '1 |     by: [x]', '  |         ^^^', ''],
    },
    {
      name: 'wide characters',
      source: 'a: "警報", b: "🔔", c',
      at: [1, 5, 1, 7],
      expected: ['  |', '1 | a: "警報", b: "🔔", c', '  |     ^^^^', ''],
    },
    {
      name: 'what comes after wide characters',
      source: '警報👩‍💻é: x',
      at: [1, 11, 1, 12],
      expected: ['  |', '1 | 警報👩‍💻é: x', '  |          ^', ''],
    },
    {
      name: 'an empty line',
      source: 'a\n\nb',
      at: [2, 1],
      expected: ['  |', '2 | ', '  | ^', ''],
    },
    {
      name: 'several lines',
      source: 'a: [\n  b,\n  c,\n]\nd',
      at: [1, 4, 4, 2],
      expected: ['  |', '1 | a: [', '  |    ^', '2 |   b,', '  |   ^^', '3 |   c,', '  |   ^^', '4 | ]', '  | ^', ''],
    },
    {
      name: 'more lines than are shown',
      source: Array.from({ length: 20 }, (_, i) => `l${i + 1}`).join('\r\n'),
      at: [8, 1, 15, 2],
      expected: [
        '   |',
        ' 8 | l8',
        '   | ^^',
        ' 9 | l9',
        '   | ^^',
        '10 | l10',
        '   | ^^^',
        '11 | l11',
        '   | ^^^',
        '   | …',
        '',
      ],
    },
  ] as const)('underlines $name', ({ source, at, expected }) => {
    expect(frame(source, at)).toEqual(expected);
  });

  it('has nothing to show of a line that is not there', () => {
    expect(frame('a\nb', [3, 1])).toEqual(['']);
    expect(frame('a', [0, 1])).toEqual(['']);
  });

  it('makes control and direction characters harmless', () => {
    expect(frame('a\u001b[31m\u202eb', [1, 1])[1]).toBe('1 | a\ufffd[31m\ufffdb');
  });

  it('cuts a long line around the mark', () => {
    const [, text = '', carets = ''] = frame(`${'a'.repeat(500)}MARK${'b'.repeat(500)}`, [1, 501, 1, 505], 60);
    expect(text).toMatch(/^1 \| …a+MARKb+…$/);
    expect(text.length).toBeLessThanOrEqual(60);
    expect(text.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('MARK');
  });

  it('is quick on a line of megabytes', () => {
    const started = performance.now();
    const [, text = ''] = frame('x'.repeat(5_000_000), [1, 2_500_000, 1, 4_900_000]);
    expect(text.length).toBeLessThanOrEqual(100);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('points at the marked characters, whatever the line, and keeps to the width', () => {
    const chunk = fc.constantFrom('a', 'bc', ' ', '警', '報', '🔔', 'é', '-', '"');
    fc.assert(
      fc.property(
        fc.array(chunk, { maxLength: 80 }),
        fc.nat(),
        fc.nat(5),
        fc.integer({ min: 30, max: 100 }),
        (chunks, from, length, width) => {
          const line = chunks.join('');
          fc.pre(chunks.length > 0 && !line.startsWith(' '));
          const start = from % chunks.length;
          const before = chunks.slice(0, start).join('');
          const marked = chunks.slice(start, start + 1 + length).join('');
          const [, text = '', carets = ''] = frame(
            line,
            [1, before.length + 1, 1, before.length + marked.length + 1],
            width,
          );
          expect(displayWidth(text)).toBeLessThanOrEqual(width);
          const head = carets.indexOf('^');
          // What stands above the first caret is the beginning of what is marked.
          let column = 0;
          let index = 0;
          while (column < head && index < text.length) {
            const character = String.fromCodePoint(text.codePointAt(index) ?? 0);
            column += displayWidth(character);
            index += character.length;
          }
          const first = [...marked][0] ?? '';
          expect(text.slice(index).startsWith(first.trim() === '' ? '' : first)).toBe(true);
          if (!text.includes('…')) expect(carets.length - head).toBe(displayWidth(marked));
        },
      ),
    );
  });
});
