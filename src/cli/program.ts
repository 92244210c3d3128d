import { Command, InvalidArgumentError, Option } from 'commander';
import { type Area, areas } from './areas.ts';
import type { SpecOptions } from './commands/build-spec.ts';
import type { GenerateOptions } from './commands/generate.ts';
import type { InitOptions } from './commands/init.ts';
import type { TestOptions } from './commands/test.ts';

/** What runs when a command was recognised. */
export interface Actions {
  readonly generate: (options: GenerateOptions) => Promise<void>;
  readonly check: (options: SpecOptions) => Promise<void>;
  readonly init: (options: InitOptions) => Promise<void>;
  readonly test: (options: TestOptions) => Promise<void>;
}

/** Where help and commander's own messages go. */
export interface ProgramOutput {
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
  readonly columns: number;
}

/** The examples of the help texts, by command: what a test runs. */
export const examples: Readonly<
  Record<'generate' | 'check' | 'init' | 'test', readonly (readonly [string, string])[]>
> = {
  generate: [
    ['tocsin generate', 'write ./output from ./tocsin.config.ts'],
    ['tocsin generate --check', 'in CI: fail with a diff when the output is stale'],
    ['tocsin generate --only prometheus,alertmanager', 'leave dashboards, runbooks and logs as they are'],
    ['tocsin generate --config ops/tocsin.config.yaml --out ops/generated', 'another spec, another folder'],
    ['tocsin generate --force', 'discard edits made to generated files by hand'],
  ],
  check: [
    ['tocsin check', 'check ./tocsin.config.ts and ./output'],
    ['tocsin check --json', 'the same, for a program'],
  ],
  init: [
    ['tocsin init', 'start a TypeScript spec in this folder'],
    ['tocsin init ops --yaml', 'start a YAML spec in the folder ops'],
  ],
  test: [
    ['tocsin test', 'run the generated tests of ./tocsin.config.ts'],
    ['tocsin test tests/*.yml --prometheus 2.42', 'run files written for promtool, as promtool 2.42 would'],
    ['tocsin test tests/disk.yml --run "full.*" --watch', 'again after every change, only some test groups'],
    ['tocsin test --junit report.xml', 'in CI: a JUnit report with a case for each assertion'],
  ],
};

/** What commander makes of the options of `test`. */
type TestFlags = Omit<TestOptions, 'files' | 'allowVacuous' | 'watch' | 'json'> &
  Partial<Pick<TestOptions, 'allowVacuous' | 'watch' | 'json'>>;

const exampleText = (name: keyof typeof examples): string =>
  `\nExamples:\n${examples[name].map(([command, what]) => `  # ${what}\n  ${command}`).join('\n')}`;

function parseAreas(text: string): readonly Area[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !areas.some((area) => area === name));
  if (unknown.length > 0)
    throw new InvalidArgumentError(
      `Unknown: ${unknown.join(', ')}. Use some of ${areas.join(', ')}, separated by commas.`,
    );
  return areas.filter((area) => names.includes(area));
}

const config = () =>
  new Option('-c, --config <file>', 'the spec (default: tocsin.config.{ts,mts,js,mjs,yaml,yml,json})');
const out = () => new Option('-o, --out <dir>', 'the output folder (default: "output", beside the config)');
const json = () => new Option('--json', 'print one JSON object on stdout, as docs/cli.md describes it');

/** The command line: names, options, help. Throws commander's `CommanderError` instead of ending the process. */
export function createProgram(actions: Actions, version: string, output: ProgramOutput): Command {
  const program = new Command('tocsin')
    .description('One typed spec of metrics, alerts, routes and dashboards; a monitoring stack that is proven.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .exitOverride()
    .configureOutput({
      writeOut: output.writeOut,
      writeErr: output.writeErr,
      getOutHelpWidth: () => output.columns,
      getErrHelpWidth: () => output.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  program
    .command('generate')
    .description('write everything that the spec stands for into the output folder')
    .addOption(config())
    .addOption(out())
    .option('--check', 'write nothing; fail with a diff when the output is not what the spec says')
    .option('--only <areas>', `only these folders of the output: ${areas.join(', ')}`, parseAreas)
    .option('--force', 'overwrite files that were edited by hand, or that Tocsin did not make')
    .addOption(json())
    .addHelpText('after', exampleText('generate'))
    .action(({ check = false, force = false, ...options }: Partial<GenerateOptions>) =>
      actions.generate({ ...options, check, force }),
    );
  program
    .command('check')
    .description('check the spec, the generated files as they are on disk, and that they are current')
    .addOption(config())
    .addOption(out())
    .addOption(json())
    .addHelpText('after', exampleText('check'))
    .action((options: SpecOptions) => actions.check(options));
  program
    .command('init')
    .description('start with a small spec that works: one job, three metrics, three alerts, a receiver')
    .argument('[dir]', 'the folder to put it in', '.')
    .option('--yaml', 'one YAML file instead of TypeScript')
    .option('--force', 'overwrite files that exist')
    .addOption(json())
    .addHelpText('after', exampleText('init'))
    .action((dir: string, { yaml = false, force = false }: Partial<InitOptions>) => actions.init({ dir, yaml, force }));
  program
    .command('test')
    .description('run unit tests of rules: files for `promtool test rules`, or the generated ones')
    .argument('[files...]', 'test files (default: those in the output folder of the spec)')
    .addOption(config())
    .addOption(out())
    .addOption(
      new Option('--prometheus <version>', 'the version whose verdicts are wanted').choices(['3', '2.42']).default('3'),
    )
    .option('--run <regex>', 'only test groups whose name matches')
    .option('--allow-vacuous', 'only warn about tests that cannot fail, as promtool lets them pass')
    .option('--junit <file>', 'also write a JUnit report')
    .option('--watch', 'run again whenever a test file or a rule file changes')
    .addOption(json())
    .addHelpText('after', exampleText('test'))
    .action((files: readonly string[], { allowVacuous = false, watch = false, json = false, ...options }: TestFlags) =>
      actions.test({ ...options, files, allowVacuous, watch, json }),
    );
  program.addHelpText(
    'after',
    '\nExit codes: 0 fine, 1 something was found, 2 the command could not run.\nRun "tocsin help generate" for options and examples of a command.',
  );
  return program;
}
