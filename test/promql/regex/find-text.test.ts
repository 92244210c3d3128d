import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRegex } from '../../../src/promql/regex/compile-regex.ts';
import { findText, type TextCondition } from '../../../src/promql/regex/find-text.ts';

const parts = [
  'a',
  'b',
  'ab',
  '[ab]',
  '[^a]',
  '.',
  '(a|b)',
  'a*',
  '(ab)+',
  'b?',
  '.*',
  '(?i)A',
  '\\w',
  'a{2,3}',
  '^',
  '$',
];
const anyPattern = fc.array(fc.constantFrom(...parts), { maxLength: 4 }).map((all) => all.join(''));
const anyCondition = fc.record({ pattern: anyPattern, wanted: fc.boolean() });

const alphabet = ['a', 'b', 'A', '-'];
/** Every text of one to five characters of a small alphabet. */
const texts: string[] = alphabet.flatMap(function longer(text: string): string[] {
  return text.length === 5 ? [text] : [text, ...alphabet.flatMap((char) => longer(text + char))];
});

function fulfils(text: string, conditions: readonly TextCondition[]): boolean {
  return conditions.every(({ pattern, wanted }) => {
    const regex = compileRegex(pattern, { dotMatchesNewline: false });
    if (!regex.ok) throw new Error(pattern);
    return regex.value.matches(text) === wanted;
  });
}

describe('a text for regular expressions', () => {
  it('fulfils them, is none of those that are excluded, and is there whenever one is', () => {
    fc.assert(
      fc.property(
        fc.array(anyCondition, { maxLength: 3 }),
        fc.subarray(texts.slice(0, 60), { maxLength: 5 }),
        (conditions, excluded) => {
          const found = findText(conditions, excluded);
          if (!found.ok) throw new Error(found.errors[0]);
          const { value } = found;
          if (value === undefined)
            expect(texts.filter((text) => !excluded.includes(text) && fulfils(text, conditions))).toEqual([]);
          else {
            expect(value).not.toBe('');
            expect(excluded).not.toContain(value);
            expect(fulfils(value, conditions), value).toBe(true);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([
    [
      [
        ['b.*', true],
        ['c.*', true],
      ],
      [],
      undefined,
    ],
    [
      [
        ['xy.*', true],
        ['x.*', false],
      ],
      [],
      undefined,
    ],
    [
      [
        ['x.*', true],
        ['xy.*', false],
      ],
      [],
      'x',
    ],
    [
      [
        ['[0-9]+', true],
        ['[a-z]+', true],
      ],
      [],
      undefined,
    ],
    [[['$x', true]], [], undefined],
    [[['.*', false]], [], undefined],
    [[['a?', true]], ['a'], undefined],
    [[['a{2,3}', true]], ['aa'], 'aaa'],
    [[['(?i)x', true]], ['x'], 'X'],
    [
      [
        ['prod-.*', true],
        ['.+\\.de', true],
      ],
      [],
      'prod-.de',
    ],
    [
      [
        ['[^a-z]*', true],
        ['\\w+', true],
      ],
      [],
      '0',
    ],
  ] as const)('of %j without %j is %j', (conditions, excluded, text) => {
    const given = conditions.map(([pattern, wanted]) => ({ pattern, wanted }));
    expect(findText(given, excluded)).toEqual({ ok: true, value: text });
  });

  it('is not looked for beyond a bound', () => {
    const wanted = true;
    expect(
      findText(
        [
          { pattern: '.*a.{30}', wanted },
          { pattern: '.*b.{20}c', wanted },
        ],
        [],
      ).ok,
    ).toBe(false);
    expect(findText([{ pattern: '\\bx', wanted }], []).ok).toBe(false);
    expect(findText([{ pattern: 'a{1000}', wanted }], []).ok).toBe(false);
  });
});
