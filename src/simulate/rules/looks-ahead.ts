import type { DurationExpr, Expr } from '../../promql/ast.ts';
import { parse } from '../../promql/parser.ts';
import { partsOf } from '../../promql/walk.ts';
import type { LoadedRule, PrometheusVersion } from './rule.ts';

/** Whether a rule may read samples that are newer than its evaluation. */
export function ruleLooksAhead(rule: LoadedRule, version: PrometheusVersion): boolean {
  if (looksAhead(rule.expr)) return true;
  if (rule.kind === 'recording') return false;
  return [...rule.labels, ...rule.annotations].some(([, { queries }]) => {
    if (queries === 'none') return false;
    if (queries === 'dynamic') return true;
    return queries.some((query) => {
      const parsed = parse(query, { dialect: version });
      return parsed.ok && looksAhead(parsed.value);
    });
  });
}

function looksAhead(expr: Expr): boolean {
  if (expr.kind === 'vector-selector' || expr.kind === 'subquery') {
    if (expr.at !== undefined || mayBeNegative(expr.offset)) return true;
  }
  if (expr.kind === 'vector-selector') return expr.extended === 'smoothed';
  return partsOf(expr).some(looksAhead);
}

const mayBeNegative = (offset: DurationExpr | undefined): boolean =>
  offset !== undefined && !(offset.kind === 'literal' && offset.seconds >= 0);
