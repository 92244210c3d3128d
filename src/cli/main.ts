import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { CommandContext } from './command-context.ts';
import type { Run } from './command-lines/command-line.ts';
import type { CommandResult } from './command-result.ts';
import { type Dependencies, realDependencies } from './dependencies.ts';
import { displayPath } from './display-path.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { failureFinding } from './failure-finding.ts';
import type { Io, OutputStream } from './io.ts';
import { commandNamed, createProgram } from './program.ts';
import { startProgress } from './progress.ts';
import { colorsFor } from './reporters/colors.ts';
import { toolVersion } from './tool-version.ts';

/** Diagnostics that a person gets to read at once. */
const shownAtOnce = 20;

async function pretty(
  diagnostics: readonly Diagnostic[],
  { limit = shownAtOnce, withoutSource = false }: NonNullable<CommandResult['shown']>,
  stream: OutputStream,
  io: Io,
): Promise<string> {
  if (diagnostics.length === 0) return '';
  const { renderPretty } = await import('./reporters/pretty.ts');
  return renderPretty(diagnostics, {
    colors: colorsFor(stream, io.env),
    limit,
    ...(stream.columns === undefined ? {} : { columns: stream.columns }),
    readSource: (file) => {
      if (withoutSource) return undefined;
      try {
        return readFileSync(resolve(io.cwd, file), 'utf8');
      } catch {
        // The frame is a courtesy: without the file the finding stands all the same.
        return undefined;
      }
    },
  });
}

/** How the run ended: what a command returned, or why there is no result. */
interface Outcome {
  readonly exitCode: ExitCode;
  readonly result: CommandResult;
}

async function report(command: string | null, json: boolean, { exitCode, result }: Outcome, io: Io): Promise<void> {
  const diagnostics = result.diagnostics.map((diagnostic) => {
    const { location } = diagnostic;
    if (location === undefined) return diagnostic;
    return { ...diagnostic, location: { ...location, file: displayPath(io.cwd, resolve(io.cwd, location.file)) } };
  });
  if (json) {
    const { renderJson } = await import('./reporters/json.ts');
    const out = result.out === undefined ? null : displayPath(io.cwd, result.out);
    io.stdout.write(
      renderJson({ ok: exitCode === 0, exitCode, command, out, diagnostics, files: result.files }, result.json),
    );
    return;
  }
  const { shown = {} } = result;
  const stream = exitCode === exitCodes.couldNotRun || shown.onStderr === true ? io.stderr : io.stdout;
  stream.write(result.text(colorsFor(stream, io.env)));
  if (result.textTellsAll !== true) stream.write(await pretty(diagnostics, shown, stream, io));
}

function exitCodeOf(diagnostics: readonly Diagnostic[]): ExitCode {
  return diagnostics.some(({ severity }) => severity === 'error') ? exitCodes.findings : exitCodes.ok;
}

/**
 * Runs the command line `tocsin ...argv` and returns its exit code. Never ends the process, and throws only when a
 * stream of `io` does: everything else that goes wrong is reported on them.
 */
export async function main(
  argv: readonly string[],
  io: Io,
  dependencies: Dependencies = realDependencies,
): Promise<ExitCode> {
  const progress = startProgress(io);
  const context: CommandContext = { io, dependencies, progress };
  let outcome: Outcome | undefined;
  const run: Run = async (work) => {
    const result = await work(context);
    outcome = { exitCode: exitCodeOf(result.diagnostics), result };
  };
  let complaint = '';
  const command = commandNamed(argv);
  const output = {
    writeOut: io.stdout.write,
    writeErr: (text: string) => {
      complaint += text;
    },
    columns: Math.min(io.stdout.columns ?? 100, 100),
  };
  const program = createProgram(run, toolVersion(), output, command);
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
    if (error instanceof CommanderError && error.code === 'commander.help') {
      // No command at all: the help is the best answer, but nothing ran.
      io.stderr.write(complaint);
      return exitCodes.couldNotRun;
    }
    const diagnostics = [failureFinding(error, command, io.env)];
    outcome = { exitCode: exitCodes.couldNotRun, result: { diagnostics, files: [], text: () => '' } };
  } finally {
    progress.end();
  }
  if (outcome === undefined) return exitCodes.ok;
  await report(command, argv.includes('--json'), outcome, io);
  return outcome.exitCode;
}
