import {
  type AlertmanagerConfig,
  type RouteNode,
  serialiseAlertmanagerConfig,
} from '../../formats/alertmanager-config.ts';
import { readYaml } from '../../formats/read-yaml.ts';
import { scaledDuration } from './scaled-duration.ts';

/**
 * The generated `alertmanager.yml` for a stack on loopback: every receiver becomes one webhook of the sink with the same
 * `send_resolved`, and the times of routes are divided by `speed`. Routes, grouping and inhibitions stay as they are.
 */
export function overlayAlertmanager(text: string, sink: string, speed: number): string {
  const read = readYaml(text);
  if (!read.ok) throw new Error(`alertmanager.yml: ${read.errors[0]?.message ?? 'not YAML'}`);
  const config = read.value as AlertmanagerConfig;
  const scaled = ({ routes, ...route }: RouteNode): RouteNode => ({
    ...route,
    group_wait: scaledDuration(route.group_wait, speed),
    group_interval: scaledDuration(route.group_interval, speed),
    repeat_interval: scaledDuration(route.repeat_interval, speed),
    ...(routes === undefined ? {} : { routes: routes.map(scaled) }),
  });
  const receivers = config.receivers.map(({ name, ...kinds }) => {
    const integrations = Object.values(kinds).flat();
    const send_resolved = integrations.some((one) => one?.send_resolved === true);
    return { name, webhook_configs: [{ url: `${sink}/${encodeURIComponent(name)}`, send_resolved }] };
  });
  return serialiseAlertmanagerConfig({ ...config, templates: [], route: scaled(config.route), receivers }, [
    `Times are divided by ${speed}.`,
  ]);
}
