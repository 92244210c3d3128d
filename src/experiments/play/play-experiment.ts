import type { Experiment, Variant } from '../../model/experiment.ts';
import type { Model } from '../../model/model.ts';
import { checkVariant } from '../check/check-variant.ts';
import type { Verdict } from '../check/verdict.ts';
import type { Stack } from './load-stack.ts';
import { type PlayedVariant, playVariant } from './play-variant.ts';

/** A variant with everything that is known after it was played. */
export interface VariantResult {
  readonly experiment: Experiment;
  readonly variant: Variant;
  /** The first one is what reports show. */
  readonly runs: readonly [PlayedVariant, ...PlayedVariant[]];
  readonly verdicts: readonly Verdict[];
}

/**
 * Plays a variant once for each of three phases between scrape and evaluation: what it expects must not depend on how
 * the two happen to lie.
 */
export function playExperiment(model: Model, stack: Stack, experiment: Experiment, variant: Variant): VariantResult {
  const third = Math.floor(model.scrapeInterval / 3);
  const play = (phase: number): PlayedVariant => playVariant(model, stack, variant, phase);
  const runs = [play(third), play(0), play(2 * third)] as const;
  const observed = runs.map((run) => run.observed);
  return { experiment, variant, runs, verdicts: checkVariant({ model, variant, runs: observed, slack: 0 }) };
}
