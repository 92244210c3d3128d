import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differentialStorage, findDisagreements, type Question, questions } from '../support/promql-differential.ts';
import { hasProgram } from '../support/real-programs.ts';

const total = Number(process.env['TOCSIN_QUESTIONS'] ?? 20_000);
const seed = Number(process.env['TOCSIN_SEED'] ?? Date.now() % 2 ** 31);
const batch = 500;

describe.skipIf(!hasProgram('promtool'))(`${total} random questions (TOCSIN_SEED=${seed})`, () => {
  const storage = differentialStorage();

  test('promtool 2.42 and the evaluator agree', { timeout: 1_800_000 }, () => {
    for (let asked = 0; asked < total; asked += batch) {
      const sample = fc.sample(questions, { seed: seed + asked, numRuns: batch });
      const found = findDisagreements(sample, storage);
      if (found.length > 0) expect([smallest(seed + asked), ...found]).toEqual([]);
    }
  });

  /** Shrinks the first disagreement of a batch, for the fixture that it is to become. */
  function smallest(from: number): unknown {
    const disagrees = (question: Question): boolean => findDisagreements([question], storage).length > 0;
    const report = fc.check(
      fc.property(questions, (question) => !disagrees(question)),
      { seed: from, numRuns: batch },
    );
    return report.counterexample?.[0]?.text ?? 'the disagreement does not show again';
  }
});
