import fc from 'fast-check';
import { stringify } from 'yaml';

interface Tree {
  readonly matchers: readonly string[];
  readonly continue: boolean;
  readonly routes: readonly Tree[];
}

/** Configurations with any route tree over some labels and their values; every node has a receiver of its own. */
export function anyRouteTree(domain: {
  readonly labels: readonly string[];
  readonly values: readonly string[];
}): fc.Arbitrary<string> {
  const named = domain.values.filter((value) => value !== '');
  const matcher = fc
    .record({
      label: fc.constantFrom(...domain.labels),
      operator: fc.constantFrom('=', '=', '!=', '=~', '!~'),
      picked: fc.subarray([...named], { minLength: 1 }),
      pattern: fc.constantFrom('', '', '.*', '.+', '[a-b]', 'a?'),
    })
    .map(({ label, operator, picked, pattern }) => {
      const value = operator.endsWith('~') ? pattern || picked.join('|') : (picked[0] ?? '');
      return `${label}${operator}"${value}"`;
    });
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.record({
      matchers: fc.array(matcher, { maxLength: 2 }),
      continue: fc.boolean(),
      routes: fc.oneof({ maxDepth: 2 }, fc.constant([]), fc.array(tie('tree'), { maxLength: 4 })),
    }),
  }));
  return fc.array(tree, { minLength: 1, maxLength: 4 }).map((routes) => {
    const receivers = ['r0'];
    const numbered = (node: Tree): object => {
      const receiver = `r${receivers.length}`;
      receivers.push(receiver);
      return { receiver, ...node, routes: node.routes.map(numbered) };
    };
    const route = { receiver: 'r0', routes: routes.map(numbered) };
    return stringify({ route, receivers: receivers.map((name) => ({ name })) });
  });
}
