import type { SimulateOptions } from '../commands/simulate.ts';
import type { CommandLine } from './command-line.ts';
import { sharedOptions } from './shared-options.ts';

/** `tocsin simulate` */
export const simulateLine: CommandLine = {
  name: 'simulate',
  description: 'play the experiments of the spec through rules and routing, and check what they expect',
  examples: [
    ['tocsin simulate', 'play every experiment of ./tocsin.config.ts'],
    ['tocsin simulate outage --html outage.html', 'one experiment, with a page of charts for a review'],
    ['tocsin simulate outage/short --json', 'one variant of it, for a program'],
  ],
  define: (command, run) =>
    command
      .argument('[name]', 'an experiment, or one variant of it: `experiment/variant` (default: all)')
      .addOption(sharedOptions.config())
      .option('--html <file>', 'also write one self-contained page with charts')
      .addOption(sharedOptions.json())
      .action((name: string | undefined, options: Omit<SimulateOptions, 'name'>) =>
        run(async (context) =>
          (await import('../commands/simulate.ts')).simulate(
            { ...options, ...(name === undefined ? {} : { name }) },
            context,
          ),
        ),
      ),
};
