import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ProjectIndex } from '../../mutants/project.ts';
import { evidenceText } from './evidence-text.ts';
import type { ReadProject } from './read-project.ts';
import type { AlertSummary, LocatedMutant, MutationSummary } from './summary.ts';

/** Every survivor as a finding; a warning when the score is high enough all the same. */
export function survivorFindings({ alerts, score }: MutationSummary, minScore: number): readonly Diagnostic[] {
  const severity = score >= minScore ? 'warning' : 'error';
  return alerts.flatMap((owner) =>
    owner.mutants
      .filter(({ outcome }) => outcome === 'survived')
      .map((mutant): Diagnostic => {
        const { change, location } = mutant;
        const message = `${change} goes unnoticed in \`${owner.alert}\``;
        const help = helpFor(mutant, owner);
        return { code: 'mutants/survived', severity, message, help, ...(location === undefined ? {} : { location }) };
      }),
  );
}

function helpFor({ suggestion, evidence }: LocatedMutant, { kind, tests }: AlertSummary): string {
  if (suggestion !== undefined) return `add the suggested test "${suggestion}" (\`--suggest\` writes it)`;
  if (evidence?.firing === 0)
    return kind === 'alerting'
      ? 'add a test in which the alert fires: no scenario that was tried makes it fire'
      : 'add a test in which it has a value: it has none in any scenario that was tried';
  if (evidence?.unplayed !== undefined)
    return `add a test that tells the two apart: the search found ${evidenceText(evidence, kind)}`;
  return tests === 0 ? 'add a test: the alert has none' : 'add a test that tells the two apart';
}

/** Tests that fail without any mistake cannot notice one. */
export function failingTests(
  { project, suitesFor }: ProjectIndex,
  locate: ReadProject['locate'],
): readonly Diagnostic[] {
  const suites = new Set(project.ruleFiles.flatMap(({ path }) => suitesFor(path)));
  return [...suites].flatMap(({ path, failing }) =>
    failing.map(({ group }): Diagnostic => {
      const location = locate(path, { path: group.path });
      const name = group.name === '' ? '' : ` \`${group.name}\``;
      return {
        code: 'mutants/failing-test',
        severity: 'error',
        message: `the test group${name} fails on the rules as they are, and is left out`,
        help: 'run `tocsin test` on the file to see why',
        ...(location === undefined ? {} : { location }),
      };
    }),
  );
}
