import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadAlertmanager } from '../../../src/simulate/routing/config/load-alertmanager.ts';
import type { TimedAlert } from '../../../src/simulate/routing/notification.ts';
import { renderNotification } from '../../../src/simulate/routing/render/render-notification.ts';
import { renderRouteLabels } from '../../../src/simulate/routing/render/render-route-labels.ts';
import { createTemplateLibrary } from '../../../src/simulate/routing/render/template-library.ts';
import { simulateNotifications } from '../../../src/simulate/routing/simulate-notifications.ts';
import { loadSetup } from './load-setup.ts';

const alert = (labels: TimedAlert['labels']): TimedAlert => ({
  labels: { alertname: 'DiskFull', ...labels },
  annotations: {},
  startsAt: 0,
  generatorUrl: 'http://p/',
});
const surroundings = { externalUrl: 'http://am', epoch: 0 };

async function rendered(route: object, alerts: readonly TimedAlert[], more: object = {}) {
  const library = createTemplateLibrary([], 'current');
  if (!library.ok) throw new Error(JSON.stringify(library.errors));
  const config = {
    route: { receiver: 'all', group_wait: '30s', ...route },
    receivers: [
      {
        name: 'all',
        webhook_configs: [{ url: 'http://x/' }],
        slack_configs: [{ api_url: 'http://x/', title: '{{ .RouteLabels.team }}|{{ routeLabels "description" }}' }],
      },
    ],
    ...more,
  };
  const { notifications } = simulateNotifications(
    await loadSetup(JSON.stringify(config), 'current'),
    { alerts },
    { until: 40 },
  );
  return notifications.map((one) => {
    const messages = renderNotification(one, library.value, surroundings);
    const textOf = (name: string) =>
      messages.flatMap(({ parts }) => parts).find((part) => part.name === name)?.text ?? '';
    return {
      ...renderRouteLabels(one, library.value, surroundings),
      title: textOf('title'),
      body: JSON.parse(textOf('body')),
    };
  });
}

describe('labels of routes', () => {
  it('are inherited, replaced one by one, and rendered where they are used', async () => {
    const route = {
      group_by: ['alertname'],
      labels: {
        team: 'base',
        reason: '{{ .GroupLabels.alertname }}',
        description: '{{ .GroupLabels.alertname }} fires ({{ routeLabels "reason" }})',
      },
      routes: [
        {
          matchers: ['service="database"'],
          group_by: ['alertname', 'database'],
          labels: { reason: 'database {{ .GroupLabels.database }}' },
        },
      ],
    };
    const [database, other] = await rendered(route, [
      alert({ service: 'database', database: 'orders' }),
      alert({ service: 'web' }),
    ]);
    expect(database?.title).toBe('base|DiskFull fires (database orders)');
    expect(other?.title).toBe('base|DiskFull fires (DiskFull)');
    expect(database?.body.routeLabels).toEqual({
      description: 'DiskFull fires (database orders)',
      reason: 'database orders',
      team: 'base',
    });
    expect(database?.body.notification_reason).toBe('first notification');
    expect(Object.keys(database?.body).slice(0, 9)).toEqual([
      ...['receiver', 'status', 'alerts', 'notification_reason', 'groupLabels', 'commonLabels', 'commonAnnotations'],
      ...['routeLabels', 'externalURL'],
    ]);
  });

  it('are rendered once, for the whole group, and without a reason', async () => {
    const labels = {
      team: '{{ "{{ .Status }}" }}',
      count: '{{ len .Alerts }} {{ .NotificationReason }} {{ .CommonLabels.disk }}',
      none: '{{ routeLabels "absent" }}',
    };
    const inhibit_rules = [{ source_matchers: ['disk="a"'], target_matchers: ['disk="b"'] }];
    const [one] = await rendered({ labels }, [alert({ disk: 'a' }), alert({ disk: 'b' })], { inhibit_rules });
    expect(one?.body.alerts).toHaveLength(1);
    expect(one?.labels).toEqual({ count: '2 unknown ', none: '', team: '{{ .Status }}' });
    expect(one?.title).toBe('{{ .Status }}|');
  });

  it('that ask for each other in a circle, or cannot be parsed, are errors and end', async () => {
    const labels = { a: '{{ routeLabels "b" }}', b: '{{ routeLabels "a" }}', c: '{{ .Nope', team: 'fine' };
    const [one] = await rendered({ labels }, [alert({})]);
    expect(one?.errors.map(({ label }) => label)).toEqual(['a', 'b', 'c']);
    expect(one?.errors[0]?.message).toContain('route label cycle detected: a -> b -> a');
    expect(one?.labels).toEqual({ team: 'fine' });
  });

  it('of any name and text without templates stay what they are', async () => {
    const text = fc.oneof(
      fc.string({ minLength: 1, unit: 'grapheme' }).filter((one) => !one.includes('{{')),
      fc.constantFrom('__proto__', 'constructor', 'team'),
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(text, text), async (labels) => {
        const [one] = await rendered({ labels }, [alert({})]);
        expect(new Map(Object.entries(one?.labels ?? {}))).toEqual(new Map(Object.entries(labels)));
      }),
      { numRuns: 50 },
    );
  });

  it('are unknown to 0.25, and have to have names', async () => {
    const load = (labels: object, version: '0.25' | 'current') =>
      loadAlertmanager(
        JSON.stringify({ route: { receiver: 'r', labels }, receivers: [{ name: 'r' }] }),
        'a.yml',
        version,
      );
    const messages = async (...args: Parameters<typeof load>) => {
      const loaded = await load(...args);
      return loaded.ok ? [] : loaded.errors.map(({ message }) => message);
    };
    expect(await messages({ a: 'b' }, '0.25')).toEqual(['`labels` is not a key of a route']);
    expect(await messages({ '': 'b' }, 'current')).toEqual(['a label of the route has no name']);
    expect(await messages({ a: ['b'] }, 'current')).toEqual(['expected a text, found a list']);
  });
});
