import type { InitOptions } from '../commands/init.ts';
import type { CommandLine } from './command-line.ts';
import { sharedOptions } from './shared-options.ts';

/** `tocsin init` */
export const initLine: CommandLine = {
  name: 'init',
  description: 'start with a small spec that works: one job, three metrics, three alerts, a receiver',
  examples: [
    ['tocsin init', 'start a TypeScript spec in this folder'],
    ['tocsin init ops --yaml', 'start a YAML spec in the folder ops'],
  ],
  define: (command, run) =>
    command
      .argument('[dir]', 'the folder to put it in', '.')
      .option('--yaml', 'one YAML file instead of TypeScript')
      .option('--force', 'overwrite files that exist')
      .addOption(sharedOptions.json())
      .action((dir: string, { yaml = false, force = false }: Partial<InitOptions>) =>
        run(async (context) => (await import('../commands/init.ts')).init({ dir, yaml, force }, context)),
      ),
};
