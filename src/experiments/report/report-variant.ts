import type { Experiment, Variant } from '../../model/experiment.ts';
import type { Verdict } from '../check/verdict.ts';
import type { Observed } from '../play/observed.ts';
import type { TimelineEntry } from './timeline-entries.ts';

/** A variant after it was played, simulated or for real: what reports are made from. */
export interface VariantReport {
  readonly experiment: Experiment;
  readonly variant: Variant;
  /** The run that is told; verdicts are about all of them. */
  readonly observed: Observed;
  readonly timeline: readonly TimelineEntry[];
  readonly verdicts: readonly Verdict[];
}

/** `experiment/variant`, as the command line takes it. */
export const fullName = ({ experiment, variant }: Pick<VariantReport, 'experiment' | 'variant'>): string =>
  `${experiment.name}/${variant.name}`;
