import { describe, expect, it } from 'vitest';
import { killRuns } from '../cli/support/kill-runs.ts';

describe('many runs killed with SIGKILL', () => {
  it.each([
    { name: 'of a size whose files are flushed', files: 150 },
    { name: 'of a size whose files are not', files: 3000 },
  ])('leave every file old or new, $name', async ({ files }) => {
    const { halfway } = await killRuns(files, 25);
    expect(halfway).toBeGreaterThan(5);
  });
});
