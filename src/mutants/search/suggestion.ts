import type { RuleTestGroup } from '../../formats/rule-test-file.ts';
import { printSeriesLabels, printSeriesValues } from '../../promql/storage/print-notation.ts';
import { formatDuration } from '../../shared/duration.ts';
import type { FiringAlert } from '../../simulate/rule-tests/failure.ts';
import type { LoadedRule, PrometheusVersion } from '../../simulate/rules/rule.ts';
import type { Mutant } from '../mutant.ts';
import { type Arena, textOf } from './arena.ts';
import type { Scenario } from './scenario.ts';
import type { SearchBudget } from './search-budget.ts';

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
    isTold(arena, tried, mutant.rule) && fires(arena, tried, looks.length > 1);
  let smallest: Scenario = { ...scenario, looks, inputs: truncated(scenario, looks.at(-1) ?? 0) };
  if (!fails(smallest)) return undefined;
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

/** For each look, what fires under both versions; undefined where they differ. */
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
  const tests = scenario.looks.flatMap((time, i) => {
    const expected = byName(arena.firingAt(scenario, rule, '3', i) ?? []);
    const got = byName(arena.firingAt(scenario, mutant.rule, '3', i) ?? []);
    const names = new Set([...expected.keys(), ...got.keys()]);
    return [...names].map((alertname) => ({
      eval_time: formatDuration(time),
      alertname,
      exp_alerts: (expected.get(alertname) ?? []).map(({ labels: { alertname: _, ...labels }, annotations }) => ({
        exp_labels: { ...labels },
        exp_annotations: { ...annotations },
      })),
    }));
  });
  if (tests.length === 0) return undefined;
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
    alert_rule_test: tests,
  };
}

function byName(firing: readonly FiringAlert[]): ReadonlyMap<string, readonly FiringAlert[]> {
  const found = new Map<string, FiringAlert[]>();
  for (const alert of [...firing].sort((a, b) => (textOf([a]) < textOf([b]) ? -1 : 1))) {
    const name = alert.labels['alertname'] ?? '';
    found.set(name, [...(found.get(name) ?? []), alert]);
  }
  return found;
}
