import { describe, expect, it } from 'vitest';
import { areas, scopeOf } from '../../src/cli/areas.ts';
import { betcodeArtifacts } from '../support/betcode.ts';

describe('areas', () => {
  it('are the top-level folders of the output, all of them', async () => {
    const folders = new Set((await betcodeArtifacts()).map(({ path }) => path.split('/')[0]));
    expect([...folders].toSorted()).toEqual(areas.toSorted());
  });

  it('select whole folders', () => {
    const inScope = scopeOf(['logs']);
    expect(['logs/x', 'logs', 'logs2/x', 'a/logs/x', 'manifest.json'].filter(inScope)).toEqual(['logs/x']);
    expect(scopeOf(undefined)('anything')).toBe(true);
  });
});
