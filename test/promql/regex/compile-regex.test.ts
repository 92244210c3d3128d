import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRegex } from '../../../src/promql/regex/compile-regex.ts';

function regex(pattern: string, dotMatchesNewline = true) {
  const compiled = compileRegex(pattern, { dotMatchesNewline });
  if (!compiled.ok) throw new Error(compiled.errors[0]?.message);
  return compiled.value;
}

const matches = (pattern: string, text: string): boolean => regex(pattern).matches(text);

/** Patterns that mean the same in RE2 and in JavaScript. */
const repeats = fc.constantFrom('', '', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,3}', '{0,2}?');
const leaf = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', '\\w', '1', 'é', '😀');

/** @param repeated Whether parts may be repeated: repeats inside of repeats can take JavaScript, which tries every way, for ever. */
function patterns(depth: number, repeated: boolean): fc.Arbitrary<string> {
  const repeat = repeated ? repeats : fc.constant('');
  const single = fc.tuple(leaf, repeat).map(([one, times]) => one + times);
  const group = (inner: fc.Arbitrary<string>, times: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.tuple(fc.constantFrom('(', '(?:'), inner, times).map(([open, text, often]) => `${open}${text})${often}`);
  const part =
    depth === 0
      ? single
      : fc.oneof(
          { arbitrary: single, weight: 4 },
          group(patterns(depth - 1, repeated), fc.constant('')),
          group(patterns(depth - 1, false), repeat),
        );
  const sequence = fc.array(part, { maxLength: 3 }).map((parts) => parts.join(''));
  return fc.array(sequence, { minLength: 1, maxLength: 2 }).map((options) => options.join('|'));
}

const portable = patterns(2, true);

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', 'é', '😀', '\n'), maxLength: 8 });

describe('promql/regex', () => {
  test('matches what JavaScript matches where both languages agree', () => {
    fc.assert(
      fc.property(portable, text, (pattern, input) => {
        expect(matches(pattern, input)).toBe(new RegExp(`^(?:${pattern})$`, 'su').test(input));
      }),
      { numRuns: 3000 },
    );
  });

  test('captures what JavaScript captures', () => {
    // Repeated groups are left out: JavaScript forgets what they captured in earlier rounds, RE2 does not.
    const unrepeated = portable.filter((pattern) => !/\)[*+?{]/.test(pattern));
    fc.assert(
      fc.property(unrepeated, text, (pattern, input) => {
        const expected = new RegExp(`^(?:${pattern})$`, 'su').exec(input);
        expect(regex(pattern).capture(input)).toEqual(expected === null ? undefined : [...expected]);
      }),
      { numRuns: 3000 },
    );
  });

  test('never throws, whatever the pattern and the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (pattern, input) => {
        const compiled = compileRegex(pattern, { dotMatchesNewline: true });
        if (compiled.ok) expect(typeof compiled.value.matches(input)).toBe('boolean');
        else expect(compiled.errors[0]?.message).toContain('error parsing regexp');
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    { pattern: '(a+)+$' },
    { pattern: '(a|aa)*b' },
    { pattern: '(.*a){12}' },
    { pattern: '(a*)*(a*)*(a*)*b' },
    { pattern: '(?:a?){60}a{60}b' },
    { pattern: '(x+x+)+y|(.*)(.*)(.*)(.*)[0-9]' },
  ])('takes linear time for $pattern', ({ pattern }) => {
    const compiled = regex(pattern);
    const input = 'a'.repeat(20_000);
    // A backtracking matcher would run into the limit on a test's time.
    expect([compiled.matches(input), compiled.matches(`${input}!`)]).toHaveLength(2);
  });

  test.each([
    { pattern: '(?i)PRO.*', text: 'production', match: true },
    { pattern: '((?i)a)b', text: 'Ab', match: true },
    { pattern: '((?i)a)b', text: 'AB', match: false },
    { pattern: '(?i:a)b', text: 'Ab', match: true },
    { pattern: '(?i)k', text: '\u212a', match: true },
    { pattern: '(?i)[^k]', text: 'K', match: false },
    { pattern: '(?-s).', text: '\n', match: false },
    { pattern: '(?-s:a.)b', text: 'a\nb', match: false },
    { pattern: '(?s).', text: '\n', match: true },
    { pattern: '(?m)a$\n^b', text: 'a\nb', match: true },
    { pattern: 'a$\n^b', text: 'a\nb', match: false },
    { pattern: '[[:alpha:]]+[[:^digit:]]', text: 'ab-', match: true },
    { pattern: '[[:word:]]+', text: 'a_1', match: true },
    { pattern: '\\pL+', text: 'äß', match: true },
    { pattern: '\\p{Greek}+', text: 'αβ', match: true },
    { pattern: '\\P{Greek}+', text: 'αβ', match: false },
    { pattern: '\\Aab\\z', text: 'ab', match: true },
    { pattern: '\\bab\\b.*', text: 'ab cd', match: true },
    { pattern: 'a\\Bb', text: 'ab', match: true },
    { pattern: '\\Qa.b\\E.', text: 'a.bc', match: true },
    { pattern: '\\x{1F600}', text: '😀', match: true },
    { pattern: '\\101', text: 'A', match: true },
    { pattern: '(?U)a+', text: 'aa', match: true },
    { pattern: '[]a]+', text: 'a]', match: true },
    { pattern: '[a-]+', text: 'a-', match: true },
    { pattern: 'a{,2}', text: 'a{,2}', match: true },
    { pattern: '', text: '', match: true },
    { pattern: '.+', text: '', match: false },
    { pattern: 'a|', text: '', match: true },
    { pattern: '.*ab.+', text: 'ab', match: false },
  ])('$pattern on $text is $match', ({ pattern, text: input, match }) => {
    expect(matches(pattern, input)).toBe(match);
  });

  test.each([
    { pattern: '(', message: 'missing closing )' },
    { pattern: ')', message: 'unexpected )' },
    { pattern: '[a', message: 'missing closing ]' },
    { pattern: '[b-a]', message: 'invalid character class range' },
    { pattern: '[[:nope:]]', message: 'invalid character class range' },
    { pattern: '*a', message: 'missing argument to repetition operator' },
    { pattern: 'a**', message: 'invalid nested repetition operator' },
    { pattern: 'a{2}{3}', message: 'invalid nested repetition operator' },
    { pattern: 'a{1001}', message: 'invalid repeat count' },
    { pattern: 'a{2,1}', message: 'invalid repeat count' },
    { pattern: '(?=a)', message: 'invalid or unsupported Perl syntax' },
    { pattern: '(?<!a)b', message: 'invalid named capture' },
    { pattern: '(?P<a>x)(?P<a>y)', message: 'duplicate capture group name' },
    { pattern: '\\1', message: 'invalid escape sequence' },
    { pattern: '\\Z', message: 'invalid escape sequence' },
    { pattern: 'a\\', message: 'trailing backslash at end of expression' },
    { pattern: '\\p{Nope}', message: 'invalid character class range' },
    { pattern: '((a{1000}){1000}){1000}', message: 'expression too large' },
    { pattern: `${'('.repeat(2000)}a${')'.repeat(2000)}`, message: 'expression nests too deeply' },
  ])('refuses $pattern', ({ pattern, message }) => {
    const compiled = compileRegex(pattern, { dotMatchesNewline: true });
    expect(compiled.ok ? 'accepted' : compiled.errors[0]?.message).toContain(message);
  });

  test('finds matches anywhere, one after the other', () => {
    const { find } = regex('(b)(c)?');
    expect(find('abcb', 0)).toEqual([1, 3, 1, 2, 2, 3]);
    expect(find('abcb', 3)).toEqual([3, 4, 3, 4, -1, -1]);
    expect(find('abcb', 4)).toBeUndefined();
  });
});
