import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMatcher, type Matcher } from '../../../src/simulate/routing/matchers/matcher.ts';
import { parseClassicMatchers } from '../../../src/simulate/routing/matchers/parse-classic-matchers.ts';
import { parseMatchers } from '../../../src/simulate/routing/matchers/parse-matchers.ts';
import { parseUtf8Matchers } from '../../../src/simulate/routing/matchers/parse-utf8-matchers.ts';

const shown = (parsed: ReturnType<typeof parseMatchers>): unknown =>
  parsed.ok ? parsed.value.map(({ label, operator, value }) => [label, operator, value]) : parsed.errors[0];

describe('parseMatchers', () => {
  it.each([
    { text: '', classic: [], modern: [] },
    { text: 'a=b', classic: [['a', '=', 'b']], modern: [['a', '=', 'b']] },
    {
      text: ' {a = "b" , c!~d,} ',
      classic: 'bad matcher format:  {a = "b" ',
      modern: [
        ['a', '=', 'b'],
        ['c', '!~', 'd'],
      ],
    },
    {
      text: '{a="b",c=~"d|e"}',
      classic: [
        ['a', '=', 'b'],
        ['c', '=~', 'd|e'],
      ],
      modern: [
        ['a', '=', 'b'],
        ['c', '=~', 'd|e'],
      ],
    },
    { text: 'a=b c', classic: [['a', '=', 'b c']], modern: '4:5: c: expected a comma or close brace' },
    { text: 'a==b', classic: [['a', '=', '=b']], modern: '2:3: =: expected label value' },
    { text: 'a="b\\d"', classic: [['a', '=', 'b\\d']], modern: '2:7: "b\\d": invalid input' },
    { text: '"über mich"="ja"', classic: 'bad matcher format: "über mich"="ja"', modern: [['über mich', '=', 'ja']] },
    { text: 'größe=1', classic: 'bad matcher format: größe=1', modern: [['größe', '=', '1']] },
    { text: 'a="b', classic: 'matcher value contains unescaped double quote: "b', modern: '2:3: ": invalid input' },
    {
      text: 'a',
      classic: 'bad matcher format: a',
      modern: "end of input: expected an operator such as '=', '!=', '=~' or '!~'",
    },
    { text: '{a=b', classic: [['a', '=', 'b']], modern: 'end of input: expected close brace' },
    { text: 'a=b}', classic: [['a', '=', 'b']], modern: '3:4: }: expected opening brace' },
  ])('reads `$text` in both syntaxes', ({ text, classic, modern }) => {
    expect(shown(parseClassicMatchers(text))).toEqual(classic);
    expect(shown(parseUtf8Matchers(text))).toEqual(modern);
  });

  it('takes the classic reading of what both syntaxes accept, as current releases do', () => {
    const text = 'a="\\u00e9"';
    expect(shown(parseUtf8Matchers(text))).toEqual([['a', '=', 'é']]);
    expect(shown(parseMatchers(text, 'current'))).toEqual([['a', '=', '\\u00e9']]);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'ab={}"\\~!,é (') })),
        (text) => {
          for (const parse of [parseClassicMatchers, parseUtf8Matchers]) expect(typeof parse(text).ok).toBe('boolean');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads back every matcher that is written with quotes', () => {
    const label = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,5}$/);
    fc.assert(
      fc.property(label, fc.constantFrom('=', '!='), fc.string({ unit: 'grapheme' }), (name, operator, value) => {
        const text = `${name}${operator}"${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
        expect(shown(parseClassicMatchers(text))).toEqual([[name, operator, value]]);
      }),
    );
  });
});

describe('a matcher', () => {
  const matcher = (operator: Matcher['operator'], value: string): Matcher => {
    const made = createMatcher('a', operator, value);
    if (!made.ok) throw new Error(made.errors.join());
    return made.value;
  };

  it('anchors its regular expression, and takes a label that is missing for an empty one', () => {
    expect(matcher('=~', 'b|c').accepts('bc')).toBe(false);
    expect(matcher('=~', 'b|c').accepts('c')).toBe(true);
    expect(matcher('=', '').accepts('')).toBe(true);
    expect(matcher('!~', '.+').accepts('')).toBe(true);
  });
});
