import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertmanagerSetup, RouteNode } from '../../../src/simulate/routing/config/alertmanager.ts';
import { anyAlert } from '../../../src/simulate/routing/proof/alert-universe.ts';
import { labelSpace } from '../../../src/simulate/routing/proof/label-space.ts';
import { proveRouting } from '../../../src/simulate/routing/proof/prove-routing.ts';
import { routeOutcomes } from '../../../src/simulate/routing/proof/route-outcomes.ts';
import { matchRoute } from '../../../src/simulate/routing/route/match-route.ts';
import { anyRouteTree } from '../../support/route-arbitraries.ts';
import { loadSetup } from './load-setup.ts';

const values = ['', 'a', 'b', 'c'];
const labels = ['x', 'y', 'z'];

/** Every label set of the domains. */
const labelSets = values.flatMap((x) => values.flatMap((y) => values.map((z) => ({ x, y, z }))));
const closed = labelSpace(new Map(labels.map((label) => [label, { values, isOpen: false }])));

const nodesOf = (node: RouteNode): readonly RouteNode[] => [node, ...node.routes.flatMap(nodesOf)];

/** The nodes that an alert enters, whether they keep it or not. */
function entered(root: RouteNode, set: Readonly<Record<string, string>>): ReadonlySet<RouteNode> {
  const found = new Set<RouteNode>();
  const visit = (node: RouteNode): boolean => {
    if (!node.matchers.every(({ label, accepts }) => accepts(set[label] ?? ''))) return false;
    found.add(node);
    for (const child of node.routes) if (visit(child) && !child.continues) break;
    return true;
  };
  visit(root);
  return found;
}

describe('the proof of a route tree', () => {
  it('leads every label set where the tree leads it, in parts that do not overlap', async () => {
    await fc.assert(
      fc.asyncProperty(anyRouteTree({ labels, values }), async (text) => {
        const { route } = await loadSetup(text);
        const outcomes = routeOutcomes(route, closed);
        for (const set of labelSets) {
          const own = outcomes.filter(({ space }) =>
            Object.entries(set).every(([label, value]) => (space.labels.get(label)?.values ?? ['']).includes(value)),
          );
          expect(own).toHaveLength(1);
          expect(own[0]?.routes).toEqual(matchRoute(route, set));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('finds exactly the topmost routes that no label set enters', async () => {
    await fc.assert(
      fc.asyncProperty(anyRouteTree({ labels, values }), async (text) => {
        const setup = await loadSetup(text);
        const kind = { name: 'closed', space: closed, isUrgent: false, isSpecified: true };
        const found = faultsOf(setup, [kind]);
        const reached = new Set(labelSets.flatMap((set) => [...entered(setup.route, set)]));
        const dead = (node: RouteNode): readonly RouteNode[] =>
          node.routes.flatMap((child) => (reached.has(child) ? dead(child) : [child]));
        expect(found).toEqual(dead(setup.route).map((node) => (node.matcherPaths[0] ?? node.path).join('.')));
      }),
      { numRuns: 100 },
    );
  });

  it('says nothing about a reachable route when the labels may be anything', async () => {
    await fc.assert(
      fc.asyncProperty(anyRouteTree({ labels, values }), async (text) => {
        const setup = await loadSetup(text);
        const reached = new Set(labelSets.flatMap((set) => [...entered(setup.route, set)]));
        const reachable = nodesOf(setup.route).filter((node) => reached.has(node));
        const places = new Set(reachable.map((node) => (node.matcherPaths[0] ?? node.path).join('.')));
        expect(faultsOf(setup, anyAlert).filter((at) => places.has(at))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  function faultsOf(setup: AlertmanagerSetup, universe: Parameters<typeof proveRouting>[1]): readonly string[] {
    return proveRouting(setup, universe)
      .filter(({ kind }) => kind === 'unreachable-route' || kind === 'shadowed-route')
      .map(({ at }) => at.join('.'));
  }
});
