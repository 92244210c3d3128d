import { describe, expect, it } from 'vitest';
import { testsOfAlert } from '../../../src/generators/prometheus/tests-of-alert.ts';
import { generateRunbooks } from '../../../src/generators/runbooks/generate-runbooks.ts';
import { conventions } from '../../../src/model/conventions.ts';
import type { Alert, Model } from '../../../src/model/model.ts';
import { betcodeModel } from '../../support/betcode.ts';
import { sampleModel } from '../../support/sample-model.ts';

const pageOf = (model: Model, alert: string): string =>
  generateRunbooks(model).find(({ path }) => path === conventions.runbookPath(alert))?.content ?? '';

const withAlert = (change: Partial<Alert>): Model => ({
  ...sampleModel,
  alerts: sampleModel.alerts.map((alert) => (alert.name === 'ShopManyFailures' ? { ...alert, ...change } : alert)),
});

describe('generateRunbooks', () => {
  it('has a page for every alert, and an index that leads to all of them', () => {
    for (const model of [sampleModel, betcodeModel()]) {
      const files = generateRunbooks(model);
      const index = files.find(({ path }) => path === conventions.runbookIndexPath)?.content ?? '';
      expect(files).toHaveLength(model.alerts.length + model.experiments.length + 1);
      const [alerts = '', experiments = ''] = index.split('## Experiments');
      const linked = [...alerts.matchAll(/\]\((\w+)\.md\)/g)].map(([, name]) => name);
      expect(linked.toSorted()).toEqual(model.alerts.map(({ name }) => name).toSorted());
      const days = [...experiments.matchAll(/\]\(experiments\/([\w-]+)\.md\)/g)].map(([, name]) => name);
      expect(days).toEqual(model.experiments.map(({ name }) => name));
    }
  });

  it('lists the loudest alerts first', () => {
    const index = generateRunbooks(sampleModel).at(-1)?.content ?? '';
    const [alerts = ''] = index.split('## Experiments');
    const severities = [...alerts.matchAll(/^\| \[.*?\| (\w+) \|/gm)].map(([, severity]) => severity);
    const ranks = severities.map((severity) => sampleModel.severities.indexOf(severity ?? ''));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(ranks).toHaveLength(sampleModel.alerts.length);
  });

  it('tells everything that the spec says about an alert', () => {
    const page = pageOf(
      withAlert({
        action: 'Call the `shop`',
        for: 120_000,
        keepFiringFor: 300_000,
        added: 'nobody thought of it',
        runbook: {
          meaning: 'It *fails*.',
          impact: 'No parcels.',
          diagnosis: [{ say: 'Look at the <log>' }, { say: 'Look at orders', query: 'sum(\n  up\n)' }],
          remediation: ['First this', 'Then that'],
        },
      }),
      'ShopManyFailures',
    );
    for (const part of [
      '# ShopManyFailures\n',
      '| Severity | ticket |',
      '| Audience | oncall |',
      '| Notified | oncall: PagerDuty |',
      '| What to do | Call the `shop` |',
      '| Tells apart | `instance` |',
      '| Keeps firing | for 5m longer |',
      '| Panel | [Shop API](https://grafana.example.com/d/shop-api?viewPanel=201) |',
      'It \\*fails\\*.',
      'The requirements lack this alert. It was added: nobody thought of it.',
      'No parcels.',
      'more than 5 orders in 5m, per instance',
      '1. Look at the \\<log\\>\n2. Look at orders:\n\n   ```promql\n   sum(\n     up\n   )\n   ```',
      '1. First this\n2. Then that',
      '(../prometheus/rules/ShopManyFailures.rules.yml)',
      '* While [ShopApiDown](ShopApiDown.md) fires with the same `instance`, nobody is notified.',
    ]) {
      expect(page).toContain(part);
    }
  });

  it('links queries to Prometheus where there is one', () => {
    const url = 'https://prometheus.example.com/graph?g0.expr=sum%28rate%28shop_orders_total%5B5m%5D%29%29&g0.tab=1';
    expect(pageOf(sampleModel, 'ShopManyFailures')).toContain(`(${url})`);
    const { grafana, runbooks } = sampleModel.links;
    const without = pageOf({ ...sampleModel, links: { grafana, runbooks } }, 'ShopManyFailures');
    expect(without).not.toContain('/graph?');
    expect(without).toContain("amtool silence add --duration=2h --comment='...'");
  });

  it('names the rule file of an alert that shares one', () => {
    const rulesOf = (name: string) => /\.\.\/prometheus\/rules\/(\w+)\.rules\.yml/.exec(pageOf(sampleModel, name))?.[1];
    expect(rulesOf('ShopTrouble')).toBe('ShopManyFailures');
  });

  it('lists what the tests of the alert prove', () => {
    const alert = sampleModel.alerts.find(({ name }) => name === 'ShopManyFailures');
    const { tests } = testsOfAlert(sampleModel, alert as Alert);
    const [, proof = ''] = pageOf(sampleModel, 'ShopManyFailures').split('## Proof');
    expect(tests.length).toBeGreaterThan(5);
    expect(proof.match(/^\* /gm)).toHaveLength(tests.length);
    expect(proof).toContain('fires at the 6th order');
  });

  it('has everything that a game day needs', () => {
    const page =
      generateRunbooks(sampleModel).find(({ path }) => path === 'runbooks/experiments/payment-outage.md')?.content ??
      '';
    for (const part of [
      '# Game day: Payment outage\n',
      '* A customer is charged twice.',
      '## Variant two-minutes\n',
      'Finding: Orders wait \\*longer\\* than the `bank` is away.',
      '1. Block the address of the bank.',
      '| 0s | shop_breaker_state{dependency="payments"} turns open |',
      '| 2m | the process of shop-worker at localhost:8082 starts |',
      '| [ShopBreakerOpen](../ShopBreakerOpen.md) | by 1m | oncall: PagerDuty | by 2m |',
      '* [ShopApiDown](../ShopApiDown.md): the shop itself answers',
      'By 4m after the fault',
      'group by (instance) (shop_breaker_state{dependency="payments"} == 0)',
      'Every order that waited was placed once.',
      'tocsin simulate payment-outage --live',
    ])
      expect(page).toContain(part);
    expect(pageOf(sampleModel, 'ShopBreakerOpen')).toContain('[Payment outage](experiments/payment-outage.md)');
  });
});
