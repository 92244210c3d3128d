import type { SpecOptions } from '../commands/build-spec.ts';
import type { CommandLine } from './command-line.ts';
import { sharedOptions } from './shared-options.ts';

/** `tocsin check` */
export const checkLine: CommandLine = {
  name: 'check',
  description: 'check the spec, the generated files as they are on disk, and that they are current',
  examples: [
    ['tocsin check', 'check ./tocsin.config.ts and ./output'],
    ['tocsin check --json', 'the same, for a program'],
  ],
  define: (command, run) =>
    command
      .addOption(sharedOptions.config())
      .addOption(sharedOptions.out())
      .addOption(sharedOptions.json())
      .action((options: SpecOptions) =>
        run(async (context) => (await import('../commands/check.ts')).check(options, context)),
      ),
};
