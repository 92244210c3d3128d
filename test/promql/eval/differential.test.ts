import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDisagreements, questions } from '../../support/promql-differential.ts';
import { hasProgram } from '../../support/real-programs.ts';

describe.skipIf(!hasProgram('promtool'))('promql/eval in its 2.42 mode', () => {
  test('answers 500 random questions as promtool 2.42 does', () => {
    // A fixed seed: a fault of one change must not show in another. test/qa asks new ones.
    const asked = fc.sample(questions, { seed: 20_240, numRuns: 500 });
    expect(findDisagreements(asked)).toEqual([]);
  });
});
