import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSeries, parseSeriesLabels, parseSeriesValues } from '../../../src/promql/storage/series-notation.ts';

const values = (text: string) => {
  const parsed = parseSeriesValues(text);
  if (!parsed.ok) throw new Error(parsed.errors[0]?.message);
  return parsed.value;
};

describe('promql/storage/series-notation', () => {
  test.each([
    { text: '1 2 3', expected: [1, 2, 3] },
    { text: '1x3', expected: [1, 1, 1, 1] },
    { text: '1+2x3', expected: [1, 3, 5, 7] },
    { text: '1-2x2', expected: [1, -1, -3] },
    { text: '_ _x2 1', expected: [undefined, undefined, undefined, 1] },
    { text: 'stale stalex1', expected: ['stale', 'stale', 'stale'] },
    { text: '0x3', expected: [0, 0, 0, 0] },
    { text: '-1.5e3 +Inf -inf NaN 1_000', expected: [-1500, Infinity, -Infinity, NaN, 1000] },
    { text: '5m 1h30m', expected: [300, 5400] },
    { text: '', expected: [] },
  ])('reads `$text`', ({ text, expected }) => {
    expect(values(text)).toEqual(expected);
  });

  test('adds up with the rounding errors of repeated addition', () => {
    expect(values('0+0.1x3')).toEqual([0, 0.1, 0.2, 0.30000000000000004]);
  });

  test('gives back any list of numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (numbers) => {
        const written = numbers.map((number) => String(number).replace('Infinity', 'Inf')).join(' ');
        expect(values(written)).toEqual(numbers.map((number) => (Object.is(number, -0) ? 0 : number)));
      }),
    );
  });

  test('reads labels with every kind of quotes and escapes', () => {
    expect(parseSeries(`m{a="x\\"\\n",b='y',c=\`\\z\`,"d.e"="é\\u00e9"} 1`)).toMatchObject({
      ok: true,
      value: { labels: { __name__: 'm', a: 'x"\n', b: 'y', c: '\\z', 'd.e': 'éé' }, values: [1] },
    });
    expect(parseSeriesLabels('{"quoted.name",a="b",}')).toMatchObject({ value: { __name__: 'quoted.name', a: 'b' } });
  });

  test.each([
    { text: '1 2 x', offset: 4 },
    { text: '1+2', offset: 3 },
    { text: '1x', offset: 2 },
    { text: '1,2', offset: 1 },
    { text: '{{schema:9}}', offset: 12 },
    { text: '{{nope:1}}', offset: 2 },
    { text: '1x99999999999', offset: 1 },
  ])('says where `$text` goes wrong', ({ text, offset }) => {
    expect(parseSeriesValues(text)).toMatchObject({ ok: false, errors: [{ offset }] });
  });

  test('never throws, and blames a place inside the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'m{}="\\x_+-1e.,staleINF nan:[]') })),
        (text) => {
          const parsed = parseSeries(text);
          if (parsed.ok) return;
          const [error] = parsed.errors;
          expect(error?.offset).toBeGreaterThanOrEqual(0);
          expect(error?.offset).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
