import type { RuleGraph } from './rule-graph.ts';

/**
 * Rules in groups that have nothing to do with each other: none reads what a rule of another group writes, or writes the
 * same series. Rules that are `together` in one set share a group, too. Indexes are in order within a group.
 */
export function islandsOf(
  rules: Iterable<number>,
  graph: RuleGraph,
  together: readonly ReadonlySet<number>[],
): readonly (readonly number[])[] {
  const parents = new Map<number, number>();
  const rootOf = (rule: number): number => {
    let root = rule;
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root)) root = next;
    parents.set(rule, root);
    return root;
  };
  const ordered = [...rules].sort((a, b) => a - b);
  for (const rule of ordered) for (const other of graph.withSources([rule])) parents.set(rootOf(other), rootOf(rule));
  for (const set of together) {
    const [first, ...others] = set;
    if (first !== undefined) for (const other of others) parents.set(rootOf(other), rootOf(first));
  }
  const islands = new Map<number, number[]>();
  for (const rule of ordered) {
    const root = rootOf(rule);
    const island = islands.get(root);
    if (island === undefined) islands.set(root, [rule]);
    else island.push(rule);
  }
  return [...islands.values()];
}
