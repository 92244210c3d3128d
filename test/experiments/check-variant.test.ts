import { beforeAll, describe, expect, it } from 'vitest';
import { checkVariant } from '../../src/experiments/check/check-variant.ts';
import { loadStack, type Stack } from '../../src/experiments/play/load-stack.ts';
import type { Observed } from '../../src/experiments/play/observed.ts';
import { playExperiment } from '../../src/experiments/play/play-experiment.ts';
import { generate } from '../../src/generators/generate.ts';
import type { Variant } from '../../src/model/experiment.ts';
import { sampleModel } from '../support/sample-model.ts';

const minute = 60_000;
const [experiment] = sampleModel.experiments;
const [variant] = experiment?.variants ?? [];
if (experiment === undefined || variant === undefined) throw new Error('the sample model has an experiment');
const [expected] = variant.fires;
if (expected === undefined) throw new Error('an alert of it must fire');

const quiet = sampleModel.alerts.filter(({ name }) => /FewOrders|AnyBreaker|Freezer|Memory|NoQueue|Growth/.test(name));

describe('checkVariant', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await loadStack(await generate(sampleModel));
  });

  /** The findings of the sample experiment with a change, by code, and what they say. */
  const findings = (change: Partial<Variant>): Readonly<Record<string, string>> => {
    const changed = { ...variant, ...change };
    const { verdicts } = playExperiment(sampleModel, stack, experiment, changed);
    // The sample model has alerts that its little load does not keep quiet.
    const relevant = verdicts.filter(({ expected: text }) => !quiet.some(({ name }) => text.includes(`\`${name}\``)));
    return Object.fromEntries(
      relevant.flatMap(({ ok, code, expected: text, got }) => (ok ? [] : [[code, `${text}: ${got}`]])),
    );
  };

  const shown = (verdicts: ReturnType<typeof checkVariant>): readonly string[] =>
    verdicts.filter(({ ok }) => !ok).map(({ code, path }) => `${code} ${path.join('.')}`);

  it('finds an alert that never fires', () => {
    const fires = [{ ...expected, alert: 'ShopSlowShare' }];
    expect(findings({ fires })).toMatchObject({
      'experiment/not-fired': '`ShopSlowShare` fires by 1m: it does not fire',
      'experiment/not-told': '`oncall` is told of `ShopSlowShare` by 2m: nothing is sent',
      'experiment/fired': expect.stringContaining('`ShopBreakerOpen` stays silent'),
    });
  });

  it('finds an alert that fires late, or too early', () => {
    expect(findings({ fires: [{ ...expected, by: 1000 }] })).toEqual({
      'experiment/fired-late': '`ShopBreakerOpen` fires by 1s: it fires at 0s to 15s',
    });
    expect(findings({ fires: [{ ...expected, notBefore: 30_000 }] })).toEqual({
      'experiment/fired-early': '`ShopBreakerOpen` fires by 1m, and not before 30s: it fires at 0s to 15s',
    });
  });

  it('finds somebody who is told late, not at all, or instead', () => {
    expect(findings({ fires: [{ ...expected, toldBy: 20_000 }] })).toEqual({
      'experiment/told-late': '`oncall` is told of `ShopBreakerOpen` by 20s: it is told at 30s to 45s',
    });
    expect(findings({ fires: [{ ...expected, receiver: 'nobody' }] })).toEqual({
      'experiment/not-told': '`nobody` is told of `ShopBreakerOpen` by 2m: nothing is sent',
      'experiment/told-others': 'nobody but `nobody` is told of `ShopBreakerOpen`: `oncall` is told, too',
    });
  });

  it('finds what is not back in time', () => {
    expect(findings({ recovered: { ...variant.recovered, by: minute } })).toEqual({
      'experiment/not-recovered': 'all alerts are over by 1m: `ShopBreakerOpen` still fires',
      'experiment/not-back': expect.stringContaining('it does not hold at 1m'),
    });
  });

  const run = (change: Partial<Observed>): Observed => ({
    run: '',
    alerts: [{ alert: expected.alert, labels: {}, pending: 0, firing: 0, over: 3 * minute }],
    told: [
      {
        at: minute,
        receiver: 'oncall.firing-only',
        status: 'firing',
        alerts: [{ alert: expected.alert, labels: {}, status: 'firing' }],
      },
    ],
    held: [],
    unmet: [[]],
    faults: [],
    ...change,
  });
  const check = (runs: readonly Observed[], slack = 0) =>
    shown(checkVariant({ model: sampleModel, variant, runs, slack }));

  it('takes nothing but all runs together', () => {
    expect(check([run({}), run({})])).toEqual([]);
    expect(check([run({}), run({ alerts: [] })])).toEqual(['experiment/not-fired fires.0.alert']);
    expect(check([run({}), run({ told: [] })])).toEqual(['experiment/not-told fires.0.tells']);
    expect(check([run({}), run({ unmet: [[5 * minute]] })])).toEqual(['experiment/not-back recovered.when.0']);
    expect(check([run({ faults: ['ShopBugs: many-to-many matching'] })])).toEqual(['experiment/rule-failed ']);
  });

  it('finds an alert at the end, and one that must be silent', () => {
    const [episode] = run({}).alerts;
    const endless = { alert: expected.alert, labels: {}, pending: 0, firing: 0 };
    expect(check([run({ alerts: [endless] })])).toEqual(['experiment/not-recovered recovered.by']);
    const stray = { alert: 'ShopApiDown', labels: {}, pending: 0, firing: minute, over: 2 * minute };
    const other = { ...stray, alert: 'ShopBugs' };
    const alerts = episode === undefined ? [] : [episode];
    expect(check([run({ alerts: [...alerts, stray] })])).toEqual(['experiment/fired silent.0.alert']);
    expect(check([run({ alerts: [...alerts, other] })])).toEqual(['experiment/fired fires']);
  });

  it('forgives as much as a real run needs', () => {
    const late = { alert: expected.alert, labels: {}, pending: 0, firing: minute + 20_000, over: 4 * minute + 20_000 };
    expect(check([run({ alerts: [late], unmet: [[4 * minute + 10_000]] })], 30_000)).toEqual([]);
    expect(check([run({ alerts: [late] })], 10_000)).toEqual([
      'experiment/fired-late fires.0.by',
      'experiment/not-recovered recovered.by',
    ]);
  });
});
