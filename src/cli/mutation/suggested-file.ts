import { existsSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { type RuleTestGroup, serialiseRuleTest } from '../../formats/rule-test-file.ts';
import { formatDuration } from '../../shared/duration.ts';
import { CannotRunError } from '../cannot-run-error.ts';
import { atomicWrite } from '../files/atomic-write.ts';
import { fault } from '../files/fault.ts';
import { readText } from '../files/read-text.ts';
import type { MutationSummary } from './summary.ts';

/** Tests to be written, and what they are for. */
export interface SuggestedTests {
  /** The file, which its paths are relative to. */
  readonly path: string;
  readonly alerts: MutationSummary['alerts'];
  /** Paths as they are shown. */
  readonly ruleFiles: readonly string[];
  /** Milliseconds. */
  readonly evaluationInterval: number;
}

const header = [
  'Suggested by `tocsin mutate`: each test notices a mistake in a rule that no other test notices.',
  'Check that what they expect is what you want, and move them to your own tests.',
];

/**
 * Throws a {@link CannotRunError} when `file`, as given, is not to be written to: one of the test files, or something else that
 * somebody wrote.
 */
export function refuseToOverwrite(file: string, tests: readonly string[], cwd: string): void {
  const path = resolve(cwd, file);
  const help = 'name another file';
  if (tests.some((test) => resolve(cwd, test) === path))
    throw new CannotRunError(
      'cli/would-overwrite',
      `\`${file}\` is one of the test files: its tests would be lost`,
      help,
    );
  if (!existsSync(path) || readText(path).startsWith(`# ${header[0]}`)) return;
  throw new CannotRunError('cli/would-overwrite', `\`${file}\` exists, and holds no suggested tests`, help);
}

/** The text of a promtool file with the suggested tests. */
export function suggestedFile({ path, alerts, ruleFiles, evaluationInterval }: SuggestedTests, cwd: string): string {
  const tests = alerts.flatMap(({ alert, suggestions }) =>
    suggestions.map((group): RuleTestGroup => ({ ...group, name: `${alert} ${group.name}` })),
  );
  const folder = dirname(path);
  const names = ruleFiles.map((file) => relative(folder, resolve(cwd, file)).split(sep).join('/'));
  const file = { rule_files: names, evaluation_interval: formatDuration(evaluationInterval), tests };
  return serialiseRuleTest(file, { header });
}

/** Writes the suggested tests. Returns whether there are any; nothing is written without. */
export function writeSuggestions(suggested: SuggestedTests, cwd: string): boolean {
  const { path, alerts } = suggested;
  if (alerts.every(({ suggestions }) => suggestions.length === 0)) return false;
  try {
    atomicWrite(path, suggestedFile(suggested, cwd), { durable: false, replaces: true });
  } catch (error) {
    throw fault('write', path, error);
  }
  return true;
}
