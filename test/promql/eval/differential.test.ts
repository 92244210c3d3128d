import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from '../../../src/promql/parser.ts';
import { findDisagreements, type Question, questions } from '../../support/promql-differential.ts';
import { hasProgram } from '../../support/real-programs.ts';
import { onceDifferent } from './once-different.ts';

const questionOf = ({ text, at }: (typeof onceDifferent)[number]): Question => {
  const parsed = parse(text, { dialect: '2.42' });
  if (!parsed.ok) throw new Error(`${text}: ${parsed.errors[0]?.message}`);
  return { expr: parsed.value, text, at };
};

describe.skipIf(!hasProgram('promtool'))('promql/eval in its 2.42 mode', () => {
  test('answers 500 random questions as promtool 2.42 does', () => {
    // A fixed seed: a fault of one change must not show in another. test/qa asks new ones.
    const asked = fc.sample(questions, { seed: 20_240, numRuns: 500 });
    expect(findDisagreements(asked)).toEqual([]);
  });

  test('answers what it once answered differently', () => {
    expect(findDisagreements(onceDifferent.map(questionOf))).toEqual([]);
  });
});
