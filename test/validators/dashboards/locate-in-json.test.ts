import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Location, Place } from '../../../src/diagnostics/diagnostic.ts';
import { locateInJson } from '../../../src/validators/dashboards/locate-in-json.ts';

type Path = Place['path'];

/** Every value of a JSON document with its path. */
function everyValue(value: unknown, path: Path = []): readonly { readonly path: Path; readonly value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [{ path, value }, ...members.flatMap(([key, inner]) => everyValue(inner, [...path, key]))];
}

/** The text that a location encloses. */
function enclosed(text: string, { line, column, endLine = line, endColumn = column }: Location): string {
  const lines = text.split('\n');
  const offset = (l: number, c: number): number =>
    lines.slice(0, l - 1).reduce((sum, one) => sum + one.length + 1, c - 1);
  return text.slice(offset(line, column), offset(endLine, endColumn));
}

const locate = (text: string, places: readonly Place[]) => locateInJson(text, 'x.json', places);

describe('locateInJson', () => {
  it('encloses exactly the value at each path, however the text is laid out', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (document, indent) => {
        const text = JSON.stringify(document, null, indent);
        const values = everyValue(JSON.parse(text));
        const found = locate(text, values);
        values.forEach(({ value }, index) => {
          const location = found[index];
          expect(location && JSON.parse(enclosed(text, location))).toEqual(value);
        });
      }),
    );
  });

  it('encloses the key when the key is to blame', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (document) => {
        const text = JSON.stringify(document, null, 2);
        const keys = Object.keys(JSON.parse(text) as object);
        const found = locate(
          text,
          keys.map((key) => ({ path: [key], atKey: true })),
        );
        expect(found.map((location) => JSON.parse(enclosed(text, location)))).toEqual(keys);
      }),
    );
  });

  it('maps a span of a string to what stands for it, escapes included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), fc.nat(), (value, a, b) => {
        const [start, end] = [a % (value.length + 1), b % (value.length + 1)].toSorted((x, y) => x - y);
        if (start === undefined || end === undefined) return;
        const text = JSON.stringify({ expr: value });
        const [location] = locate(text, [{ path: ['expr'], span: { start, end } }]);
        expect(location && JSON.parse(`"${enclosed(text, location)}"`)).toBe(value.slice(start, end));
      }),
    );
  });

  it('falls back to what is around a path that does not exist', () => {
    const text = '{\n  "a": {\n    "b": [1, 2]\n  }\n}';
    const [missingKey, missingItem] = locate(text, [{ path: ['a', 'x', 'y'] }, { path: ['a', 'b', 7] }]);
    expect(missingKey && enclosed(text, missingKey)).toBe('{\n    "b": [1, 2]\n  }');
    expect(missingItem && enclosed(text, missingItem)).toBe('[1, 2]');
  });

  it('locates thousands of places in one pass', () => {
    const document = Array.from({ length: 20_000 }, (_, index) => ({ index, text: 'x'.repeat(100) }));
    const text = JSON.stringify(document, null, 2);
    const found = locate(
      text,
      document.map((_, index) => ({ path: [index, 'index'] })),
    );
    expect(found.at(-1)?.line).toBe(text.split('\n').length - 3);
  });
});
