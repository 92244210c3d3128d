import { describe, expect, it } from 'vitest';
import { killRuns } from '../cli/support/kill-runs.ts';

describe('many runs killed with SIGKILL', () => {
  it.each([
    { name: 'of a size whose files are flushed', size: { count: 150 }, runs: 25 },
    { name: 'of a size whose files are not', size: { count: 3000 }, runs: 25 },
    { name: 'of a size that does not stay in memory', size: { count: 1200, lines: 4000 }, runs: 12 },
  ])('leave every file old or new, $name', async ({ size, runs }) => {
    const { halfway } = await killRuns(size, runs);
    expect(halfway).toBeGreaterThan(runs / 5);
  });
});
