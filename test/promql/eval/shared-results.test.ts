import { describe, expect, it } from 'vitest';
import { serialiseRuleFile } from '../../../src/formats/rule-file.ts';
import { ruleFiles } from '../../../src/generators/prometheus/rules.ts';
import { mutantsOf } from '../../../src/mutants/mutants-of.ts';
import { createFeed } from '../../../src/mutants/run/feed.ts';
import { randomInputs } from '../../../src/mutants/search/random-scenario.ts';
import { spaceOf } from '../../../src/mutants/search/space.ts';
import type { Expr } from '../../../src/promql/ast.ts';
import { prepare } from '../../../src/promql/eval/prepare.ts';
import { createSharedResults } from '../../../src/promql/eval/sharing/shared-results.ts';
import { parse } from '../../../src/promql/parser.ts';
import { createRandom } from '../../../src/shared/random.ts';
import type { LoadedRule } from '../../../src/simulate/rules/rule.ts';
import { catalogueModel } from '../../support/condition-catalogue.ts';
import { loadRules } from '../../support/mutation.ts';

const interval = 15_000;

async function someRulesOfTheCatalogue(): Promise<readonly LoadedRule[]> {
  const files = ruleFiles(catalogueModel).map(({ groups }) => loadRules(serialiseRuleFile(groups)));
  const rules = (await Promise.all(files)).flat().flatMap((group) => group.rules);
  return rules.filter((_, i) => i % 20 === 0);
}

/** Evaluations of the edits of a rule, on random input, in which shared results make a difference. */
function differences(rule: LoadedRule, seed: number) {
  const random = createRandom(seed);
  const inputs = randomInputs(
    random,
    spaceOf([rule], [], () => undefined),
    40,
    interval / 1000,
  );
  const feed = createFeed({ inputs, interval, start: 0 });
  const mutants = mutantsOf(rule, { version: '3', severities: [], labelsOf: () => ['instance'] });
  const times = [6, 7, 8, 20, 21, 39].map((i) => i * interval);
  const found: string[] = [];
  let compared = 0;
  for (const compat of ['3', '2.42'] as const) {
    const shared = createSharedResults(rule.expr, () => true);
    const edits = mutants.filter((_, i) => i % 4 === seed % 4).map((mutant) => mutant.rule.expr);
    for (const expr of [rule.expr, ...edits]) {
      const [alone, sharing] = [prepare(expr, { compat }), prepare(expr, { compat, shared })];
      feed.rewind();
      for (const time of times) {
        feed.load(time);
        const [a, b] = [alone, sharing].map((query) => query.instant(feed.storage, time));
        const [plain, other] = [a, b].map((result) => JSON.stringify(result?.ok ? result.value.value : result));
        compared++;
        if (plain !== other) found.push(`${compat} ${time}: ${plain} is not ${other}`);
      }
    }
  }
  return { found, compared };
}

describe('results that edits share with their original', () => {
  it('are those that they come to alone', async () => {
    let compared = 0;
    for (const [seed, rule] of (await someRulesOfTheCatalogue()).entries()) {
      const result = differences(rule, seed);
      expect(result.found.slice(0, 3), rule.name).toEqual([]);
      compared += result.compared;
    }
    expect(compared).toBeGreaterThan(300);
  });

  it('break the limit of samples where they do alone', () => {
    const original = parsed('count(up) and sum(up)');
    if (original.kind !== 'binary' || original.left.kind !== 'aggregation') throw new Error('parsed otherwise');
    // Holds five rows, not one, while the right side is evaluated, whose result the original knows.
    const edited = { ...original, left: original.left.expr };
    const inputs = [1, 2, 3, 4, 5].map((i) => ({ labels: { ['__name__']: 'up', instance: `${i}` }, values: [1] }));
    const feed = createFeed({ inputs, interval, start: 0 });
    feed.load(0);
    let breaks = 0;
    for (let maxSamples = 1; maxSamples < 40; maxSamples++) {
      const shared = createSharedResults(original, () => true);
      const first = prepare(original, { maxSamples, shared }).instant(feed.storage, 0);
      const [alone, sharing] = [{ maxSamples }, { maxSamples, shared }].map((options) =>
        prepare(edited, options).instant(feed.storage, 0),
      );
      expect(sharing?.ok, `${maxSamples}`).toBe(alone?.ok);
      if (first.ok && alone?.ok === false) breaks++;
    }
    expect(breaks).toBeGreaterThan(0);
  });
});

function parsed(text: string): Expr {
  const result = parse(text);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value;
}
