import type { RouteNode } from '../config/alertmanager.ts';
import { matchRoute } from '../route/match-route.ts';
import { exampleOf, type LabelSpace, narrowSpace } from './label-space.ts';

/** A part of a space and the nodes that take its label sets. */
export interface RouteOutcome {
  readonly space: LabelSpace;
  readonly routes: readonly RouteNode[];
}

/** Parts beyond which the rest is not split: of what is left then, one label set each stands for all. */
const maximumParts = 10_000;

/** Where all label sets of a space are routed to, exhaustively: parts that do not overlap and together are the space. */
export function routeOutcomes(root: RouteNode, space: LabelSpace): readonly RouteOutcome[] {
  let parts = 0;
  const visit = (node: RouteNode, within: LabelSpace): readonly RouteOutcome[] => {
    if (++parts > maximumParts) return [{ space: within, routes: matchRoute(node, exampleOf(within)) }];
    let open: RouteOutcome[] = [{ space: within, routes: [] }];
    const done: RouteOutcome[] = [];
    for (const child of node.routes) {
      if (parts > maximumParts) break;
      const next: RouteOutcome[] = [];
      for (const { space: part, routes } of open) {
        parts++;
        const { yes, no } = split(part, child);
        next.push(...no.map((one) => ({ space: one, routes })));
        if (yes === undefined) continue;
        const inner = visit(child, yes).map((one) => ({ space: one.space, routes: [...routes, ...one.routes] }));
        (child.continues ? next : done).push(...inner);
      }
      open = next;
    }
    if (parts > maximumParts)
      return [...done, ...open.map(({ space: one }) => ({ space: one, routes: matchRoute(node, exampleOf(one)) }))];
    return [...done, ...open.map((one) => (one.routes.length === 0 ? { ...one, routes: [node] } : one))];
  };
  return visit(root, space);
}

function split(
  space: LabelSpace,
  { matchers }: RouteNode,
): { readonly yes: LabelSpace | undefined; readonly no: readonly LabelSpace[] } {
  const no: LabelSpace[] = [];
  let yes: LabelSpace | undefined = space;
  for (const matcher of matchers) {
    const failing = narrowSpace(yes, matcher, false);
    if (failing !== undefined) no.push(failing);
    yes = narrowSpace(yes, matcher, true);
    if (yes === undefined) break;
  }
  return { yes, no };
}
