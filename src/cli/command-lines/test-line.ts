import { Option } from 'commander';
import type { TestOptions } from '../commands/test.ts';
import type { CommandLine } from './command-line.ts';
import { sharedOptions } from './shared-options.ts';

/** What commander makes of the options. */
type TestFlags = Omit<TestOptions, 'files' | Switch> & Partial<Pick<TestOptions, Switch>>;
type Switch = 'run' | 'allowVacuous' | 'ignoreUnknownFields' | 'watch' | 'json';

const collect = (pattern: string, before: readonly string[] = []): readonly string[] => [...before, pattern];

/** `tocsin test` */
export const testLine: CommandLine = {
  name: 'test',
  description: 'run unit tests of rules: files for `promtool test rules`, or the generated ones',
  examples: [
    ['tocsin test', 'run the generated tests of ./tocsin.config.ts'],
    ['tocsin test tests/*.yml --prometheus 2.42', 'run files written for promtool, as promtool 2.42 would'],
    ['tocsin test tests/disk.yml --run "full.*" --watch', 'again after every change, only some test groups'],
    ['tocsin test --junit report.xml', 'in CI: a JUnit report with a case for each assertion'],
  ],
  define: (command, run) =>
    command
      .argument('[files...]', 'test files (default: those in the output folder of the spec)')
      .addOption(sharedOptions.config())
      .addOption(sharedOptions.out())
      .addOption(
        new Option('--prometheus <version>', 'the version whose verdicts are wanted')
          .choices(['3', '2.42'])
          .default('3'),
      )
      .option('--run <regex>', 'only test groups whose name matches; may be given more than once', collect)
      .option('--ignore-unknown-fields', 'let rule files have keys that Prometheus does not know')
      .option('--allow-vacuous', 'only warn about tests that cannot fail, as promtool lets them pass')
      .option('--junit <file>', 'also write a JUnit report')
      .option('--watch', 'run again whenever a test file or a rule file changes')
      .addOption(sharedOptions.json())
      .action((files: readonly string[], flags: TestFlags) => {
        const switches = { run: [], allowVacuous: false, ignoreUnknownFields: false, watch: false, json: false };
        return run(async (context) =>
          (await import('../commands/test.ts')).test({ ...switches, ...flags, files }, context),
        );
      }),
};
