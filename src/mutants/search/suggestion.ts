import type { AlertRuleTest, PromqlExprTest, RuleTestGroup } from '../../formats/rule-test-file.ts';
import type { Expr } from '../../promql/ast.ts';
import type { Labels } from '../../promql/storage/label-table.ts';
import { printSeriesLabels, printSeriesValues } from '../../promql/storage/print-notation.ts';
import { partsOf } from '../../promql/walk.ts';
import { compare } from '../../shared/compare.ts';
import { formatDuration } from '../../shared/duration.ts';
import type { LoadedRule, PrometheusVersion } from '../../simulate/rules/rule.ts';
import type { Mutant } from '../mutant.ts';
import type { Arena } from './arena.ts';
import type { Scenario } from './scenario.ts';
import type { SearchBudget } from './search-budget.ts';
import { type Sight, textOf } from './sight.ts';

/** A test that nobody has written yet. */
export interface Suggestion {
  readonly scenario: Scenario;
  readonly group: RuleTestGroup;
}

const versions: readonly PrometheusVersion[] = ['3', '2.42'];

/**
 * The smallest test of a scenario that passes on the rule, fails on the mutant, and does both under either version: series that do not matter
 * are left out while the budget lasts, and silence is asserted beside a firing where the scenario has one. Undefined when nothing of it can be asserted.
 */
export function suggestTest(
  arena: Arena,
  mutant: Mutant,
  rule: LoadedRule,
  scenario: Scenario,
  look: number | 'fault',
  { suggesting }: SearchBudget,
): Suggestion | undefined {
  const looks = looksFor(arena, scenario, look);
  if (looks === undefined) return undefined;
  const fails = (tried: Scenario): boolean =>
    isTold(arena, tried, mutant.rule) && fires(arena, tried, looks.length > 1) && isDecided(arena, tried, rule);
  const whole: Scenario = { ...scenario, looks, inputs: truncated(scenario, looks.at(-1) ?? 0) };
  const first = [whole, untied(whole)].find(fails);
  if (first === undefined) return undefined;
  let smallest: Scenario = first;
  for (let i = smallest.inputs.length - 1; i >= 0 && arena.work() <= suggesting; i--) {
    const fewer = { ...smallest, inputs: smallest.inputs.toSpliced(i, 1) };
    if (fails(fewer)) smallest = fewer;
  }
  const group = groupOf(arena, smallest, mutant, rule);
  return group === undefined ? undefined : { scenario: smallest, group };
}

/** Whether a test of all looks of the scenario notices the mutant under both versions. */
export const isTold = (arena: Arena, scenario: Scenario, mutated: LoadedRule): boolean =>
  versions.every((version) => arena.difference(scenario, mutated, version) !== undefined) &&
  agreed(arena, scenario).every((text) => text !== undefined);

/** The scenario with series that are a little apart where they had the same values. */
const untied = (scenario: Scenario): Scenario => ({
  ...scenario,
  inputs: scenario.inputs.map(({ labels, values }, i) => ({
    labels,
    values: values.map((value) => (typeof value === 'number' ? value * (1 + i / 64) : value)),
  })),
});

/** Whether the order of the series makes no difference: of equal values, Prometheus picks any. */
function isDecided(arena: Arena, scenario: Scenario, rule: LoadedRule): boolean {
  if (![rule, ...arena.chain].some(({ expr }) => picksSome(expr))) return true;
  const { inputs } = scenario;
  const orders = inputs.map((first, i) => ({ ...scenario, inputs: [first, ...inputs.toSpliced(i, 1)] }));
  return versions.every((version) => {
    const { looks } = arena.original(scenario, version);
    return orders.every((order) => arena.original(order, version).looks.every((look, i) => look === looks[i]));
  });
}

const picking: ReadonlySet<string> = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);

const picksSome = (expr: Expr): boolean =>
  (expr.kind === 'aggregation' && picking.has(expr.op)) || partsOf(expr).some(picksSome);

/** For each look, what is seen under both versions; undefined where they differ. */
function agreed(arena: Arena, scenario: Scenario): readonly (string | undefined)[] {
  const [modern, old] = versions.map((version) => arena.original(scenario, version));
  if (modern?.fault !== undefined || old?.fault !== undefined) return scenario.looks.map(() => undefined);
  return scenario.looks.map((_, i) => (modern?.looks[i] === old?.looks[i] ? modern?.looks[i] : undefined));
}

/** The look that tells, and with it one that fires when nothing else would. */
function looksFor(arena: Arena, scenario: Scenario, look: number | 'fault'): readonly number[] | undefined {
  const texts = agreed(arena, scenario);
  const firing = texts.findIndex((text) => text !== undefined && text !== '');
  if (look === 'fault') {
    const last = firing === -1 ? texts.findLastIndex((text) => text !== undefined) : firing;
    return last === -1 ? undefined : [scenario.looks[last] ?? 0];
  }
  const chosen = texts[look] === '' && firing !== -1 ? [look, firing] : [look];
  return chosen.map((i) => scenario.looks[i] ?? 0).sort((a, b) => a - b);
}

const fires = (arena: Arena, scenario: Scenario, wanted: boolean): boolean =>
  !wanted || agreed(arena, scenario).some((text) => text !== undefined && text !== '');

const truncated = ({ inputs, interval }: Scenario, until: number): Scenario['inputs'] =>
  inputs
    .map((input) => ({ ...input, values: input.values.slice(0, Math.floor(until / interval) + 1) }))
    .filter(({ values }) => values.some((value) => value !== undefined));

function groupOf(arena: Arena, scenario: Scenario, mutant: Mutant, rule: LoadedRule): RuleTestGroup | undefined {
  const inputs = scenario.inputs.map(({ labels, values }) => {
    const plain = values.map((value) => (typeof value === 'object' ? null : value));
    return { labels, plain };
  });
  // A native histogram has a notation of its own, which Prometheus 2 does not read.
  if (inputs.some(({ plain }) => plain.includes(null)) || scenario.start !== 0) return undefined;
  if (Object.keys(scenario.externalLabels).length > 0) return undefined;
  const sight = (of: LoadedRule, version: PrometheusVersion, i: number): Sight =>
    arena.sightAt(scenario, of, version, i) ?? nothing;
  const seen = scenario.looks.map((time, i) => ({
    eval_time: formatDuration(time),
    expected: sight(rule, '3', i),
    got: sight(mutant.rule, '3', i),
    old: sight(rule, '2.42', i),
  }));
  const alertTests = seen.flatMap(({ eval_time, expected, got }) => alertTestsOf(eval_time, expected, got));
  const exprTests = seen.flatMap(({ eval_time, expected, got }) => exprTestsOf(eval_time, expected, got));
  if (alertTests.length + exprTests.length === 0) return undefined;
  // YAML has no number for what is not one, and promtool compares all digits.
  if (exprTests.some(({ exp_samples }) => !exp_samples.every(({ value }) => Number.isFinite(value)))) return undefined;
  const asOld = seen.flatMap(({ eval_time, got, old }) => exprTestsOf(eval_time, old, got));
  if (JSON.stringify(asOld) !== JSON.stringify(exprTests)) return undefined;
  return {
    name: `notices ${mutant.change}`.replaceAll('`', ''),
    interval: formatDuration(scenario.interval),
    ...(inputs.length === 0
      ? {}
      : {
          input_series: inputs.map(({ labels, plain }) => ({
            series: printSeriesLabels(labels),
            values: printSeriesValues(plain.map((value) => value ?? undefined)),
          })),
        }),
    ...(alertTests.length === 0 ? {} : { alert_rule_test: alertTests }),
    ...(exprTests.length === 0 ? {} : { promql_expr_test: exprTests }),
  };
}

const nothing: Sight = { firing: [], recorded: [] };

/** A test for each alert that fires on either side. */
function alertTestsOf(eval_time: string, expected: Sight, got: Sight): readonly AlertRuleTest[] {
  const [ours, theirs] = [byName(expected.firing, 'alertname'), byName(got.firing, 'alertname')];
  return [...new Set([...ours.keys(), ...theirs.keys()])].map((alertname) => {
    const alerts = (ours.get(alertname) ?? []).map((one) => ({ one, text: textOf({ firing: [one], recorded: [] }) }));
    return {
      eval_time,
      alertname,
      exp_alerts: alerts
        .sort((a, b) => (a.text < b.text ? -1 : 1))
        .map(({ one: { labels, annotations } }) => {
          const { alertname: _, ...rest } = labels;
          return { exp_labels: { ...rest }, exp_annotations: { ...annotations } };
        }),
    };
  });
}

/** A test for each recording that has samples on either side. */
function exprTestsOf(eval_time: string, expected: Sight, got: Sight): readonly PromqlExprTest[] {
  const [ours, theirs] = [byName(expected.recorded, '__name__'), byName(got.recorded, '__name__')];
  return [...new Set([...ours.keys(), ...theirs.keys()])].map((expr) => ({
    eval_time,
    expr,
    exp_samples: (ours.get(expr) ?? [])
      .map(({ labels, value }) => ({
        labels: printSeriesLabels(labels),
        value: typeof value === 'number' ? value : Number.NaN,
      }))
      .sort((a, b) => compare(a.labels, b.labels)),
  }));
}

function byName<T extends { readonly labels: Labels }>(all: readonly T[], label: string): ReadonlyMap<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const name = one.labels[label] ?? '';
    found.set(name, [...(found.get(name) ?? []), one]);
  }
  return found;
}
