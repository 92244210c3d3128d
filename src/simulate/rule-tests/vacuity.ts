import type { Finding } from '../../diagnostics/diagnostic.ts';
import { formatDuration } from '../../shared/duration.ts';
import { nearName } from '../../shared/near-name.ts';
import type { LoadedAlertingRule } from '../rules/rule.ts';
import { readsOfText } from '../rules/rule-graph.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { createSelectorIndex } from '../rules/selector-index.ts';
import type { GroupRun } from './group-run.ts';
import { runTestGroup } from './run-test-group.ts';
import type { AlertTest, TestFile, TestGroup, TestInput } from './test-file.ts';

const finding = (code: string, path: Finding['place']['path'], message: string, help: string): Finding => ({
  code: `rule-tests/${code}`,
  severity: 'error',
  message,
  help,
  place: { path },
});

/** What is wrong with a test file as a whole: it tests nothing. */
export function fileVacuity(file: TestFile): readonly Finding[] {
  return file.groups.length > 0
    ? []
    : [finding('no-tests', ['tests'], 'the file has no tests', 'add a test group, or remove the file')];
}

/** A finding about an entry of `rule_files` that no file matches. */
export const unmatchedRuleFile = (index: number, pattern: string): Finding =>
  finding(
    'no-rule-file',
    ['rule_files', index],
    `no file matches \`${pattern}\``,
    'correct the path: it is relative to the test file',
  );

/** What in a test group cannot fail, or has no effect. */
export function groupVacuity(group: TestGroup, run: GroupRun): readonly Finding[] {
  if (group.alertTests.length + group.exprTests.length === 0)
    return [
      finding('no-tests', group.path, 'the test group has no tests', 'add `alert_rule_test` or `promql_expr_test`'),
    ];
  return [
    ...ignoredInputs(group),
    ...unreadInputs(group, run.rules),
    ...unknownAlerts(group, run.rules),
    ...hastyTests(group, run),
  ];
}

function ignoredInputs({ ignored }: TestGroup): readonly Finding[] {
  return ignored.map(({ path, series }) =>
    finding(
      'ignored-series',
      [...path, 'series'],
      `the input series \`${series}\` is not loaded: a blank line or a comment ends the list before it`,
      'let no values before it end with a line break: fold them with `>-`',
    ),
  );
}

function unreadInputs(group: TestGroup, { graph, version }: RuleSet): readonly Finding[] {
  const asked = createSelectorIndex(version);
  for (const { expr } of group.exprTests) for (const selector of readsOfText(expr, version)) asked.add(selector, 0);
  const isRead = ({ labels }: TestInput): boolean =>
    graph.touchedBy(labels).size > 0 || asked.readersOf({ labels, isOpen: false }).size > 0;
  // Beside a series that is read, one of the same metric shows that its labels keep it out.
  const read = new Set(group.inputs.filter(isRead).map(({ labels }) => labels['__name__']));
  return group.inputs
    .filter((input) => !isRead(input) && !read.has(input.labels['__name__']))
    .map(({ path, series }) =>
      finding(
        'unread-series',
        [...path, 'series'],
        `nothing reads the input series \`${series}\``,
        'correct its name and labels, or remove it',
      ),
    );
}

function unknownAlerts({ alertTests }: TestGroup, { alerts }: RuleSet): readonly Finding[] {
  return alertTests
    .filter(({ alertName }) => !alerts.has(alertName))
    .map(({ path, alertName }) => {
      const near = nearName(alertName, alerts.keys());
      const help =
        near === undefined ? 'add its rule file to `rule_files`, or correct the name' : `did you mean \`${near}\`?`;
      return finding('unknown-alert', [...path, 'alertname'], `no rule raises the alert \`${alertName}\``, help);
    });
}

/**
 * Tests that nothing fires, at a time when nothing can fire yet, on alerts that are not even pending then: no mistake in the rule could
 * make them fail.
 */
function hastyTests(group: TestGroup, run: GroupRun): readonly Finding[] {
  const candidates = group.alertTests.filter((test) => {
    if (test.expected.length > 0) return false;
    const rules = rulesNamed(run.rules, test.alertName);
    return rules.length > 0 && rules.every((rule) => lastTick(test, run) < rule.forMs);
  });
  if (candidates.length === 0) return [];
  const pending = new Set<AlertTest>();
  const last = Math.max(...candidates.map(({ evalTime }) => evalTime));
  const early = { ...group, alertTests: group.alertTests.filter(({ evalTime }) => evalTime <= last), exprTests: [] };
  runTestGroup(early, {
    ...run,
    onTick(time, alerts) {
      for (const test of candidates)
        if (lastTick(test, run) === time && alerts(test.alertName).length > 0) pending.add(test);
    },
  });
  return candidates
    .filter((test) => !pending.has(test))
    .map((test) => {
      const shortest = Math.min(...rulesNamed(run.rules, test.alertName).map(({ forMs }) => forMs));
      const message = `\`${test.alertName}\` cannot fire at ${formatDuration(test.evalTime)}: its \`for\` is ${formatDuration(shortest)}`;
      return finding('before-for', [...test.path, 'eval_time'], message, 'evaluate later, so that the test can fail');
    });
}

/** The evaluation that decides a test. */
const lastTick = ({ evalTime }: AlertTest, { evaluationInterval }: GroupRun): number =>
  Math.floor(evalTime / evaluationInterval) * evaluationInterval;

function rulesNamed({ alerts, entries }: RuleSet, name: string): readonly LoadedAlertingRule[] {
  return (alerts.get(name) ?? []).flatMap((index) => {
    const rule = entries[index]?.rule;
    return rule?.kind === 'alerting' ? [rule] : [];
  });
}
