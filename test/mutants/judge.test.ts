import { describe, expect, it } from 'vitest';
import { judge } from '../../src/mutants/run/judge.ts';
import { mutateRule } from '../../src/mutants/run/mutate-rule.ts';
import { betcodeModel } from '../support/betcode.ts';
import { loadRules, loadSuite, modelSuites, wholeRunDifferences } from '../support/mutation.ts';

describe('judge', () => {
  it('finds a vacuous test out', async () => {
    const rules = await loadRules('groups: [{name: g, rules: [{alert: Down, expr: up == 0, for: 1m}]}]');
    const suite = await loadSuite(
      rules,
      `tests:
- interval: 1m
  input_series: [{series: up, values: 1 1 1}]
  alert_rule_test: [{alertname: Down, eval_time: 2m}]`,
    );
    const [rule] = rules.flatMap((group) => group.rules);
    if (rule === undefined) throw new Error('no rule');
    const { judgements } = mutateRule(rule, { version: '3', suites: [suite] });
    const survivors = judgements.filter(({ killer }) => killer === undefined).map(({ mutant }) => mutant.change);
    expect(survivors).toEqual([
      'changing `== 0` to `<= 0`',
      'changing `0` to `-1`',
      'removing `for: 1m`',
      'changing `for: 1m` to `for: 30s`',
      'changing `for: 1m` to `for: 2m`',
    ]);
  });

  it('kills a mutant that cannot be evaluated between the tests', async () => {
    const rules = await loadRules('groups: [{name: g, rules: [{alert: A, expr: m * on (job) group_left () n > 5}]}]');
    const suite = await loadSuite(
      rules,
      `evaluation_interval: 1m
tests:
- interval: 1m
  input_series:
  - {series: 'm{job="a"}', values: 1 1 1 1}
  - {series: 'm{job="a", x="2"}', values: _ 1 stale _}
  - {series: 'n{job="a"}', values: 1 1 1 9}
  alert_rule_test:
  - {alertname: A, eval_time: 0m}
  - {alertname: A, eval_time: 3m, exp_alerts: [{exp_labels: {job: a}}]}`,
    );
    const [rule] = rules.flatMap((group) => group.rules);
    if (rule === undefined) throw new Error('no rule');
    const { judgements } = mutateRule(rule, { version: '3', suites: [suite] });
    const dropped = judgements.find(({ mutant }) => mutant.change.startsWith('dropping `group_left'));
    expect(dropped?.killer?.failure).toMatchObject({ kind: 'rule', time: 60_000 });
  });

  it('agrees with whole runs of the tests', async () => {
    // One mutant in forty of some alerts; the long tests take more, and all alerts.
    for (const { name, loaded, suites } of await modelSuites(betcodeModel(), '3'))
      if (!/Rate|Spike/.test(name)) expect(wholeRunDifferences(loaded, suites, '3', 40)).toEqual([]);
  });

  it('gives every mutant the same killer every time', async () => {
    const suites = await modelSuites(betcodeModel(), '3');
    const first = suites.find(({ name }) => name === 'BetcodeTunnelDisconnected');
    const [rule] = first?.loaded.flatMap((group) => group.rules) ?? [];
    if (first === undefined || rule === undefined) throw new Error('betcode has rules');
    const run = () => {
      const { judgements, trials } = mutateRule(rule, { version: '3', suites: first.suites });
      const mutants = judgements.map(({ mutant }) => mutant);
      return judge(mutants, trials).map(({ killer }) => killer?.trial.group.name);
    };
    expect(run()).toEqual(run());
  });
});
