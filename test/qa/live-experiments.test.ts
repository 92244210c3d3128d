import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/support/run-cli.ts';
import { betcodeModel } from '../support/betcode.ts';
import { hasProgram } from '../support/real-programs.ts';

const cwd = new URL('../..', import.meta.url).pathname;

interface PlayedVariant {
  readonly experiment: string;
  readonly variant: string;
  readonly run: string;
  readonly expectations: readonly { readonly ok: boolean; readonly expected: string; readonly got: string }[];
}

describe.skipIf(!hasProgram('prometheus') || !hasProgram('prometheus-alertmanager'))('experiments for real', () => {
  it('meet every expectation on a real Prometheus and Alertmanager', async () => {
    const { exitCode, stdout } = await runCli(['simulate', '--live', '--json'], { cwd });
    const { experiments } = JSON.parse(stdout) as { readonly experiments: readonly PlayedVariant[] };
    const failed = experiments.flatMap(({ experiment, variant, expectations }) =>
      expectations.filter(({ ok }) => !ok).map((one) => `${experiment}/${variant}: ${one.expected}: ${one.got}`),
    );
    expect(failed).toEqual([]);
    expect(exitCode).toBe(0);
    const all = betcodeModel().experiments.flatMap(({ name, variants }) =>
      variants.map((one) => `${name}/${one.name}`),
    );
    expect(experiments.map(({ experiment, variant }) => `${experiment}/${variant}`)).toEqual(all);
    for (const { run } of experiments) expect(run).toContain('real programs');
  });
});
