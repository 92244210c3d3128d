import type { AlertmanagerSetup, RouteNode } from '../config/alertmanager.ts';
import { type Matcher, printMatchers } from '../matchers/matcher.ts';
import type { AlertKind, AlertUniverse } from './alert-universe.ts';
import { exampleOf, narrowToAll } from './label-space.ts';
import { type RouteOutcome, routeOutcomes } from './route-outcomes.ts';
import type { RoutingFault } from './routing-fault.ts';
import { satisfiable } from './satisfiable.ts';

const quoted = (text: string): string => `\`${text}\``;

/** Routes that no alert can reach, receivers and time intervals that nothing uses. */
export function structureFaults(setup: AlertmanagerSetup, universe: AlertUniverse): readonly RoutingFault[] {
  const faults: RoutingFault[] = [];
  // The root has to name a receiver even when nothing is left for it.
  const used = new Set<string>([setup.route.receiver]);
  const named = new Set<string>();
  const usedTimes = new Set<string>();
  const visit = (node: RouteNode, all: readonly Matcher[], none: readonly (readonly Matcher[])[]): void => {
    named.add(node.receiver);
    const below = node.routes.map((child) => child.matchers);
    if (!used.has(node.receiver) && universe.some(({ space }) => satisfiable(space, all, [...none, ...below])))
      used.add(node.receiver);
    for (const name of [...node.muteTimes, ...node.activeTimes]) usedTimes.add(name);
    const before: (readonly Matcher[])[] = [];
    node.routes.forEach((child, i) => {
      const inside = [...all, ...child.matchers];
      if (universe.some(({ space }) => satisfiable(space, inside, [...none, ...before]) !== undefined))
        visit(child, inside, [...none, ...before]);
      else {
        faults.push(unreachable(node, child, i, inside, universe));
        noteUse(child, used, usedTimes);
      }
      if (!child.continues) before.push(child.matchers);
    });
  };
  visit(setup.route, [], []);
  for (const { name, path } of setup.receivers.values()) {
    if (used.has(name)) continue;
    const at = [...path, 'name'];
    faults.push(
      named.has(name)
        ? {
            kind: 'unused-receiver',
            at,
            message: `nothing is left for the receiver ${quoted(name)}: where a route names it, the routes below take every alert`,
            help: 'narrow the routes below, or let the route name none',
          }
        : {
            kind: 'unused-receiver',
            at,
            message: `no route leads to the receiver ${quoted(name)}`,
            help: 'route something to it, or remove it',
          },
    );
  }
  for (const { name, path } of setup.timeIntervals.values()) {
    if (usedTimes.has(name)) continue;
    const message = `no route uses the time interval ${quoted(name)}`;
    faults.push({ kind: 'unused-interval', at: [...path, 'name'], message, help: 'use it in a route, or remove it' });
  }
  return faults;
}

/** What an unreachable route uses is not unused besides. */
function noteUse(node: RouteNode, receivers: Set<string>, intervals: Set<string>): void {
  receivers.add(node.receiver);
  for (const name of [...node.muteTimes, ...node.activeTimes]) intervals.add(name);
  for (const child of node.routes) noteUse(child, receivers, intervals);
}

function unreachable(
  parent: RouteNode,
  node: RouteNode,
  index: number,
  inside: readonly Matcher[],
  universe: AlertUniverse,
): RoutingFault {
  const at = node.matcherPaths[0] ?? node.path;
  const isPossible = universe.some(({ space }) => narrowToAll(space, inside) !== undefined);
  const shown = printMatchers(node.matchers);
  if (!isPossible)
    return {
      kind: 'unreachable-route',
      at,
      message: `no alert fulfils the matchers of the route ${quoted(shown)} and of those around it`,
      help: 'correct the matchers, or remove the route',
    };
  const earlier = parent.routes.slice(0, index).filter(({ continues }) => !continues);
  const taker = earlier.findLast(({ matchers }) =>
    universe.some(({ space }) => narrowToAll(space, [...inside, ...matchers]) !== undefined),
  );
  const by = taker === undefined ? 'routes before it' : `the route ${quoted(printMatchers(taker.matchers))} before it`;
  return {
    kind: 'shadowed-route',
    at,
    message: `no alert reaches the route ${quoted(shown)}: ${by} takes them all`,
    help: 'move it up, narrow the earlier route, or give that one `continue: true`',
  };
}

/** Alerts that reach another receiver than theirs, more than one, or one that is quiet at times although they are urgent. */
export function receiverFaults(setup: AlertmanagerSetup, universe: AlertUniverse): readonly RoutingFault[] {
  const wrong = new Map<
    string,
    { readonly kind: AlertKind; readonly outcome: RouteOutcome; readonly names: Set<string> }
  >();
  const muted = new Map<string, RoutingFault>();
  for (const kind of universe) {
    if (kind.receiver === undefined && !kind.isUrgent) continue;
    for (const outcome of routeOutcomes(setup.route, kind.space)) {
      const reached = outcome.routes.map(({ receiver }) => receiver);
      if (kind.receiver !== undefined && (reached.length !== 1 || reached[0] !== kind.receiver)) {
        const key = JSON.stringify([kind.receiver, outcome.routes.map(({ path }) => path)]);
        const known = wrong.get(key) ?? { kind, outcome, names: new Set<string>() };
        known.names.add(kind.name);
        wrong.set(key, known);
      }
      if (kind.isUrgent)
        for (const fault of mutedFaults(kind, outcome))
          if (!muted.has(fault.at.join('.'))) muted.set(fault.at.join('.'), fault);
    }
  }
  return [...[...wrong.values()].map((one) => wrongReceiver(one.kind, one.outcome, one.names.size)), ...muted.values()];
}

function mutedFaults({ name }: AlertKind, { routes }: RouteOutcome): readonly RoutingFault[] {
  return routes
    .filter(({ muteTimes, activeTimes }) => muteTimes.length + activeTimes.length > 0)
    .map(({ path, muteTimes }) => {
      const key = muteTimes.length > 0 ? 'mute_time_intervals' : 'active_time_intervals';
      return {
        kind: 'muted-alert',
        at: [...path, key],
        message: `nobody is told of ${quoted(name)} at the times that ${quoted(key)} says`,
        help: 'route what is urgent to a node without times',
      };
    });
}

function wrongReceiver(
  { name, receiver = '' }: AlertKind,
  { space, routes }: RouteOutcome,
  alerts: number,
): RoutingFault {
  const { alertname: _, ...labels } = exampleOf(space);
  const shown = Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(', ');
  const more = alerts === 1 ? 'reaches' : `and ${alerts - 1} more reach`;
  return {
    kind: 'wrong-receiver',
    at: routes[0]?.path ?? ['route'],
    message: `${quoted(name)} with ${quoted(shown)} ${more} ${routes.map((route) => quoted(route.receiver)).join(' and ')}`,
    help: `route it to ${quoted(receiver)} alone, as in the spec`,
  };
}
