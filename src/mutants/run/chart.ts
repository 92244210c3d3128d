import { printSeriesLabels } from '../../promql/storage/print-notation.ts';
import type { LoadedRule } from '../../simulate/rules/rule.ts';
import type { ScenarioChart } from '../report.ts';
import type { Trial } from './trial.ts';

/** Collects what is drawn of killing scenarios: each test group once, and what each mutant made of it. */
export interface ChartRecorder {
  record(trial: Trial, mutated: LoadedRule, name: string): { readonly chart: number; readonly states: string };
  charts(): readonly ScenarioChart[];
}

/** A recorder for the mutants of one rule. */
export function chartRecorder(original: LoadedRule): ChartRecorder {
  const numbers = new Map<Trial, number>();
  const charts: ScenarioChart[] = [];
  return {
    record(trial, mutated, name) {
      let chart = numbers.get(trial);
      if (chart === undefined) {
        chart = charts.length;
        numbers.set(trial, chart);
        charts.push(chartOf(trial, name, trial.states(original)));
      }
      return { chart, states: trial.states(mutated) };
    },
    charts: () => charts,
  };
}

function chartOf({ group, suite }: Trial, name: string, states: string): ScenarioChart {
  return {
    group: name,
    evaluationInterval: suite.file.evaluationInterval,
    interval: group.interval,
    series: group.inputs.map(({ labels, values }) => ({
      name: printSeriesLabels(labels),
      values: values.map((value) => (typeof value === 'number' && Number.isFinite(value) ? value : null)),
    })),
    states,
    assertions: group.alertTests.map(({ evalTime, expected }) => ({ at: evalTime, firing: expected.length })),
  };
}
