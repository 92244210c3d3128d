import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expr } from '../../src/promql/ast.ts';
import { checkAgainstMetrics, type KnownMetrics } from '../../src/promql/check-against-metrics.ts';
import { evaluateInstant } from '../../src/promql/eval/prepare.ts';
import { type LabelSet, labelsOf } from '../../src/promql/labels-of.ts';
import { parse } from '../../src/promql/parser.ts';
import { createStorage } from '../../src/promql/storage/storage.ts';
import { exprs } from '../support/promql-arbitraries.ts';

const targetLabels = ['job', 'instance'];
const metrics: KnownMetrics = new Map([
  ['crashes_total', { type: 'counter', labels: new Map([['exit_code', undefined]]) }],
  ['permissions_total', { type: 'counter', labels: new Map([['decision', ['auto_allow', 'auto_deny', 'timeout']]]) }],
  ['sessions', { type: 'gauge', labels: new Map([['user', undefined]]) }],
  ['breaker_state', { type: 'state', labels: new Map([['breaker', ['anthropic_api', 'sqlite']]]) }],
  ['spawn_seconds', { type: 'histogram', labels: new Map([['kind', ['fork', 'exec']]]) }],
]);

function parsed(text: string): Expr {
  const result = parse(text);
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.errors)}`);
  return result.value;
}

describe('checkAgainstMetrics', () => {
  it.each([
    'sum by (instance) (increase(crashes_total{exit_code="1"}[5m])) > 5',
    'sum(rate(permissions_total{decision="timeout"}[5m])) / sum(rate(permissions_total{decision!~"auto_.*"}[5m]))',
    'permissions_total{decision=~"auto_allow|timeout"}',
    'max by (breaker) (breaker_state{breaker="sqlite"}) == 1',
    'histogram_quantile(0.99, sum by (le, kind) (rate(spawn_seconds_bucket[5m])))',
    'rate(spawn_seconds_sum[5m]) / rate(spawn_seconds_count[5m])',
    'deriv(sessions[5m]) > 0 and on (job) up == 1',
    'max_over_time(sessions[1h]) unless on (instance) up',
    'label_replace(sessions, "who", "$1", "user", "(.*)") * on (who) group_left label_replace(up, "who", "x", "", "")',
    'sum by (x) (label_join(up, "x", "-", "job", "instance"))',
    'ALERTS{alertname="X", whatever="y"}',
    '{__name__=~"other_.*", whatever="x"}',
    'rate(sum(crashes_total)[5m:])',
    'count_values by (job) ("v", sessions) * on (v) group_right () count_values("v", sessions)',
    'scrape_duration_seconds{job="x"}',
    'info(sessions, {whatever="x"})',
  ])('finds nothing wrong with %s', (text) => {
    expect(checkAgainstMetrics(parsed(text), metrics, targetLabels)).toEqual([]);
  });

  it.each([
    {
      marked: 'rate(⟦crash_total⟧[5m])',
      message: 'metric `crash_total` is not declared',
      help: 'did you mean `crashes_total`?',
    },
    { marked: 'sum(⟦nothing_like_it⟧)', message: 'metric `nothing_like_it` is not declared' },
    { marked: '⟦{__name__="session"}⟧', message: 'metric `session` is not declared', help: 'did you mean `sessions`?' },
    {
      marked: 'rate(⟦spawn_seconds⟧[5m])',
      message: '`spawn_seconds` is a histogram, not a series',
      help: 'use one of its series: `spawn_seconds_bucket`, `spawn_seconds_count`, `spawn_seconds_sum`',
    },
    { marked: '⟦spawn_seconds_total⟧', message: 'metric `spawn_seconds_total` is not declared' },
    { marked: 'sessions{⟦usr="x"⟧}', message: '`sessions` has no label `usr`', help: 'did you mean `user`?' },
    { marked: 'up{⟦user="x"⟧}', message: '`up` has no label `user`', help: 'use `job` or `instance`' },
    {
      marked: 'spawn_seconds_count{⟦le="1"⟧}',
      message: '`spawn_seconds_count` has no label `le`',
      help: 'use `job`, `instance` or `kind`',
    },
    {
      marked: 'permissions_total{⟦decision="time_out"⟧}',
      message: 'label `decision` of `permissions_total` is never `time_out`',
      help: 'did you mean `timeout`?',
    },
    {
      marked: 'permissions_total{⟦decision!="nobody"⟧}',
      message: 'label `decision` of `permissions_total` is never `nobody`',
      help: 'use `auto_allow`, `auto_deny` or `timeout`',
    },
    {
      marked: 'permissions_total{⟦decision=~"timeout|auto_alow"⟧}',
      message: 'label `decision` of `permissions_total` is never `auto_alow`',
      help: 'did you mean `auto_allow`?',
    },
    {
      marked: 'permissions_total{⟦decision!~"automatic_.*"⟧}',
      message: 'no value of label `decision` matches `automatic_.*`',
      help: 'use `auto_allow`, `auto_deny` or `timeout`',
    },
    {
      marked: '⟦rate(sessions[5m])⟧',
      message: '`rate` needs a counter, and `sessions` is a gauge',
      help: 'use `deriv`, or a function such as `max_over_time`',
    },
    { marked: '⟦increase(breaker_state[5m])⟧', message: '`increase` needs a counter, and `breaker_state` is a gauge' },
    { marked: '⟦irate(up[5m])⟧', message: '`irate` needs a counter, and `up` is a gauge' },
    {
      marked: '⟦delta(crashes_total[5m])⟧',
      message: '`delta` needs a gauge, and `crashes_total` is a counter',
      help: 'use `increase`',
    },
    {
      marked: '⟦deriv(spawn_seconds_sum[5m])⟧',
      message: '`deriv` needs a gauge, and `spawn_seconds_sum` is a counter',
      help: 'use `rate`',
    },
    {
      marked: '⟦predict_linear(crashes_total[1h], 3600)⟧',
      message: '`predict_linear` needs a gauge, and `crashes_total` is a counter',
    },
    {
      marked: 'histogram_quantile(0.9, ⟦sum by (kind) (rate(spawn_seconds_bucket[5m]))⟧)',
      message: '`histogram_quantile` needs the label `le`, which its argument does not have',
      help: 'add `le` to its `by`',
    },
    {
      marked: 'histogram_quantile(0.9, ⟦rate(spawn_seconds_count[5m])⟧)',
      message: '`histogram_quantile` needs the label `le`, which its argument does not have',
      help: 'keep `le` of the `_bucket` series',
    },
    {
      marked: 'sum by (⟦instanc⟧) (sessions)',
      message: '`sum by (instanc)`: what is aggregated has no label `instanc`',
      help: 'did you mean `instance`?',
    },
    {
      marked: 'sum by (job, ⟦user⟧) (max by (job, instance) (sessions))',
      message: '`sum by (user)`: what is aggregated has no label `user`',
      help: 'use `job` or `instance`',
    },
    { marked: 'sum without (⟦nope⟧) (up)', message: '`sum without (nope)`: what is aggregated has no label `nope`' },
    { marked: 'sessions * on (⟦user⟧) up', message: '`on (user)`: the right side has no label `user`' },
    { marked: 'sum(sessions) / on (⟦job⟧) sum by (job) (up)', message: '`on (job)`: the left side has no label `job`' },
    { marked: 'sessions - ignoring (⟦nope⟧) sessions', message: '`ignoring (nope)`: neither side has label `nope`' },
    {
      marked: 'sessions * on (job, instance) group_left (⟦kind⟧) up',
      message: '`group_left (kind)`: the right side has no label `kind`',
      help: 'use `job` or `instance`',
    },
    {
      marked: 'up * on (job, instance) group_right (⟦kind⟧) sessions',
      message: '`group_right (kind)`: the left side has no label `kind`',
    },
  ])('reports $marked', ({ marked, message, help }) => {
    const start = marked.indexOf('⟦');
    const [error, ...others] = checkAgainstMetrics(parsed(marked.replace(/[⟦⟧]/g, '')), metrics, targetLabels);
    expect(error).toMatchObject({ message, span: { start, end: marked.indexOf('⟧') - 1 } });
    if (help !== undefined) expect(error?.help).toBe(help);
    expect(others).toEqual([]);
  });

  it('reports every fault', () => {
    const text = 'rate(sessions{usr="x"}[5m]) + sum by (nope) (unknown_metric) + delta(crashes_total{exit="1"}[5m])';
    expect(checkAgainstMetrics(parsed(text), metrics, targetLabels).map(({ message }) => message)).toEqual([
      '`rate` needs a counter, and `sessions` is a gauge',
      '`sessions` has no label `usr`',
      'metric `unknown_metric` is not declared',
      '`delta` needs a gauge, and `crashes_total` is a counter',
      '`crashes_total` has no label `exit`',
    ]);
  });

  it('works on trees that were built rather than parsed', () => {
    const expr: Expr = { kind: 'vector-selector', name: 'sesions', matchers: [] };
    expect(checkAgainstMetrics(expr, metrics, targetLabels)).toEqual([
      { message: 'metric `sesions` is not declared', span: { start: 0, end: 0 }, help: 'did you mean `sessions`?' },
    ]);
  });

  it('never fails, and blames only what is there', () => {
    const text = exprs({
      metrics: [...metrics.keys(), 'spawn_seconds_bucket', 'up'],
      labels: ['job', 'user', 'le', 'nope'],
    });
    fc.assert(
      fc.property(text, (expr) => {
        for (const { span } of checkAgainstMetrics(expr, metrics, targetLabels))
          expect(span).toEqual({ start: 0, end: 0 });
      }),
    );
  });
});

describe('labelsOf', () => {
  it('names every label that results turn out to have', () => {
    const storage = createStorage();
    const add = (labels: Readonly<Record<string, string>>, value: number): void => {
      for (const t of [0, 60_000, 120_000]) storage.append({ job: 'x', instance: 'y', ...labels }, t, value * (1 + t));
    };
    for (const user of ['job', 'x']) add({ __name__: 'sessions', user }, 3);
    for (const breaker of ['sqlite', 'x']) add({ __name__: 'breaker_state', breaker }, 1);
    for (const le of ['1', '+Inf']) add({ __name__: 'spawn_seconds_bucket', kind: 'fork', le }, 2);
    add({ __name__: 'up' }, 1);
    const expr = exprs({
      type: 'instant vector',
      metrics: ['sessions', 'breaker_state', 'spawn_seconds_bucket', 'up'],
      labels: ['job', 'user', 'breaker', 'kind', 'le'],
      // As names of labels, too.
      values: ['x', 'job', 'user', '.*', ''],
      odd: false,
    });
    let checked = 0;
    fc.assert(
      fc.property(expr, (each) => {
        const labels = labelsOf(each, metrics, targetLabels);
        const result = evaluateInstant(each, storage, 120_000);
        if (labels === 'unknown' || !result.ok || result.value.value.kind !== 'vector') return;
        checked += result.value.value.samples.length;
        for (const sample of result.value.value.samples)
          expect([...labels]).toEqual(
            expect.arrayContaining(Object.keys(sample.labels).filter((name) => name !== '__name__')),
          );
      }),
      { numRuns: 2000 },
    );
    expect(checked).toBeGreaterThan(200);
  });

  const of = (text: string): readonly string[] | string => {
    const labels: LabelSet = labelsOf(parsed(text), metrics, targetLabels);
    return labels === 'unknown' ? labels : [...labels].sort();
  };

  it.each([
    { text: '1 + time()', labels: [] },
    { text: 'vector(1)', labels: [] },
    { text: 'sessions', labels: ['instance', 'job', 'user'] },
    { text: '-rate(crashes_total[5m])', labels: ['exit_code', 'instance', 'job'] },
    { text: 'spawn_seconds_bucket', labels: ['instance', 'job', 'kind', 'le'] },
    { text: 'other', labels: 'unknown' },
    { text: '{job="x"}', labels: 'unknown' },
    { text: 'sum(sessions)', labels: [] },
    { text: 'sum by (user, job, nope) (sessions)', labels: ['job', 'user'] },
    { text: 'sum by (a) (other)', labels: ['a'] },
    { text: 'sum without (user) (sessions)', labels: ['instance', 'job'] },
    { text: 'sum without (user) (other)', labels: 'unknown' },
    { text: 'topk by (job) (3, sessions)', labels: ['instance', 'job', 'user'] },
    { text: 'count_values without (user, instance) ("v", sessions)', labels: ['job', 'v'] },
    { text: 'max_over_time(sum by (job) (sessions)[1h:])', labels: ['job'] },
    { text: 'histogram_quantile(0.9, spawn_seconds_bucket)', labels: ['instance', 'job', 'kind'] },
    { text: 'histogram_quantiles(spawn_seconds_bucket, "q", 0.5)', labels: ['instance', 'job', 'kind', 'q'] },
    { text: 'label_replace(up, "x", "$1", "job", "(.*)")', labels: ['instance', 'job', 'x'] },
    { text: 'label_replace(up, "job", "", "", "")', labels: ['instance'] },
    { text: 'label_replace(up, "job", "", "job", "x")', labels: ['instance', 'job'] },
    { text: 'sum by (job) (up) + fill (0) sum by (instance) (up)', labels: ['instance', 'job'] },
    { text: 'label_join(up, "x", "-", "job")', labels: ['instance', 'job', 'x'] },
    { text: 'absent(other{a="1", b=~"2", c="3", c!="4", d=""})', labels: ['a'] },
    { text: 'absent_over_time(sessions{job="x"}[5m])', labels: ['job'] },
    { text: 'absent(other{a=~"1", a="1", b="1", b=~"1", c="", c="1"})', labels: ['a'] },
    { text: 'absent(sum(sessions))', labels: [] },
    { text: 'info(up)', labels: 'unknown' },
    { text: 'scalar(up) + sessions', labels: ['instance', 'job', 'user'] },
    { text: 'sessions > 5', labels: ['instance', 'job', 'user'] },
    { text: 'sessions and on (job) other', labels: ['instance', 'job', 'user'] },
    { text: 'other unless sessions', labels: 'unknown' },
    { text: 'sum by (job) (up) or vector(0)', labels: ['job'] },
    { text: 'up or other', labels: 'unknown' },
    { text: 'sessions / sessions', labels: ['instance', 'job', 'user'] },
    { text: 'sessions / on (user) sessions', labels: ['user'] },
    { text: 'sessions / on (user, nope) other', labels: ['user'] },
    { text: 'other / on (a) other', labels: ['a'] },
    { text: 'sessions / ignoring (user) up', labels: ['instance', 'job'] },
    { text: 'other / ignoring (user) sessions', labels: ['instance', 'job'] },
    { text: 'sessions * on (job) group_left up', labels: ['instance', 'job', 'user'] },
    { text: 'sum by (job) (up) * on (job) group_right () sessions', labels: ['instance', 'job', 'user'] },
    { text: 'up * on (job, instance) group_left (user, nope) sessions', labels: ['instance', 'job', 'user'] },
    { text: 'up * on (job) group_left (version) other', labels: ['instance', 'job', 'version'] },
  ])('of $text are $labels', ({ text, labels }) => {
    expect(of(text)).toEqual(labels);
  });
});
