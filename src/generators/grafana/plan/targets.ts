import { leavesOf } from '../../../model/leaves-of.ts';
import { metricsOfCondition, metricsOfMeasure } from '../../../model/metrics-of.ts';
import type { Condition, Job, Panel } from '../../../model/model.ts';
import type { LabelMatcher } from '../../../promql/ast.ts';
import { selector } from '../../../promql/builder.ts';
import { matcherOf } from '../../expressions/matchers.ts';
import type { TargetVariable } from './page.ts';
import { narrowing, type PlanContext } from './plan-context.ts';

/** Matches the series of some jobs. */
export const jobMatcher = (jobs: readonly Job[]): LabelMatcher =>
  matcherOf({ label: 'job', kind: 'in', values: jobs.map(({ name }) => name) });

/** The jobs of which a condition asks whether they answer. */
const jobsAskedFor = (condition: Condition): readonly string[] =>
  leavesOf(condition).flatMap((leaf) => (leaf.kind === 'down' ? leaf.job.name : []));

/** The jobs whose series some panels read, in the order of the model; all jobs when none is read. */
export function jobsOf(context: PlanContext, panels: readonly Panel[]): readonly Job[] {
  const names = new Set<string>();
  for (const { show, alert: name } of panels) {
    const alert = name === undefined ? undefined : context.alerts.get(name);
    for (const { job } of [
      ...(show === undefined ? [] : metricsOfMeasure(show, context.metrics)),
      ...(alert === undefined ? [] : metricsOfCondition(alert.when, context.metrics)),
    ]) {
      names.add(job);
    }
    if (show?.kind === 'up') names.add(show.job.name);
    for (const job of alert === undefined ? [] : jobsAskedFor(alert.when)) names.add(job);
  }
  const jobs = context.model.jobs.filter(({ name }) => names.has(name));
  return jobs.length === 0 ? context.model.jobs : jobs;
}

/** Choices of targets, each among what the choices before it leave. */
export function targetVariables({ model, chosen }: PlanContext, jobs: readonly Job[]): readonly TargetVariable[] {
  return narrowing(model.targetLabels).map((label, index) => ({
    label,
    values: selector('up', [jobMatcher(jobs), ...chosen.slice(0, index)]),
  }));
}
