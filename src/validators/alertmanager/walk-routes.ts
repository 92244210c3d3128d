import type { RouteNode } from '../../formats/alertmanager-config.ts';

/** A node of the route tree and where it stands. */
export interface LocatedRoute {
  readonly node: RouteNode;
  readonly at: readonly (string | number)[];
}

/** The root and everything below it, in order. */
export function routesBelow(node: RouteNode, at: readonly (string | number)[] = ['route']): readonly LocatedRoute[] {
  return [{ node, at }, ...(node.routes ?? []).flatMap((child, i) => routesBelow(child, [...at, 'routes', i]))];
}
