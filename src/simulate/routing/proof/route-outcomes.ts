import type { RouteNode } from '../config/alertmanager.ts';
import { type LabelSpace, narrowSpace } from './label-space.ts';

/** A part of a space and the nodes that take its label sets. */
export interface RouteOutcome {
  readonly space: LabelSpace;
  readonly routes: readonly RouteNode[];
}

/** Parts beyond which the rest is not split: trees and domains that large are tested by sampling. */
const maximumParts = 10_000;

/** Where all label sets of a space are routed to, exhaustively: parts that do not overlap and together are the space. */
export function routeOutcomes(root: RouteNode, space: LabelSpace): readonly RouteOutcome[] {
  let parts = 0;
  const visit = (node: RouteNode, within: LabelSpace): readonly RouteOutcome[] => {
    let open: RouteOutcome[] = [{ space: within, routes: [] }];
    const done: RouteOutcome[] = [];
    for (const child of node.routes) {
      const next: RouteOutcome[] = [];
      for (const { space: part, routes } of open) {
        if (++parts > maximumParts) throw new RangeError('the route tree tells too many label sets apart');
        const { yes, no } = split(part, child);
        next.push(...no.map((one) => ({ space: one, routes })));
        if (yes === undefined) continue;
        const inner = visit(child, yes).map((one) => ({ space: one.space, routes: [...routes, ...one.routes] }));
        (child.continues ? next : done).push(...inner);
      }
      open = next;
    }
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
