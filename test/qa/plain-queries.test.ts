import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { print } from '../../src/promql/printer.ts';
import { hasCorpora } from '../support/corpora.ts';
import { readsPlainlyAsGrammar } from '../support/plain-queries.ts';
import { exprs } from '../support/promql-arbitraries.ts';
import { evaluatorQueries, ruleExpressions } from '../support/promql-corpus.ts';

describe('the plain reader of queries', () => {
  it.skipIf(!hasCorpora)('finds in the corpora what the grammar finds, and knows nearly all queries of rules', () => {
    const rules = ruleExpressions();
    expect(rules.filter(readsPlainlyAsGrammar).length / rules.length).toBeGreaterThan(0.9);
    for (const { text } of evaluatorQueries()) readsPlainlyAsGrammar(text);
  });

  it('finds in any query, whole or torn, what the grammar finds', () => {
    const torn = fc.tuple(exprs(), fc.nat(), fc.nat({ max: 6 })).map(([expr, at, length]) => {
      const text = print(expr);
      const from = at % text.length;
      return text.slice(0, from) + text.slice(from + length);
    });
    fc.assert(
      fc.property(torn, (text) => {
        readsPlainlyAsGrammar(text);
      }),
      { numRuns: 20_000 },
    );
  });
});
