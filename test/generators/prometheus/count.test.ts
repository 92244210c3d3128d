import { describe, expect, it } from 'vitest';
import { compareCounts } from '../../support/count-differential.ts';
import { hasProgram } from '../../support/real-programs.ts';

describe.skipIf(!hasProgram('promtool'))('the expression of a count', () => {
  it('reads what scrapes brought to light, whatever went wrong', () => {
    const { compared, different } = compareCounts(150, 20_260_203);
    expect(compared).toBeGreaterThan(120);
    expect(different).toEqual([]);
  });
});
