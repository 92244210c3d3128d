import { Option } from 'commander';
import type { TracesCheckOptions } from '../commands/traces-check.ts';
import type { CommandLine } from './command-line.ts';
import { parseAmount } from './parse-amount.ts';
import { sharedOptions } from './shared-options.ts';

/** `tocsin traces check` */
export const tracesCheckLine: CommandLine = {
  name: 'traces check',
  description: 'check exported traces (OTLP JSON or Jaeger JSON) against the spans of the spec',
  examples: [
    ['tocsin traces check traces.json', 'check every trace, each in the mode whose entry it has'],
    ['tocsin traces check traces.json --mode relayed', 'they must all have come through the relay'],
    ['tocsin traces check traces.json --logs daemon.ndjson relay.ndjson', 'do the logs carry the same trace ids?'],
    ['tocsin traces check --json < traces.json', 'the same from a pipe, for a program'],
  ],
  define: (command, run) =>
    command
      .argument('[files...]', 'exports: one document, or one per line; "-" or nothing for stdin')
      .addOption(sharedOptions.config())
      .option('-m, --mode <name>', 'the mode of all traces, as the spec names it')
      .option('--logs <file...>', 'log records of the same requests')
      .addOption(new Option('--limit <count>', 'kinds of findings to show').argParser(parseAmount).default(20))
      .addOption(sharedOptions.json())
      .action((files: readonly string[], options: Omit<TracesCheckOptions, 'files'>) =>
        run(async (context) =>
          (await import('../commands/traces-check.ts')).tracesCheck({ ...options, files }, context),
        ),
      ),
};
