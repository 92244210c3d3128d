import { checkExpr } from '../promql/check-expr.ts';
import { print } from '../promql/printer.ts';
import type { LoadedRule, PrometheusVersion } from '../simulate/rules/rule.ts';
import { editEverywhere } from './edit-everywhere.ts';
import { type Mutant, operatorNames } from './mutant.ts';
import type { EditContext, NodeOperator } from './node-edit.ts';
import { aggregationEdits } from './operators/aggregation.ts';
import { annotationMutants } from './operators/annotation.ts';
import { comparisonEdits } from './operators/comparison.ts';
import { groupingEdits } from './operators/grouping.ts';
import { holdMutants } from './operators/hold.ts';
import { joinEdits } from './operators/join.ts';
import { labelMutants, recordedLabelMutants } from './operators/label.ts';
import { matcherEdits } from './operators/matcher.ts';
import { offsetEdits } from './operators/offset.ts';
import { quantileEdits } from './operators/quantile.ts';
import { rangeFunctionEdits } from './operators/range-function.ts';
import { ratioEdits } from './operators/ratio.ts';
import { setOperatorEdits } from './operators/set-operator.ts';
import { thresholdEdits } from './operators/threshold.ts';
import { unitEdits } from './operators/unit.ts';
import { windowEdits } from './operators/window.ts';

const nodeOperators: readonly NodeOperator[] = [
  comparisonEdits,
  thresholdEdits,
  unitEdits,
  windowEdits,
  matcherEdits,
  aggregationEdits,
  groupingEdits,
  rangeFunctionEdits,
  ratioEdits,
  setOperatorEdits,
  offsetEdits,
  joinEdits,
  quantileEdits,
];

/** What the operators know besides the rule. */
export interface MutantContext {
  readonly version: PrometheusVersion;
  /** Severities that occur in the rules. */
  readonly severities: readonly string[];
  /** Names of labels that the series of an expression may have, sorted. */
  readonly labelsOf: EditContext['labelsOf'];
}

/**
 * Every mutant of a rule: one edit each, no two the same, none that Prometheus would refuse to load. In the order of the
 * operators, then of their places.
 */
export function mutantsOf(rule: LoadedRule, context: MutantContext): readonly Mutant[] {
  const { version } = context;
  const seen = new Set([print(rule.expr)]);
  const found: Mutant[] = [];
  for (const { operator, change, span, whole } of editEverywhere(rule.expr, nodeOperators, context.labelsOf)) {
    const text = print(whole);
    if (seen.has(text) || checkExpr(whole, { dialect: version }).length > 0) continue;
    seen.add(text);
    found.push({
      operator,
      change,
      field: ['expr'],
      ...(span === undefined ? {} : { span }),
      rule: { ...rule, expr: whole, source: text },
    });
  }
  if (rule.kind === 'alerting') {
    found.push(
      ...holdMutants(rule),
      ...labelMutants(rule, version, context.severities),
      ...annotationMutants(rule, version, context.labelsOf(rule.expr)),
    );
  } else found.push(...recordedLabelMutants(rule));
  return found.sort((a, b) => operatorNames.indexOf(a.operator) - operatorNames.indexOf(b.operator));
}
