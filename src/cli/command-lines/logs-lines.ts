import { Option } from 'commander';
import type { LogsCheckOptions } from '../commands/logs-check.ts';
import type { LogsNormaliseOptions } from '../commands/logs-normalise.ts';
import type { CommandLine } from './command-line.ts';
import { parseAmount } from './parse-amount.ts';
import { sharedOptions } from './shared-options.ts';

const maxLine = () =>
  new Option('--max-line <bytes>', 'longer lines are reported and not read')
    .argParser(parseAmount)
    .default(1 << 20, '1 MiB');

/** `tocsin logs check` */
export const logsCheckLine: CommandLine = {
  name: 'logs check',
  description: 'check log records (one JSON object per line) against the log format of the spec',
  examples: [
    ['tocsin logs check app.ndjson', 'check every record against the format'],
    ['tocsin logs check --profile request < app.ndjson', 'records of requests, from a pipe'],
    ['tocsin logs check app.ndjson --metrics after.prom', 'is every error that was counted also logged?'],
    ['tocsin logs check *.ndjson --json', 'the same, for a program'],
  ],
  define: (command, run) =>
    command
      .argument('[files...]', 'files of one JSON object per line; "-" or nothing for stdin')
      .addOption(sharedOptions.config())
      .option('-p, --profile <name>', 'the profile of the records, as the spec names it')
      .addOption(
        new Option('--layout <layout>', 'auto: records of the Rust crate tracing are normalised first')
          .choices(['auto', 'record'])
          .default('auto'),
      )
      .option('--metrics <file...>', 'what the service exposed afterwards: are all counted errors logged?')
      .option('--metrics-before <file...>', 'what it exposed before')
      .addOption(new Option('--limit <count>', 'kinds of findings to show').argParser(parseAmount).default(20))
      .addOption(maxLine())
      .addOption(sharedOptions.json())
      .action((files: readonly string[], options: Omit<LogsCheckOptions, 'files'>) =>
        run(async (context) => (await import('../commands/logs-check.ts')).logsCheck({ ...options, files }, context)),
      ),
};

/** `tocsin logs normalise` */
export const logsNormaliseLine: CommandLine = {
  name: 'logs normalise',
  description: 'rewrite log records of the Rust crate tracing in the layout of the spec, on stdout',
  examples: [
    ['tocsin logs normalise daemon.log > daemon.ndjson', 'one record per line, in the layout of the spec'],
    ['tocsin logs normalise < daemon.log', 'the same, from a pipe'],
  ],
  define: (command, run) =>
    command
      .argument('[files...]', 'files of one JSON object per line; "-" or nothing for stdin')
      .addOption(sharedOptions.config())
      .addOption(maxLine())
      .action((files: readonly string[], options: Omit<LogsNormaliseOptions, 'files'>) =>
        run(async (context) =>
          (await import('../commands/logs-normalise.ts')).logsNormalise({ ...options, files }, context),
        ),
      ),
};
