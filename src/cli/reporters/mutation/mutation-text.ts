import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { serialiseRuleTest } from '../../../formats/rule-test-file.ts';
import type { AlertSummary, LocatedMutant, MutationSummary } from '../../mutation/summary.ts';
import type { Colors } from '../colors.ts';

/** Survivors of one alert that are listed one by one when it has no tests at all. */
const listedWithoutTests = 3;

/** What `tocsin mutate` tells a person: the score of each alert, each survivor as a sentence, and the tests that are missing. */
export function renderMutationText(
  { alerts, ...counts }: MutationSummary,
  others: readonly Diagnostic[],
  colors: Colors,
  /** The file with the suggested tests; they are printed when there is none. */
  suggestedIn: string | undefined,
): string {
  const width = Math.max(0, ...alerts.map(({ alert }) => alert.length));
  const lines = alerts.flatMap((alert) => alertLines(alert, width, colors, suggestedIn));
  for (const { message, help, location, severity } of others) {
    const where = location === undefined ? '' : `${location.file}:${location.line}:${location.column} `;
    lines.push(`${colors[severity === 'error' ? 'red' : 'yellow'](severity)}: ${where}${message}; ${help}`);
  }
  const { score, killed, survived, equivalent } = counts;
  const total = killed + survived + equivalent;
  const summary = `score ${score}%: ${killed} of ${total} mutants killed, ${survived} survived, ${equivalent} equivalent`;
  lines.push(colors.bold(survived === 0 ? summary : colors.red(summary)));
  if (suggestedIn !== undefined) lines.push(`the missing tests are in ${suggestedIn}`);
  return `${lines.join('\n')}\n`;
}

function alertLines(alert: AlertSummary, width: number, colors: Colors, suggestedIn: string | undefined): string[] {
  const { killed, survived, equivalent, tests, suggestions } = alert;
  const counts = `${killed} killed, ${survived} survived, ${equivalent} equivalent`;
  const score = `${alert.score}%`.padStart(7);
  const lines = [
    `${alert.alert.padEnd(width)} ${survived === 0 ? colors.green(score) : colors.red(score)}  ${counts}${tests === 0 ? ', no tests' : ''}`,
  ];
  const survivors = alert.mutants.filter(({ outcome }) => outcome === 'survived');
  const listed = tests === 0 ? survivors.slice(0, listedWithoutTests) : survivors;
  for (const mutant of listed) lines.push(`  ${survivorLine(mutant, colors)}`);
  if (listed.length < survivors.length) lines.push(`  ... and ${survivors.length - listed.length} more`);
  if (suggestedIn === undefined && suggestions.length > 0) {
    const yaml = serialiseRuleTest({ rule_files: [], evaluation_interval: '', tests: suggestions }, { header: [] });
    const groups = yaml.slice(yaml.indexOf('tests:') + 'tests:\n'.length).trimEnd();
    const shown = groups.split('\n').slice(0, 40);
    lines.push(colors.dim('  suggested tests:'), ...shown.map((line) => colors.dim(`  ${line}`)));
    if (shown.length < groups.split('\n').length)
      lines.push(colors.dim('    ... `--suggest <file>` writes all of them'));
  }
  return lines;
}

function survivorLine({ change, rule, location, suggestion }: LocatedMutant, colors: Colors): string {
  const where = location === undefined ? rule : `${location.file}:${location.line}:${location.column}`;
  const remedy = suggestion === undefined ? '' : colors.dim(` (suggested test: ${suggestion})`);
  return `${where} ${change} goes unnoticed${remedy}`;
}
