import type { RouteNode } from '../config/alertmanager.ts';
import { type AlertLabels, matchesAll } from '../matchers/matcher.ts';

/**
 * The nodes that take an alert, in the order in which Alertmanager finds them: depth first; a node that none of its children
 * takes the alert from keeps it; the first child that matches ends the search unless it continues. Mirrors `Route.Match` in
 * dispatch/route.go.
 * @returns none when the node does not match.
 */
export function matchRoute(node: RouteNode, labels: AlertLabels): readonly RouteNode[] {
  const found: RouteNode[] = [];
  collect(node, labels, found);
  return found;
}

function collect(node: RouteNode, labels: AlertLabels, found: RouteNode[]): boolean {
  if (!matchesAll(node.matchers, labels)) return false;
  const before = found.length;
  for (const child of node.routes) {
    if (collect(child, labels, found) && !child.continues) break;
  }
  if (found.length === before) found.push(node);
  return true;
}
