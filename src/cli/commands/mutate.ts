import { resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RuleReport } from '../../mutants/report.ts';
import { compileRegex } from '../../promql/regex/compile-regex.ts';
import type { PrometheusVersion } from '../../simulate/rules/rule.ts';
import { CannotRunError } from '../cannot-run-error.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { displayPath } from '../display-path.ts';
import { atomicWrite } from '../files/atomic-write.ts';
import { fault } from '../files/fault.ts';
import { filesSource } from '../mutation/files-source.ts';
import { failingTests, survivorFindings } from '../mutation/mutation-findings.ts';
import { mutationJson } from '../mutation/mutation-json.ts';
import type { ProjectSource } from '../mutation/project-source.ts';
import { type ReadProject, readProject } from '../mutation/read-project.ts';
import { runMutations } from '../mutation/run-mutations.ts';
import { specSource } from '../mutation/spec-source.ts';
import { refuseToOverwrite, type SuggestedTests, suggestedFile, writeSuggestions } from '../mutation/suggested-file.ts';
import { suggestInRounds } from '../mutation/suggestion-rounds.ts';
import { type MutationSummary, summarise } from '../mutation/summary.ts';
import { renderMutationText } from '../reporters/mutation/mutation-text.ts';
import { buildArtifacts } from './build-artifacts.ts';
import type { SpecOptions } from './build-spec.ts';

/** The options of `tocsin mutate`. */
export interface MutateOptions extends SpecOptions {
  /** As given; without rules and tests, the spec is mutated. */
  readonly rules: readonly string[];
  readonly tests: readonly string[];
  readonly alert?: string;
  readonly prometheus: PrometheusVersion;
  /** In percent. */
  readonly minScore: number;
  readonly suggest?: string;
  readonly html?: string;
  readonly junit?: string;
  readonly jobs?: number;
}

/** `tocsin mutate`: whether the tests of rules notice mistakes in them. Throws a {@link CannotRunError}. */
export async function mutateCommand(options: MutateOptions, context: CommandContext): Promise<CommandResult> {
  const { io, progress } = context;
  if (options.alert !== undefined) checkPattern(options.alert);
  if (options.suggest !== undefined) refuseToOverwrite(options.suggest, options.tests, io.cwd);
  const found = await sourceOf(options, context);
  if ('diagnostics' in found) return found;
  progress.step('reading rules and tests');
  const project = await readProject(found.source);
  if (project.diagnostics.length > 0) return { diagnostics: project.diagnostics, files: [], text: () => '' };
  if (project.items.length === 0) throw nothingToMutate(options);
  const reports = await reportsOf(options, found.source, project, context);
  const summary = summarise(reports, project.locate);
  const broken = failingTests(project.index, project.locate);
  const suggestedIn = writeReports(options, summary, project, io.cwd);
  await writeRenderings(options, summary, io.cwd);
  const diagnostics: readonly Diagnostic[] = [
    ...broken,
    ...found.warnings,
    ...survivorFindings(summary, options.minScore),
  ];
  return {
    diagnostics,
    files: [],
    json: mutationJson(summary),
    textTellsAll: true,
    text: (colors) => renderMutationText(summary, [...broken, ...found.warnings], colors, suggestedIn),
  };
}

function checkPattern(pattern: string): void {
  const compiled = compileRegex(pattern, { dotMatchesNewline: false });
  if (compiled.ok) return;
  const message = compiled.errors.map((error) => error.message).join('; ');
  throw new CannotRunError('cli/usage', `\`--alert\`: ${message}`, 'write a regular expression of RE2');
}

const nothingToMutate = ({ alert }: MutateOptions): CannotRunError =>
  alert === undefined
    ? new CannotRunError(
        'cli/no-alerts',
        'there are no rules to mutate: no alerts, and no recordings that a test asks for',
        'name files that have some',
      )
    : new CannotRunError(
        'cli/no-alerts',
        `nothing that tests can observe has a name that matches \`${alert}\``,
        'correct `--alert`: it is matched with alerts, and with recordings that tests of expressions ask for',
      );

interface Found {
  readonly source: ProjectSource;
  readonly warnings: readonly Diagnostic[];
}

async function sourceOf(options: MutateOptions, context: CommandContext): Promise<Found | CommandResult> {
  const { rules, tests, prometheus: version, alert, html } = options;
  const { cwd } = context.io;
  const rest = { version, charts: html !== undefined, ...(alert === undefined ? {} : { alert }) };
  if (rules.length + tests.length > 0)
    return { source: { ...rest, ...(await filesSource({ rules, tests }, version, cwd)) }, warnings: [] };
  const built = await buildArtifacts(options, context);
  if (!built.ok) return { diagnostics: built.diagnostics, files: [], text: () => '' };
  const { model, artifacts, out, warnings } = built;
  return { source: { ...rest, ...specSource(model, artifacts, out, cwd) }, warnings };
}

function reportsOf(
  { jobs, suggest }: MutateOptions,
  source: ProjectSource,
  project: ReadProject,
  { io: { cwd }, progress }: CommandContext,
): Promise<readonly RuleReport[]> {
  const running = {
    ...(jobs === undefined ? {} : { jobs }),
    onProgress: (done: number, all: number) => progress.step('mutating rules', done, all),
  };
  if (suggest === undefined) return runMutations(source, project, running);
  const path = resolve(cwd, suggest);
  const fileOf = (reports: readonly RuleReport[]): string =>
    suggestedFile(suggestedTests(path, summarise(reports, project.locate), project), cwd);
  return suggestInRounds(source, project, { ...running, path: displayPath(cwd, path), fileOf });
}

function suggestedTests(path: string, { alerts }: MutationSummary, { index }: ReadProject): SuggestedTests {
  const { ruleFiles, testFiles } = index.project;
  const evaluationInterval = testFiles[0]?.file.evaluationInterval ?? 60_000;
  return { path, alerts, ruleFiles: ruleFiles.map((file) => file.path), evaluationInterval };
}

/** Writes the suggested tests and returns where they are. */
function writeReports(
  { suggest }: MutateOptions,
  summary: MutationSummary,
  project: ReadProject,
  cwd: string,
): string | undefined {
  if (suggest === undefined) return undefined;
  const path = resolve(cwd, suggest);
  return writeSuggestions(suggestedTests(path, summary, project), cwd) ? displayPath(cwd, path) : undefined;
}

async function writeRenderings({ html, junit }: MutateOptions, summary: MutationSummary, cwd: string): Promise<void> {
  const write = (path: string, content: string): void => {
    try {
      atomicWrite(path, content, { durable: false, replaces: true });
    } catch (error) {
      throw fault('write', path, error);
    }
  };
  if (junit !== undefined) {
    const { renderMutationJunit } = await import('../reporters/mutation/mutation-junit.ts');
    write(resolve(cwd, junit), renderMutationJunit(summary));
  }
  if (html !== undefined) {
    const { renderMutationPage } = await import('../reporters/mutation/mutation-page.ts');
    write(resolve(cwd, html), renderMutationPage(summary));
  }
}
