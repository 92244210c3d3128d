import { describe, expect, it } from 'vitest';
import { compareCounts } from '../support/count-differential.ts';
import { hasProgram } from '../support/real-programs.ts';

describe.skipIf(!hasProgram('promtool'))('the expression of a count, at size', () => {
  it('reads what scrapes brought to light in thousands of histories', () => {
    const seed = Number(process.env['TOCSIN_SEED'] ?? 20_260_203);
    console.info(`seed ${seed} (TOCSIN_SEED replays it)`);
    const { compared, different } = compareCounts(3000, seed);
    expect(compared).toBeGreaterThan(2500);
    expect(different).toEqual([]);
  }, 300_000);
});
