import { assertNever } from '../shared/assert-never.ts';
import { type Findings, type Path, quote } from './findings.ts';
import type { Condition, Measure } from './model.ts';

/** Labels whose values tell one process from another. */
const ofTargets: readonly string[] = ['job', 'instance'];

/** The jobs whose series a measure reads; empty when that is not known. */
export function jobsOfMeasure(measure: Measure): readonly string[] {
  switch (measure.kind) {
    case 'count':
    case 'rate':
    case 'quantile':
    case 'value':
    case 'states':
      return [measure.of.metric.job];
    case 'share':
      return [measure.of.metric.job, measure.total.metric.job];
    case 'plus':
    case 'minus':
      return [...jobsOfMeasure(measure.left), ...jobsOfMeasure(measure.right)];
    case 'up':
      return [measure.job.name];
    case 'promql':
      return [];
    default:
      return assertNever(measure);
  }
}

/** The jobs whose series a condition reads; empty when that is not known. */
export function jobsOfCondition(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'compare':
      return jobsOfMeasure(condition.measure);
    case 'is':
    case 'absent':
      return [condition.of.metric.job];
    case 'down':
      return [condition.job.name];
    case 'always':
      return [];
    case 'and':
    case 'or':
    case 'unless':
      return [...jobsOfCondition(condition.left), ...jobsOfCondition(condition.right)];
    default:
      return assertNever(condition);
  }
}

/**
 * Reports two sides that are joined on `instance` or `job` although they come from different jobs: no series of the one
 * ever meets one of the other.
 */
export function refuseDifferentTargets(
  findings: Findings,
  what: string,
  labels: readonly string[],
  left: readonly string[],
  right: readonly string[],
  path: Path,
): void {
  const label = ofTargets.find((each) => labels.includes(each));
  const [a, b] = [left[0], right[0]];
  if (label === undefined || a === undefined || b === undefined || left.some((job) => right.includes(job))) return;
  const message = `${what} joins the jobs ${quote(a)} and ${quote(b)}, which never have the same ${quote(label)}`;
  findings.error('measure/different-targets', message, `group both sides by labels other than \`${label}\``, path);
}
