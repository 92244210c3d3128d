import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toYaml } from '../../../src/formats/yaml.ts';
import { locateInYaml } from '../../../src/validators/output/locate-in-yaml.ts';

/** The source between two places, and how its line starts. */
function textAt(text: string, { line, column, endLine = line, endColumn = column }: ReturnType<typeof one>): string {
  const lines = text.split('\n');
  if (line === endLine) return (lines[line - 1] ?? '').slice(column - 1, endColumn - 1);
  const middle = lines.slice(line, endLine - 1);
  return [
    (lines[line - 1] ?? '').slice(column - 1),
    ...middle,
    (lines[endLine - 1] ?? '').slice(0, endColumn - 1),
  ].join('\n');
}

function one(text: string, place: Parameters<typeof locateInYaml>[2][number]) {
  const [location] = locateInYaml(text, 'f.yml', [place]);
  if (location === undefined) throw new Error('no location');
  return location;
}

const word = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', "'", '"', '\\', ':', '#', '\n', 'ü', '🔔'),
  minLength: 1,
  maxLength: 12,
});

describe('locateInYaml', () => {
  it('finds a part of a string in its source, however it is written', () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        (texts, i, from, length) => {
          const index = i % texts.length;
          const value = texts[index] ?? '';
          const start = from % value.length;
          const end = Math.min(value.length, start + 1 + (length % 5));
          const part = value.slice(start, end);
          // A line break has no width, and half a character no source.
          fc.pre(!part.includes('\n') && !/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(part));
          const text = toYaml({ list: [{ texts }] });
          const found = textAt(text, one(text, { path: ['list', 0, 'texts', index], span: { start, end } }));
          const plain = [found, found.replaceAll("''", "'"), found.replace(/\\(["\\])/g, '$1')];
          expect(plain).toContain(part);
        },
      ),
    );
  });

  it('finds values, keys, and what is around a place that does not exist', () => {
    const text = '# x\na:\n  b: [c, "d"]\n  e: |-\n    f\n     g\n';
    const at = (path: readonly (string | number)[], more = {}) => textAt(text, one(text, { path, ...more }));
    expect(at(['a', 'b', 1])).toBe('"d"');
    expect(at(['a', 'b', '1'])).toBe('"d"');
    expect(at(['a', 'b'], { atKey: true })).toBe('b');
    expect(at(['a', 'b', 7])).toBe('[c, "d"]');
    expect(at(['a', 'b', 'x', 'y'])).toBe('[c, "d"]');
    expect(at(['a', 'e'], { span: { start: 3, end: 4 } })).toBe('g');
    expect(one(text, { path: ['z'] })).toMatchObject({ file: 'f.yml', line: 2, column: 1 });
  });

  it('points at the start of what is no YAML', () => {
    for (const text of ['', '\n', '{', '\u0000', '- - ]']) {
      expect(one(text, { path: ['a', 0], span: { start: 1, end: 2 } })).toMatchObject({
        file: 'f.yml',
        line: expect.any(Number),
      });
      expect(one(text, { path: ['a', 0] }).line).toBeGreaterThan(0);
    }
  });
});
