import { InvalidArgumentError, Option } from 'commander';
import type { SimulateOptions } from '../commands/simulate.ts';
import type { CommandLine } from './command-line.ts';
import { sharedOptions } from './shared-options.ts';

/** What commander makes of the options. */
type Flags = Omit<SimulateOptions, 'name' | 'live'> & Partial<Pick<SimulateOptions, 'live'>>;

/** One scrape a second where the spec asks for one every 15 s. */
const defaultSpeed = 15;
/** Beyond it, scrapes come too fast for a busy machine. */
const highestSpeed = 60;

function parseSpeed(text: string): number {
  const speed = Number(text);
  if (Number.isInteger(speed) && speed >= 1 && speed <= highestSpeed) return speed;
  throw new InvalidArgumentError(`Write a whole number from 1 to ${highestSpeed}.`);
}

/** `tocsin simulate` */
export const simulateLine: CommandLine = {
  name: 'simulate',
  description: 'play the experiments of the spec through rules and routing, and check what they expect',
  examples: [
    ['tocsin simulate', 'play every experiment of ./tocsin.config.ts'],
    ['tocsin simulate outage --html outage.html', 'one experiment, with a page of charts for a review'],
    ['tocsin simulate outage/short --json', 'one variant of it, for a program'],
    ['tocsin simulate outage --live', 'the same with real metrics, Prometheus and Alertmanager on loopback'],
  ],
  define: (command, run) =>
    command
      .argument('[name]', 'an experiment, or one variant of it: `experiment/variant` (default: all)')
      .addOption(sharedOptions.config())
      .option('--html <file>', 'also write one self-contained page with charts')
      .option('--live', 'play it for real on loopback: exporters, Prometheus, Alertmanager, a receiver')
      .addOption(
        new Option('--speed <n>', 'with --live: how many times as fast as in real life')
          .argParser(parseSpeed)
          .default(defaultSpeed),
      )
      .addOption(sharedOptions.json())
      .action((name: string | undefined, { live = false, ...options }: Flags) =>
        run(async (context) =>
          (await import('../commands/simulate.ts')).simulate(
            { ...options, live, ...(name === undefined ? {} : { name }) },
            context,
          ),
        ),
      ),
};
