import { InvalidArgumentError } from 'commander';
import { type Area, areas } from '../areas.ts';
import type { GenerateOptions } from '../commands/generate.ts';
import type { CommandLine } from './command-line.ts';
import { sharedOptions } from './shared-options.ts';

function parseAreas(text: string): readonly Area[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !areas.some((area) => area === name));
  if (unknown.length > 0)
    throw new InvalidArgumentError(
      `Unknown: ${unknown.join(', ')}. Use some of ${areas.join(', ')}, separated by commas.`,
    );
  return areas.filter((area) => names.includes(area));
}

/** `tocsin generate` */
export const generateLine: CommandLine = {
  name: 'generate',
  description: 'write everything that the spec stands for into the output folder',
  examples: [
    ['tocsin generate', 'write ./output from ./tocsin.config.ts'],
    ['tocsin generate --check', 'in CI: fail with a diff when the output is stale'],
    ['tocsin generate --only prometheus,alertmanager', 'leave dashboards, runbooks and logs as they are'],
    ['tocsin generate --config ops/tocsin.config.yaml --out ops/generated', 'another spec, another folder'],
    ['tocsin generate --force', 'discard edits made to generated files by hand'],
  ],
  define: (command, run) =>
    command
      .addOption(sharedOptions.config())
      .addOption(sharedOptions.out())
      .option('--check', 'write nothing; fail with a diff when the output is not what the spec says')
      .option('--only <areas>', `only these folders of the output: ${areas.join(', ')}`, parseAreas)
      .option('--force', 'overwrite files that were edited by hand, or that Tocsin did not make')
      .addOption(sharedOptions.json())
      .action(({ check = false, force = false, ...options }: Partial<GenerateOptions>) =>
        run(async (context) =>
          (await import('../commands/generate.ts')).generate({ ...options, check, force }, context),
        ),
      ),
};
