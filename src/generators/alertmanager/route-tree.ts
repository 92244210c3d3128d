import { matcherText, type RouteNode } from '../../formats/alertmanager-config.ts';
import { conventions } from '../../model/conventions.ts';
import type { Model, Route } from '../../model/model.ts';
import { formatDuration } from '../../shared/duration.ts';

/** Every node says everything: nobody has to know what Alertmanager inherits from the node above. */
const settings = (model: Model, route: Route) => ({
  receiver: conventions.receiverName(model, route),
  group_by: route.groupBy,
  group_wait: formatDuration(route.wait),
  group_interval: formatDuration(route.interval),
  repeat_interval: formatDuration(route.repeat),
});

function node(model: Model, matchers: readonly string[], route: Route, routes: readonly RouteNode[] = []): RouteNode {
  const { receiver, ...rest } = settings(model, route);
  return {
    ...(matchers.length === 0 ? {} : { matchers }),
    receiver,
    ...rest,
    ...(routes.length === 0 ? {} : { routes }),
  };
}

/** Whether all alerts of the severity ring for ever, to be missed when they stop. */
function isHeartbeat(model: Model, severity: string): boolean {
  const alerts = model.alerts.filter((alert) => alert.severity === severity);
  return alerts.length > 0 && alerts.every(({ when }) => when.kind === 'always');
}

function severityNodes(model: Model, severity: string): readonly RouteNode[] {
  const routes = model.routes.filter((route) => route.severity === severity);
  const [first] = routes;
  if (first === undefined) return [];
  const heard = matcherText('severity', '=', severity);
  const audience = (route: Route) => matcherText('audience', '=', route.audience);
  // A stranger's alert would keep the heartbeat alive when this service's own has stopped.
  if (isHeartbeat(model, severity)) {
    const own = matcherText('service', '=', model.service);
    return routes.map((route) => node(model, [own, heard, audience(route)], route));
  }
  // One audience needs no branch of its own: its alerts stay where those for an unknown audience do.
  const branches = routes.length === 1 ? [] : routes.map((route) => node(model, [audience(route)], route));
  return [node(model, [heard], first, branches)];
}

/**
 * By severity, then by audience: no node continues to its siblings, so an alert reaches exactly one receiver.
 * The root treats what no severity matches like the loudest: an alert from elsewhere is not lost.
 */
export function routeTree(model: Model): RouteNode {
  const [first] = model.routes;
  const loudest = model.routes.find(({ severity }) => !isHeartbeat(model, severity)) ?? first;
  if (loudest === undefined) throw new Error('a resolved model has at least one route');
  return node(
    model,
    [],
    loudest,
    model.severities.flatMap((severity) => severityNodes(model, severity)),
  );
}
