import type { Failure } from '../../simulate/rule-tests/failure.ts';
import type { Mutant } from '../mutant.ts';
import type { Trial } from './trial.ts';

/** What noticed a mutant. */
export interface Killer {
  readonly trial: Trial;
  readonly failure: Failure;
}

/** A mutant and the first test that noticed it; none when it survives. */
export interface Judgement {
  readonly mutant: Mutant;
  readonly killer: Killer | undefined;
}

/**
 * Tries each mutant on the test groups of its rule until one notices it. Groups that have killed come first, so that most mutants
 * are dead after one of them; the order depends on nothing else, so that the same mutants always have the same killers.
 */
export function judge(mutants: readonly Mutant[], trials: readonly Trial[]): readonly Judgement[] {
  const order = [...trials];
  return mutants.map((mutant) => {
    const killer = killerOf(mutant, order);
    if (killer !== undefined) {
      order.splice(order.indexOf(killer.trial), 1);
      order.unshift(killer.trial);
    }
    return { mutant, killer };
  });
}

/** The first of the trials that tells a mutant from its original, if any does. */
export function killerOf({ rule }: Mutant, trials: readonly Trial[]): Killer | undefined {
  for (const trial of trials) {
    const failure = trial.quick(rule);
    if (failure !== undefined) return { trial, failure };
  }
  for (const trial of trials) {
    const failure = trial.full(rule);
    if (failure !== undefined) return { trial, failure };
  }
  return undefined;
}
