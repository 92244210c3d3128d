import type { Expr, LabelMatcher } from '../promql/ast.ts';
import { aggregate, binary, call, number, range, selector } from '../promql/builder.ts';
import { print } from '../promql/printer.ts';
import { assertNever } from '../shared/assert-never.ts';
import type { Declared } from './declared.ts';
import { describeCondition } from './describe.ts';
import { metricsOfCondition } from './metrics-of.ts';
import type { Condition, Job, Metric, Runbook, TemplatePart } from './model.ts';

/** How far back the queries of a default runbook look, in milliseconds. */
const hour = 3_600_000;

/** "More than 5 crashes in 5m, per instance. Crash tracking." */
export function defaultDescription(condition: Condition, metrics: Declared<Metric>): readonly TemplatePart[] {
  const helps = unique(metricsOfCondition(condition, metrics)).map(({ help }) => sentence(help));
  return [{ kind: 'text', text: [sentence(describeCondition(condition)), ...helps].join(' ') }];
}

/** A runbook made of what the condition means: enough to start with, and it says that it is no more than that. */
export function defaultRunbook(condition: Condition, metrics: Declared<Metric>, action: string): Runbook {
  const read = unique(metricsOfCondition(condition, metrics));
  const about = read.map(({ name, help }) => `\`${name}\`: ${sentence(help)}`);
  return {
    meaning: [`The alert fires on this condition: ${describeCondition(condition)}.`, ...about].join(' '),
    impact: 'The specification does not say what this harms. Add a `runbook` to the alert to say so.',
    diagnosis: [
      ...unique(jobsOf(condition)).map(({ name }) => ({
        say: `See which targets of ${name} cannot be scraped`,
        query: print(binary(selector('up', [jobMatcher(name)]), '==', number(0))),
      })),
      ...read.map((metric) => ({ say: `See where ${metric.name} stands out`, query: print(breakdown(metric)) })),
    ],
    remediation: [sentence(action)],
  };
}

const unique = <T>(list: readonly T[]): readonly T[] => [...new Set(list)];

const jobMatcher = (value: string): LabelMatcher => ({ name: 'job', op: '=', value });

function jobsOf(condition: Condition): readonly Job[] {
  switch (condition.kind) {
    case 'down':
      return [condition.job];
    case 'and':
    case 'or':
    case 'unless':
      return [...jobsOf(condition.left), ...jobsOf(condition.right)];
    default:
      return [];
  }
}

/** A query that shows a metric by those of its labels that have few values. */
function breakdown(metric: Metric): Expr {
  const few = metric.labels.filter(({ domain }) => domain.kind !== 'unbounded').map(({ name }) => name);
  const by = ['instance', ...few];
  switch (metric.type) {
    case 'counter': {
      const gained = call('increase', range(selector(metric.name), hour));
      return binary(aggregate('sum', by, gained), '>', number(0));
    }
    case 'gauge':
    case 'state':
      return selector(metric.name);
    case 'histogram': {
      const rates = call('rate', range(selector(`${metric.name}_bucket`), hour));
      return call('histogram_quantile', number(0.95), aggregate('sum', ['le', ...by], rates));
    }
    default:
      return assertNever(metric);
  }
}

/** With a full stop, and a capital letter unless it starts with the name of a metric. */
function sentence(text: string): string {
  const trimmed = text.trim();
  const capital = trimmed.replace(/^\p{Ll}+(?=[\s,.]|$)/u, (word) => word.charAt(0).toUpperCase() + word.slice(1));
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}
