import { parse, stringify } from 'yaml';
import { formatDuration, parseDuration } from '../../src/shared/duration.ts';

interface Route {
  group_wait?: string;
  group_interval?: string;
  repeat_interval?: string;
  routes?: Route[];
}

interface Config {
  route: Route;
  receivers: { name: string; [kind: string]: unknown }[];
  templates?: string[];
}

/**
 * The overlay under which a configuration runs in tests (docs/notifications.md): every integration becomes a webhook of the
 * sink with the same `send_resolved`, at `/RECEIVER/KIND/INDEX`, and the three intervals of routes are divided by `timeScale`.
 * Routes, matchers, grouping, inhibitions and times stay as they are.
 */
export function testOverlay(
  text: string,
  sinkUrl: string,
  timeScale: number,
  sendResolved: (receiver: string, kind: string, index: number) => boolean,
): string {
  const config = parse(text) as Config;
  const scaled = (duration: string | undefined): string | undefined =>
    duration === undefined ? undefined : formatDuration(Math.round((parseDuration(duration) ?? 0) / timeScale));
  const visit = ({ group_wait, group_interval, repeat_interval, routes, ...rest }: Route): Route => ({
    ...rest,
    ...(group_wait === undefined ? {} : { group_wait: scaled(group_wait) ?? '' }),
    ...(group_interval === undefined ? {} : { group_interval: scaled(group_interval) ?? '' }),
    ...(repeat_interval === undefined ? {} : { repeat_interval: scaled(repeat_interval) ?? '' }),
    ...(routes === undefined ? {} : { routes: routes.map(visit) }),
  });
  const receivers = config.receivers.map(({ name, ...kinds }) => ({
    name,
    webhook_configs: Object.entries(kinds).flatMap(([key, list]) =>
      (list as unknown[]).map((_one, index) => {
        const kind = key.replace(/_configs$/, '');
        return {
          url: `${sinkUrl}/${encodeURIComponent(name)}/${kind}/${index}`,
          send_resolved: sendResolved(name, kind, index),
        };
      }),
    ),
  }));
  return stringify({ ...config, templates: [], route: visit(config.route), receivers });
}
