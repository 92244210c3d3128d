import { dirname, relative, resolve, sep } from 'node:path';
import { type RuleTestGroup, serialiseRuleTest } from '../../formats/rule-test-file.ts';
import { formatDuration } from '../../shared/duration.ts';
import { atomicWrite } from '../files/atomic-write.ts';
import { fault } from '../files/fault.ts';
import type { MutationSummary } from './summary.ts';

/** Tests to be written, and what they are for. */
export interface SuggestedTests {
  readonly summary: MutationSummary;
  /** Paths as they are shown. */
  readonly ruleFiles: readonly string[];
  /** Milliseconds. */
  readonly evaluationInterval: number;
}

const header = [
  'Suggested by `tocsin mutate`: each test notices a mistake in a rule that no other test notices.',
  'Check that what they expect is what you want, and move them to your own tests.',
];

/** Writes the suggested tests as a promtool file. Returns how many there are; nothing is written without any. */
export function writeSuggestions(
  path: string,
  { summary, ruleFiles, evaluationInterval }: SuggestedTests,
  cwd: string,
): number {
  const tests = summary.alerts.flatMap(({ alert, suggestions }) =>
    suggestions.map((group): RuleTestGroup => ({ ...group, name: `${alert} ${group.name}` })),
  );
  if (tests.length === 0) return 0;
  const folder = dirname(path);
  const names = ruleFiles.map((file) => relative(folder, resolve(cwd, file)).split(sep).join('/'));
  const file = { rule_files: names, evaluation_interval: formatDuration(evaluationInterval), tests };
  try {
    atomicWrite(path, serialiseRuleTest(file, { header }), { durable: false, replaces: true });
  } catch (error) {
    throw fault('write', path, error);
  }
  return tests.length;
}
