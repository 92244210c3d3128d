import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { notCanonical, readCanonicalYaml } from '../../src/formats/canonical-yaml.ts';
import { toYaml } from '../../src/formats/yaml.ts';
import { anyData } from './any-data.ts';

const insertions = [
  ...[
    ' ',
    '  ',
    '\n',
    '\n\n',
    '-',
    '- ',
    ': ',
    ':',
    '#',
    ' #',
    '"',
    "'",
    '|',
    '|-',
    '|+',
    '>',
    '[',
    ']',
    '{',
    '}',
    ',',
  ],
  ...[
    '&a ',
    '*a',
    '!!str ',
    '~',
    'null',
    '0x1',
    '1e3',
    '\t',
    '\r\n',
    '---\n',
    '...\n',
    '? ',
    '<<: ',
    'a: b\n',
    '  a: b\n',
    '\\',
  ],
];

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.integer({ min: 0, max: 4 }),
  insert: fc.oneof(fc.constant(''), fc.constantFrom(...insertions)),
});

/** A text that `toYaml` wrote, and somebody has edited since. */
const edited = fc.tuple(anyData, fc.array(edit, { maxLength: 4 })).map(([data, edits]) =>
  edits.reduce((text, { at, remove, insert }) => {
    const start = Math.floor(at * text.length);
    return text.slice(0, start) + insert + text.slice(start + remove);
  }, toYaml(data)),
);

describe('readCanonicalYaml', () => {
  it('reads what toYaml writes', () => {
    fc.assert(
      fc.property(anyData, (data) => {
        expect(readCanonicalYaml(toYaml(data))).toEqual(data);
      }),
    );
  });

  it('reads an edited text as a full reader does, or not at all', () => {
    fc.assert(
      fc.property(edited, (text) => {
        const value = readCanonicalYaml(text);
        fc.pre(value !== notCanonical);
        const document = parseDocument(text);
        expect(document.errors).toEqual([]);
        expect(document.toJS()).toEqual(value);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['a: 1\na: 2\n'],
    ['a: b\n   c: d\n'],
    ['a:\n- b\n'],
    ['a: b # c\n'],
    ['a: &x b\n'],
    ['a: *x\n'],
    ['a: [b]\n'],
    ['a: >\n  b\n'],
    ['a: b\n  c\n'],
    ['a: |\n  b\n\n'],
    ['---\na: b\n'],
    ['a: b\n---\nc: d\n'],
    ['a: "b\n'],
    ['a: b \n'],
    ['a: on\n'],
    ['__proto__: b\n'],
    ['a\n'],
    [''],
  ])('leaves %j to a full reader', (text) => {
    expect(readCanonicalYaml(text)).toBe(notCanonical);
  });
});
