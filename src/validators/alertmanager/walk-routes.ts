import type { RouteNode } from '../../formats/alertmanager-config.ts';
import { type Matcher, parseMatcher } from './matcher.ts';

/** A node of the route tree and where it stands. */
export interface LocatedRoute {
  readonly node: RouteNode;
  readonly at: readonly (string | number)[];
}

/** The root and everything below it, in order. */
export function routesBelow(node: RouteNode, at: readonly (string | number)[] = ['route']): readonly LocatedRoute[] {
  return [{ node, at }, ...(node.routes ?? []).flatMap((child, i) => routesBelow(child, [...at, 'routes', i]))];
}

/** What is known of an alert: the values of labels that are fixed; of others in `varying`, nothing. */
export interface KnownLabels {
  readonly fixed: Readonly<Record<string, string>>;
  readonly varying: readonly string[];
}

/** The receivers that an alert may reach: one, unless that depends on a label whose value is not known. */
export type Router = (labels: KnownLabels) => ReadonlySet<string>;

interface ReadNode {
  readonly receiver: string;
  /** `undefined` for one that cannot be read, which is reported, and may match anything. */
  readonly matchers: readonly (Matcher | undefined)[];
  readonly routes: readonly ReadNode[];
}

const readNode = ({ receiver, matchers = [], routes = [] }: RouteNode): ReadNode => ({
  receiver,
  matchers: matchers.map(parseMatcher),
  routes: routes.map(readNode),
});

/**
 * Reads the tree as Alertmanager does: the first child that matches takes the alert, and a node that none of its
 * children takes it from keeps it. No generated route continues to its siblings.
 */
export function router(root: RouteNode): Router {
  const tree = readNode(root);
  return (labels) => {
    const reached = new Set<string>();
    const visit = (node: ReadNode): void => {
      for (const child of node.routes) {
        const matches = matchesOf(child, labels);
        if (matches === 'no') continue;
        visit(child);
        if (matches === 'yes') return;
      }
      reached.add(node.receiver);
    };
    visit(tree);
    return reached;
  };
}

function matchesOf({ matchers }: ReadNode, { fixed, varying }: KnownLabels): 'yes' | 'no' | 'maybe' {
  let result: 'yes' | 'maybe' = 'yes';
  for (const matcher of matchers) {
    if (matcher === undefined || varying.includes(matcher.label)) result = 'maybe';
    else if (!matcher.matches(fixed[matcher.label] ?? '')) return 'no';
  }
  return result;
}
