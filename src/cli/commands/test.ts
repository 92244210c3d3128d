import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { compileRegex } from '../../promql/regex/compile-regex.ts';
import { compare } from '../../shared/compare.ts';
import type { PrometheusVersion } from '../../simulate/rules/rule.ts';
import { CannotRunError } from '../cannot-run-error.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { displayPath } from '../display-path.ts';
import { errnoOf, fault } from '../files/fault.ts';
import { findConfig } from '../files/find-config.ts';
import { colorsFor } from '../reporters/colors.ts';
import { globFiles } from '../rule-tests/glob-files.ts';
import { runTestFiles } from '../rule-tests/run-test-files.ts';
import type { FileResult, RunSettings } from '../rule-tests/test-file-runner.ts';
import { nextChange } from '../rule-tests/watch-files.ts';
import type { SpecOptions } from './build-spec.ts';

/** The options of `tocsin test`. */
export interface TestOptions extends SpecOptions {
  /** As given; without any, the generated tests of the spec are run. */
  readonly files: readonly string[];
  readonly prometheus: PrometheusVersion;
  /** Only test groups whose name matches one of these patterns; all when there are none. */
  readonly run: readonly string[];
  readonly allowVacuous: boolean;
  readonly ignoreUnknownFields: boolean;
  readonly junit?: string;
  readonly watch: boolean;
  readonly json: boolean;
}

/** `tocsin test`: unit tests of rules, with the verdicts of `promtool test rules`. Throws a {@link CannotRunError}. */
export async function test(options: TestOptions, context: CommandContext): Promise<CommandResult> {
  const { run, watch, json, prometheus, allowVacuous, ignoreUnknownFields } = options;
  if (watch && json)
    throw new CannotRunError('cli/usage', '`--watch` and `--json` exclude each other', 'leave one of them out');
  for (const pattern of run) checkPattern(pattern);
  const settings: RunSettings = {
    version: prometheus,
    allowsVacuous: allowVacuous,
    ignoresUnknownFields: ignoreUnknownFields,
    ...(run.length === 0 ? {} : { run: run.map((pattern) => `(?:${pattern})`).join('|') }),
  };
  const found = await testFiles(options, context);
  if ('diagnostics' in found) return found;
  const { files } = found;
  for (;;) {
    const begun = Date.now();
    const { results, outcome } = await runOnce(files, settings, options, context);
    if (!watch) return outcome;
    await showRound(outcome, context);
    await nextChange([...files, ...results.flatMap(({ ruleFiles }) => ruleFiles)], begun);
  }
}

function checkPattern(pattern: string): void {
  const compiled = compileRegex(pattern, { dotMatchesNewline: false });
  if (compiled.ok) return;
  const message = compiled.errors.map((error) => error.message).join('; ');
  throw new CannotRunError('cli/usage', `\`--run\`: ${message}`, 'write a regular expression of RE2');
}

interface FoundFiles {
  /** Absolute. */
  readonly files: readonly string[];
}

/** The files that are named, or the generated tests of the spec's output folder; findings when the spec cannot be loaded. */
async function testFiles(options: TestOptions, context: CommandContext): Promise<FoundFiles | CommandResult> {
  const { io, dependencies, progress } = context;
  if (options.files.length > 0) return { files: options.files.map((file) => resolve(io.cwd, file)) };
  let out = options.out === undefined ? undefined : resolve(io.cwd, options.out);
  if (out === undefined) {
    const config = findConfig(io.cwd, options.config);
    progress.step('loading the spec');
    const spec = await dependencies.loadSpec(config);
    if (!spec.ok) return { diagnostics: spec.diagnostics, files: [], text: () => '' };
    out = resolve(dirname(config), spec.out ?? 'output');
  }
  const folder = join(out, 'prometheus', 'tests');
  const help = 'run `tocsin generate` first, or name test files';
  try {
    const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
    const routeTests = globFiles(out, 'alertmanager/tests/*.yml');
    if (files.length > 0) return { files: [...files.sort(compare).map((name) => join(folder, name)), ...routeTests] };
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw fault('read', folder, error);
  }
  throw new CannotRunError('cli/no-tests', `there are no tests in \`${displayPath(io.cwd, folder)}\``, help);
}

async function runOnce(
  files: readonly string[],
  settings: RunSettings,
  options: TestOptions,
  { io, progress }: CommandContext,
) {
  const results = await runTestFiles(files, settings, io.now, (done) =>
    progress.step('testing rules', done, files.length),
  );
  if (options.junit !== undefined) await writeJunit(resolve(io.cwd, options.junit), results, io.cwd);
  const diagnostics = [...distinct(results.flatMap((result) => result.diagnostics)), ...nothingRan(results, options)];
  const cases = results.flatMap((result) => result.cases);
  const failed = cases.filter(({ failure }) => failure !== undefined).length;
  const counts = `${counted(cases.length, 'assertion')} in ${counted(files.length, 'file')}`;
  const hasErrors = diagnostics.some(({ severity }) => severity === 'error');
  const summary = failed > 0 ? `${failed} of ${counts} failed\n` : hasErrors ? '' : `${counts} passed\n`;
  const tests = options.json ? results.flatMap((result) => testReports(result, io.cwd)) : [];
  const outcome: CommandResult = { diagnostics, files: [], json: { tests }, text: () => summary };
  return { results, outcome };
}

function testReports({ file, cases }: FileResult, cwd: string) {
  const shown = displayPath(cwd, file);
  return cases.map(({ group, name, failure }) => ({ file: shown, group, name, passed: failure === undefined }));
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Findings about a rule file that several test files name are reported once. */
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()];
}

function nothingRan(results: readonly FileResult[], { run, allowVacuous }: TestOptions): readonly Diagnostic[] {
  if (
    run.length === 0 ||
    allowVacuous ||
    results.some(({ groups, diagnostics }) => groups > 0 || diagnostics.length > 0)
  )
    return [];
  const message = `no test group has a name that matches \`${run.join('` or `')}\``;
  return [{ code: 'rule-tests/nothing-ran', severity: 'error', message, help: 'correct the pattern given to `--run`' }];
}

async function writeJunit(path: string, results: readonly FileResult[], cwd: string): Promise<void> {
  const { renderJunit } = await import('../reporters/junit.ts');
  const { atomicWrite } = await import('../files/atomic-write.ts');
  try {
    const xml = renderJunit(results, (file) => displayPath(cwd, file));
    atomicWrite(path, xml, { durable: false, replaces: true });
  } catch (error) {
    throw fault('write', path, error);
  }
}

/** One round of `--watch` on the terminal. */
async function showRound({ diagnostics, text }: CommandResult, { io, progress }: CommandContext): Promise<void> {
  const { renderPretty } = await import('../reporters/pretty.ts');
  progress.end();
  const colors = colorsFor(io.stdout, io.env);
  const shown = diagnostics.map(({ location, ...rest }) =>
    location === undefined ? rest : { ...rest, location: { ...location, file: displayPath(io.cwd, location.file) } },
  );
  io.stdout.write(
    `${text(colors)}${renderPretty(shown, { colors, limit: 20, readSource: () => undefined })}waiting for changes ...\n`,
  );
}
