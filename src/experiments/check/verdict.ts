import type { Path } from '../../model/findings.ts';

/** What became of one expectation, over all runs of the variant. */
export interface Verdict {
  readonly ok: boolean;
  /** Stable code of the finding when it is not met. */
  readonly code: string;
  /** What was expected: "`A` fires by 1m". */
  readonly expected: string;
  /** What happened, in all runs. */
  readonly got: string;
  /** What to do when it is not met. */
  readonly help: string;
  /** Where the expectation stands in the variant. */
  readonly path: Path;
}
