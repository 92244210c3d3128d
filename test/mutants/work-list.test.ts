import { describe, expect, it } from 'vitest';
import { serialiseRuleTest } from '../../src/formats/rule-test-file.ts';
import { mutate } from '../../src/mutants/mutate.ts';
import { indexProject } from '../../src/mutants/project.ts';
import { workList } from '../../src/mutants/work-list.ts';
import { readTestFile } from '../../src/simulate/rule-tests/read-test-file.ts';
import { readYaml } from '../../src/simulate/rules/read-yaml.ts';
import { loadRules, loadSuite } from '../support/mutation.ts';
import { promtool } from '../support/promtool.ts';
import { hasProgram } from '../support/real-programs.ts';

const alerts = `groups:
- name: alerts
  rules:
  - {alert: Slow, expr: 'job:errors:rate5m > 5'}
  - {alert: Slower, expr: 'job:errors:rate5m > 50'}
`;

const recordings = `groups:
- name: recordings
  rules:
  - {record: 'instance:errors:rate5m', expr: 'rate(errors_total{code="500"}[5m])'}
  - {record: 'job:errors:rate5m', expr: 'sum by (job) (instance:errors:rate5m)'}
  - {record: 'job:requests:sum', expr: 'sum by (job) (requests)', labels: {from: rules}}
  - {record: 'cluster:requests:sum', expr: 'sum(job:requests:sum)'}
  - {record: 'nobody:asks', expr: 'sum(requests)'}
`;

const tests = `tests:
- interval: 1m
  input_series: [{series: 'requests{job="a", instance="i"}', values: '5x20'}]
  promql_expr_test:
  - {expr: 'cluster:requests:sum', eval_time: 5m, exp_samples: [{labels: 'cluster:requests:sum', value: 5}]}
`;

async function project(testText = tests) {
  const files = await Promise.all(
    Object.entries({ 'alerts.yml': alerts, 'recordings.yml': recordings }).map(async ([path, text]) => ({
      path,
      groups: await loadRules(text),
    })),
  );
  const yaml = await readYaml(testText);
  if (!yaml.ok) throw new Error('broken tests');
  const { file } = readTestFile(yaml.value.root, '3');
  return indexProject({
    version: '3',
    ruleFiles: files,
    testFiles: [{ path: 'tests.yml', file, ruleFiles: ['alerts.yml', 'recordings.yml'] }],
    factsOf: () => undefined,
  });
}

type Index = Awaited<ReturnType<typeof project>>;

const listed = (index: Index, files: readonly string[], selects: (name: string) => boolean = () => true) =>
  workList(index, files, selects).map((item) => `${item.owner.kind} ${item.owner.name}: ${index.ruleAt(item)?.name}`);

const both = ['alerts.yml', 'recordings.yml'];

describe('workList', () => {
  it('has every rule that a test can observe once, in whichever file it stands', async () => {
    expect(listed(await project(), both)).toEqual([
      'alerting Slow: Slow',
      'alerting Slow: instance:errors:rate5m',
      'alerting Slow: job:errors:rate5m',
      'alerting Slower: Slower',
      'recording cluster:requests:sum: job:requests:sum',
      'recording cluster:requests:sum: cluster:requests:sum',
    ]);
  });

  it('names the file of the owner, not that of the recording', async () => {
    const [, item] = workList(await project(), both, () => true);
    expect(item).toMatchObject({ file: 'recordings.yml', owner: { file: 'alerts.yml' } });
  });

  it('leaves alone what is in other files than those that are asked for', async () => {
    const index = await project();
    expect(listed(index, ['alerts.yml'])).toEqual(['alerting Slow: Slow', 'alerting Slower: Slower']);
    expect(listed(index, ['recordings.yml'])).toEqual([
      'recording cluster:requests:sum: job:requests:sum',
      'recording cluster:requests:sum: cluster:requests:sum',
    ]);
  });

  it('selects recordings that tests ask for by their own name', async () => {
    const index = await project();
    expect(listed(index, both, (name) => name.startsWith('cluster'))).toEqual([
      'recording cluster:requests:sum: job:requests:sum',
      'recording cluster:requests:sum: cluster:requests:sum',
    ]);
    expect(listed(index, both, (name) => name === 'Slower')).toEqual([
      'alerting Slower: Slower',
      'alerting Slower: instance:errors:rate5m',
      'alerting Slower: job:errors:rate5m',
    ]);
  });
});

describe('a recording that only tests of expressions ask for', () => {
  const reportsOf = (index: Index) =>
    workList(index, ['recordings.yml'], () => true).flatMap((item) => mutate(item, index, { charts: true }) ?? []);

  it('has its mutants killed by these, and the rest searched', async () => {
    const reports = reportsOf(await project());
    const outcomes = reports.flatMap(({ rule, mutants }) =>
      mutants.map(({ change, outcome }) => `${rule} ${change}: ${outcome}`),
    );
    expect(outcomes).toEqual([
      'job:requests:sum changing `sum` to `avg`: survived',
      'job:requests:sum changing `sum` to `max`: survived',
      'job:requests:sum changing `sum` to `count`: killed',
      'job:requests:sum changing `sum by (job)` to `sum`: equivalent',
      'job:requests:sum changing `sum by (job)` to `sum by (job, instance)`: equivalent',
      'job:requests:sum changing `from: rules` to `from: not-rules`: equivalent',
      'cluster:requests:sum changing `sum` to `avg`: survived',
      'cluster:requests:sum changing `sum` to `max`: survived',
      'cluster:requests:sum changing `sum` to `count`: killed',
      'cluster:requests:sum changing `sum` to `sum by (instance)`: equivalent',
      'cluster:requests:sum changing `sum` to `sum by (job)`: killed',
    ]);
    expect(reports.flatMap(({ charts }) => charts)).toEqual([]);
  });

  it('gets suggested tests that pass and notice the survivors', async () => {
    const suggestions = reportsOf(await project()).flatMap((report) => report.suggestions);
    expect(suggestions.length).toBeGreaterThan(1);
    const yaml = serialiseRuleTest({ rule_files: ['recordings.yml'], evaluation_interval: '1m', tests: suggestions });
    const suite = await loadSuite(await loadRules(recordings), yaml);
    expect(suite.failing).toEqual([]);
    if (hasProgram('promtool')) {
      const files = [
        { path: 'recordings.yml', content: recordings },
        { path: 'tests.yml', content: yaml },
      ];
      const verdict = promtool(['test', 'rules', 'tests.yml'], files);
      expect(verdict.ok, verdict.output).toBe(true);
    }
    const again = reportsOf(await project(yaml)).flatMap(({ mutants }) => mutants);
    expect(again.filter(({ outcome }) => outcome === 'survived')).toEqual([]);
    expect(again.filter(({ outcome }) => outcome === 'killed').length).toBeGreaterThan(5);
  });
});
