import type { RuleTestFile, RuleTestGroup } from '../../formats/rule-test-file.ts';
import type { VectorSelector } from '../../promql/ast.ts';
import { filesOf } from '../output/glob.ts';
import type { RuleSummary } from '../output/located-rule.ts';
import type { Output, ReadFile } from '../output/output.ts';
import { type ReadQuery, readQuery } from '../output/read-query.ts';

/** What a rule test asserts about an alert at a time. */
export interface Assertion {
  readonly alert: string;
  readonly fires: boolean;
  readonly at: readonly (string | number)[];
}

/** A query of a rule test. */
export interface TestQuery {
  readonly expr: ReadQuery;
  readonly at: readonly (string | number)[];
}

/** One group of a file of rule tests, as checks see it. */
export interface ReadTest {
  readonly test: RuleTestGroup;
  readonly index: number;
  readonly queries: readonly TestQuery[];
  /** About the alerts that fire. */
  readonly alerts: readonly Assertion[];
  /** Queries of `ALERTS`, whose value is 0 when nothing fires. */
  readonly alertQueries: readonly Assertion[];
}

/** A file of rule tests with what its checks have in common. */
export interface TestFile extends ReadFile<RuleTestFile> {
  readonly tests: readonly ReadTest[];
  /** What the rules that it loads do; `undefined` when some of them are not known, which is reported elsewhere. */
  readonly loaded: readonly RuleSummary[] | undefined;
}

/** Prepares a file for its checks. */
export const testFile = (file: ReadFile<RuleTestFile>, output: Output): TestFile => ({
  ...file,
  tests: file.value.tests.map(readTest),
  loaded: loadedRules(file, output),
});

function readTest(test: RuleTestGroup, index: number): ReadTest {
  const queries = (test.promql_expr_test ?? []).map(({ expr }, i) => ({
    expr: readQuery(expr),
    at: ['tests', index, 'promql_expr_test', i, 'expr'],
  }));
  const alertQueries = queries.flatMap(({ expr, at }, i) => {
    const fires = test.promql_expr_test?.[i]?.exp_samples.some(({ value }) => value !== 0) ?? false;
    return expr.ok ? alertsRead(expr.value).map((alert) => ({ alert, fires, at })) : [];
  });
  const alerts = (test.alert_rule_test ?? []).map(({ alertname, exp_alerts }, i) => ({
    alert: alertname,
    fires: exp_alerts.length > 0,
    at: ['tests', index, 'alert_rule_test', i, 'alertname'],
  }));
  return { test, index, queries, alerts, alertQueries };
}

/** The alerts whose `ALERTS` series a query selects. */
const alertsRead = (selectors: readonly VectorSelector[]): readonly string[] =>
  selectors
    .filter(({ name }) => name === 'ALERTS')
    .flatMap(({ matchers }) => matchers.filter(({ name, op }) => name === 'alertname' && op === '='))
    .map(({ value }) => value);

function loadedRules({ path, value }: ReadFile<RuleTestFile>, output: Output): readonly RuleSummary[] | undefined {
  const loaded: RuleSummary[] = [];
  for (const pattern of value.rule_files) {
    const files = filesOf(pattern, path, output.paths);
    if (files.length === 0) return undefined;
    for (const file of files) {
      const summary = output.summaries.get(file);
      if (summary === undefined) return undefined;
      loaded.push(summary);
    }
  }
  return loaded;
}
