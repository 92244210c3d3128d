import { describe, expect, it } from 'vitest';
import { killRuns } from '../cli/support/kill-runs.ts';

describe('many runs killed with SIGKILL', () => {
  it.each([
    { name: 'of a size whose files are flushed', size: { count: 150 }, runs: 25, least: 5 },
    { name: 'of a size whose files are not', size: { count: 3000 }, runs: 25, least: 5 },
    { name: 'of a size that does not stay in memory', size: { count: 1200, lines: 4000 }, runs: 14, least: 1 },
  ])('leave every file old or new, $name', async ({ size, runs, least }) => {
    const { halfway } = await killRuns(size, runs);
    // When the signal comes is a matter of luck: of the size that takes longest to prepare, little is writing.
    expect(halfway).toBeGreaterThanOrEqual(least);
  });
});
