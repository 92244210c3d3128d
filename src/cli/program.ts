import { Command } from 'commander';
import type { CommandLine, Run } from './command-lines/command-line.ts';
import { commandGroups, commandLines } from './command-lines/command-lines.ts';

/** Where help and commander's own messages go. */
export interface ProgramOutput {
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
  readonly columns: number;
}

const exampleText = (examples: CommandLine['examples']): string =>
  `\nExamples:\n${examples.map(([command, what]) => `  # ${what}\n  ${command}`).join('\n')}`;

/** The command that `name` is a part of: the program, or a group. */
function parentOf(name: string, program: Command): Command {
  const [group, command] = name.split(' ');
  if (group === undefined || command === undefined) return program;
  return (
    program.commands.find((one) => one.name() === group) ??
    program.command(group).description(commandGroups[group] ?? '')
  );
}

/**
 * The command line: names, options, help. Throws commander's `CommanderError` instead of ending the process.
 * @param only The one command that will run, as {@link commandNamed} finds it: declaring all takes longer than a small test.
 */
export function createProgram(run: Run, version: string, output: ProgramOutput, only: string | null = null): Command {
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
  for (const { name, description, examples, define } of commandLines) {
    if (only !== null && name !== only) continue;
    const command = parentOf(name, program).command(name.split(' ').at(-1) ?? name);
    define(command.description(description), run).addHelpText('after', exampleText(examples));
  }
  program.addHelpText(
    'after',
    '\nExit codes: 0 fine, 1 something was found, 2 the command could not run.\nRun "tocsin help generate" for options and examples of a command.',
  );
  return program;
}

/** The words of `argv` that name a command: `generate`, `logs check`; `null` when they name none. */
export function commandNamed(argv: readonly string[]): string | null {
  const names = commandLines.map(({ name }) => name);
  return names.find((name) => name === argv[0] || name === argv.slice(0, 2).join(' ')) ?? null;
}
