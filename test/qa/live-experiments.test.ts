import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/support/run-cli.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { betcodeModel } from '../support/betcode.ts';
import { hasProgram } from '../support/real-programs.ts';

const page = join(temporaryFolder(), 'live.html');
const cwd = new URL('../..', import.meta.url).pathname;

interface PlayedVariant {
  readonly experiment: string;
  readonly variant: string;
  readonly run: string;
  readonly expectations: readonly { readonly ok: boolean; readonly expected: string; readonly got: string }[];
}

describe.skipIf(!hasProgram('prometheus') || !hasProgram('prometheus-alertmanager'))('experiments for real', () => {
  it('meet every expectation on a real Prometheus and Alertmanager', async () => {
    const { exitCode, stdout } = await runCli(['simulate', '--live', '--json', '--html', page], { cwd });
    const { experiments: played } = JSON.parse(stdout) as { readonly experiments: readonly PlayedVariant[] };
    const experiments = played.filter(({ run }) => run.includes('real programs'));
    const failed = experiments.flatMap(({ experiment, variant, expectations }) =>
      expectations.filter(({ ok }) => !ok).map((one) => `${experiment}/${variant}: ${one.expected}: ${one.got}`),
    );
    expect(failed).toEqual([]);
    expect(exitCode).toBe(0);
    const all = betcodeModel().experiments.flatMap(({ name, variants }) =>
      variants.map((one) => `${name}/${one.name}`),
    );
    expect(experiments.map(({ experiment, variant }) => `${experiment}/${variant}`)).toEqual(all);
    // The page has what was simulated and what was real, of every variant.
    expect(played).toHaveLength(2 * experiments.length);
    const html = readFileSync(page, 'utf8');
    expect(html.split('<summary>What happened on real programs</summary>')).toHaveLength(all.length + 1);
    expect(html).toMatch(/All \d+ expectations are met\./);
  });
});
