import type { Expr, VectorSelector } from '../../promql/ast.ts';
import { partsOf, selectorsOf, walk } from '../../promql/walk.ts';
import type { LoadedRule } from '../../simulate/rules/rule.ts';

/**
 * Whether what rules say at an evaluation depends on the input alone, and not on evaluations before, apart from `for`: recorded series are
 * read as of now, nothing is kept firing, and no text makes queries. Then evaluations that no test looks at can be left out.
 */
export function areMemoryless(rules: readonly LoadedRule[]): boolean {
  const recorded = new Set(recordedBy(rules));
  return rules.every((rule) => isMemoryless(rule, recorded));
}

/** Whether one rule and some others are memoryless; what is known of the others is asked once for each name that the rule may have. */
export function memorylessWith(others: readonly LoadedRule[]): (rule: LoadedRule) => boolean {
  const known = new Map<string, { readonly recorded: ReadonlySet<string>; readonly isPlain: boolean }>();
  return (rule) => {
    const name = rule.kind === 'recording' ? rule.name : '';
    let around = known.get(name);
    if (around === undefined) {
      const recorded = new Set([...recordedBy(others), ...(name === '' ? [] : [name])]);
      around = { recorded, isPlain: others.every((one) => isMemoryless(one, recorded)) };
      known.set(name, around);
    }
    return around.isPlain && isMemoryless(rule, around.recorded);
  };
}

const recordedBy = (rules: readonly LoadedRule[]): readonly string[] =>
  rules.flatMap((rule) => (rule.kind === 'recording' ? [rule.name] : []));

const isMemoryless = (rule: LoadedRule, recorded: ReadonlySet<string>): boolean =>
  !remembers(rule.expr, recorded) && !holdsOn(rule);

function holdsOn(rule: LoadedRule): boolean {
  if (rule.kind === 'recording') return false;
  return (
    rule.keepFiringForMs > 0 || [...rule.labels, ...rule.annotations].some(([, { queries }]) => queries !== 'none')
  );
}

function remembers(expr: Expr, recorded: ReadonlySet<string>): boolean {
  const isOurs = ({ name }: VectorSelector): boolean =>
    name === undefined || recorded.has(name) || name === 'ALERTS' || name === 'ALERTS_FOR_STATE';
  let found = false;
  walk(expr, (node) => {
    if (node.kind === 'vector-selector') {
      const { name, offset, at } = node;
      if (isOurs(node) && (offset !== undefined || at !== undefined || name === undefined || !recorded.has(name)))
        found = true;
    } else if (node.kind === 'matrix-selector' || node.kind === 'subquery') {
      if (partsOf(node).flatMap(selectorsOf).some(isOurs)) found = true;
    } else if (node.kind === 'call' && node.func === 'info') found = true;
  });
  return found;
}
