import { beforeAll, describe, expect, it } from 'vitest';
import { loadStack, type Stack } from '../../src/experiments/play/load-stack.ts';
import { playExperiment } from '../../src/experiments/play/play-experiment.ts';
import { betcodeArtifacts, betcodeModel } from '../support/betcode.ts';

const model = betcodeModel();
const variants = model.experiments.flatMap((experiment) =>
  experiment.variants.map((variant) => ({ name: `${experiment.name}/${variant.name}`, experiment, variant })),
);

/** Fire or must not fire: the matrix of the five experiments over the six required alerts. */
const matrix: Readonly<Record<string, readonly string[]>> = {
  'sqlite-corruption/damaged-page': ['BetcodeSqliteCorruption'],
  'sqlite-corruption/damaged-header': ['BetcodeSqliteCorruption'],
  'sqlite-corruption/beyond-recovery': ['BetcodeDaemonDown'],
  'subprocess-crash-storm/one-session': [],
  'subprocess-crash-storm/two-sessions': ['BetcodeHighCrashRate'],
  'subprocess-crash-storm/user-retries': ['BetcodeHighCrashRate'],
  'subprocess-crash-storm/slow-loop': ['BetcodeHighCrashRate'],
  'network-partition/client-cut': [],
  'network-partition/daemon-cut': ['BetcodeTunnelDisconnected'],
  'rate-limit-cascade/clean-recovery': ['BetcodeApiRateLimited'],
  'rate-limit-cascade/half-open-failures': ['BetcodeApiRateLimited'],
  'permission-timeout/exactly-20-percent': [],
  'permission-timeout/above-20-percent': ['BetcodePermissionTimeoutRate'],
  'permission-timeout/too-few-requests': [],
  'permission-timeout/without-volume': [],
};

describe('the experiments of betcode', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await loadStack(await betcodeArtifacts());
  });

  it('are those of the matrix', () => {
    expect(variants.map(({ name }) => name)).toEqual(Object.keys(matrix));
  });

  it.each(variants)('$name meets every expectation in every phase', ({ name, experiment, variant }) => {
    const { verdicts, runs } = playExperiment(model, stack, experiment, variant);
    expect(verdicts.filter(({ ok }) => !ok)).toEqual([]);
    expect(runs).toHaveLength(3);
    for (const { observed } of runs) {
      const fired = new Set(observed.alerts.flatMap(({ alert, firing }) => (firing === undefined ? [] : [alert])));
      fired.delete('Watchdog');
      expect([...fired]).toEqual(matrix[name]);
    }
  });
});
