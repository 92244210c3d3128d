import { InvalidArgumentError, Option } from 'commander';
import type { MutateOptions } from '../commands/mutate.ts';
import type { CommandLine } from './command-line.ts';
import { sharedOptions } from './shared-options.ts';

/** What commander makes of the options. */
type MutateFlags = Omit<MutateOptions, 'rules' | 'tests'> & Partial<Pick<MutateOptions, 'rules' | 'tests'>>;

function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Not a whole number from ${least} to ${most}.`);
  };
}

function percentage(text: string): number {
  const value = Number(text.replace(/%$/, ''));
  if (/^\d+(\.\d+)?%?$/.test(text) && value <= 100) return value;
  throw new InvalidArgumentError('Not a percentage.');
}

/** `tocsin mutate` */
export const mutateLine: CommandLine = {
  name: 'mutate',
  description: 'make small mistakes in rules, one at a time, and see whether their tests notice',
  examples: [
    ['tocsin mutate', 'the alerts of ./tocsin.config.ts; fails when a mistake goes unnoticed'],
    ['tocsin mutate --rules rules.yml --tests tests.yml', 'rules and promtool tests of anybody'],
    ['tocsin mutate --rules rules.yml --tests tests.yml --suggest more.yml', 'write the tests that are missing'],
    ['tocsin mutate --alert "Disk.*" --html mutants.html', 'some alerts only, and a page to look at'],
    ['tocsin mutate --rules rules.yml --tests tests.yml --min-score 80', 'in CI, while there is still a way to go'],
  ],
  define: (command, run) =>
    command
      .option('--rules <files...>', 'rule files to mutate, instead of the rules of the spec')
      .option('--tests <files...>', 'promtool test files for them (without --rules: the rule files that they name)')
      .addOption(sharedOptions.config())
      .addOption(sharedOptions.out())
      .option('--alert <regex>', 'only alerts, and recordings that tests ask for, whose name matches')
      .addOption(
        new Option('--prometheus <version>', 'the version whose verdicts are wanted')
          .choices(['3', '2.42'])
          .default('3'),
      )
      .option('--min-score <percent>', 'fail only below this score', percentage, 100)
      .option('--suggest <file>', 'write promtool tests that notice the survivors')
      .option('--html <file>', 'also write a page with every mutant')
      .option('--junit <file>', 'also write a JUnit report with a case for each mutant')
      .option('--jobs <n>', 'worker threads (default: one for each core)', wholeNumber(1, 256))
      .addOption(sharedOptions.json())
      .action(({ rules = [], tests = [], ...options }: MutateFlags) =>
        run(async (context) =>
          (await import('../commands/mutate.ts')).mutateCommand({ ...options, rules, tests }, context),
        ),
      ),
};
