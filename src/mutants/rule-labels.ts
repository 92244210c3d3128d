import type { Expr } from '../promql/ast.ts';
import type { Labels } from '../promql/storage/label-table.ts';
import { selectorsOf } from '../promql/walk.ts';
import { compare } from '../shared/compare.ts';
import type { LoadedRule } from '../simulate/rules/rule.ts';

/** Labels that the series of an expression may have: those of known series of its metrics, also behind recording rules. */
export function createLabelsOf(
  series: readonly Labels[],
  rules: readonly LoadedRule[],
): (expr: Expr) => readonly string[] {
  const ofMetric = new Map<string, Set<string>>();
  for (const labels of series) {
    const name = labels['__name__'] ?? '';
    const known = ofMetric.get(name) ?? new Set();
    for (const label of Object.keys(labels)) if (label !== '__name__' && label !== 'le') known.add(label);
    ofMetric.set(name, known);
  }
  const recordings = new Map<string, Expr[]>();
  for (const rule of rules)
    if (rule.kind === 'recording') recordings.set(rule.name, [...(recordings.get(rule.name) ?? []), rule.expr]);

  function namesOf(expr: Expr, depth: number): readonly string[] {
    return selectorsOf(expr).flatMap(({ name = '' }) => [
      ...(ofMetric.get(name) ?? []),
      ...(depth > 8 ? [] : (recordings.get(name) ?? []).flatMap((recorded) => namesOf(recorded, depth + 1))),
    ]);
  }
  return (expr) => [...new Set(namesOf(expr, 0))].sort(compare);
}
