import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prettyPrint, print } from '../../../src/promql/printer.ts';
import { readPlain } from '../../../src/promql/syntax/plain/read-plain.ts';
import { readsPlainlyAsGrammar } from '../../support/plain-queries.ts';
import { exprs } from '../../support/promql-arbitraries.ts';

const usual = exprs({ dialect: '2.42', odd: false });
const words =
  'foo foo sum rate by ( ( ) ) on (a) ignoring(a,b) group_left and unless offset 5m [5m] [5m:1m] [5m:] + - * ^ == bool > 1 0.5 "s" {a="b"} {a=~\'x\', b!="y",} , # 08 1e3 :1m inf Sum AND'.split(
    ' ',
  );

describe('readPlain', () => {
  it('finds in printed queries what the grammar finds, and knows most of them', () => {
    let known = 0;
    let asked = 0;
    const check = fc.property(usual, (expr) => {
      for (const text of [print(expr), prettyPrint(expr)]) {
        asked += 1;
        if (readsPlainlyAsGrammar(text)) known += 1;
      }
    });
    fc.assert(check, { numRuns: 300 });
    expect(known / asked).toBeGreaterThan(0.4);
  });

  it('leaves alone, or reads as the grammar does, any sequence of words', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), fc.constantFrom('', ' '), (list, between) => {
        readsPlainlyAsGrammar(list.join(between));
      }),
      { numRuns: 5000 },
    );
  });

  it('leaves functions that nobody knows to the grammar, which reports them alone', () => {
    readsPlainlyAsGrammar('scalar(10 == holt_winters(foo[1s], i(), 10))');
    expect(readPlain('scalar(i())')).toBeUndefined();
  });

  it('does so for queries with a piece cut out', () => {
    fc.assert(
      fc.property(usual, fc.nat(), fc.nat({ max: 4 }), (expr, at, length) => {
        const text = print(expr);
        const from = at % text.length;
        readsPlainlyAsGrammar(text.slice(0, from) + text.slice(from + length));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    'foo',
    'foo{}',
    '{__name__="foo"}',
    'up{job="a b",x=~"a\\\\.b"} == 0',
    'sum by (a, b) (rate(foo[5m])) / on (a) group_left (c) sum(bar) without (d) > bool 0.5',
    '-foo ^ -2 * bar offset -5m',
    'foo offset 1m + 1',
    'max_over_time((a + b)[1h:5m] offset 1d)',
    'histogram_quantile(0.99, sum by (le) (rate(job:foo:rate5m[1h30m])))',
    'a and b or c unless on () d',
    '(((foo)))[5m:]',
  ])('knows %s', (text) => {
    expect(readsPlainlyAsGrammar(text)).toBe(true);
  });
});
