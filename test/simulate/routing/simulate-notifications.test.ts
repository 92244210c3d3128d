import { describe, expect, it } from 'vitest';
import { type AlertmanagerVersion, parseMatchers } from '../../../src/simulate/routing/matchers/parse-matchers.ts';
import type { AlertHistory, NotificationOptions } from '../../../src/simulate/routing/notification.ts';
import { simulateNotifications } from '../../../src/simulate/routing/simulate-notifications.ts';
import { loadSetup } from './load-setup.ts';

const receivers = `
receivers:
  - name: team
    webhook_configs: [{url: http://localhost/a}, {url: http://localhost/b, send_resolved: false}]
`;
const route = (more: string): string => `
route:
  receiver: team
  group_by: [alertname]
  group_wait: 30s
  group_interval: 5m
  repeat_interval: 1h
${more}${receivers}`;

/** What is sent, short: second, status, why, the alerts and to how many integrations. */
async function sent(
  config: string,
  history: AlertHistory,
  options: NotificationOptions,
  version: AlertmanagerVersion = '0.25',
): Promise<readonly string[]> {
  const { notifications } = simulateNotifications(await loadSetup(config, version), history, options);
  return notifications.map(({ at, status, reason, alerts, integrations }) => {
    const shown = alerts.map(
      (alert) => `${alert.labels['alertname']}${alert.labels['i'] ?? ''}${alert.status === 'firing' ? '' : '-'}`,
    );
    return `${at} ${status} ${reason} ${shown.join(',')} x${integrations.length}`;
  });
}

const alert = (alertname: string, startsAt: number, resolvedAt?: number, more: Record<string, string> = {}) => ({
  labels: { alertname, ...more },
  annotations: {},
  startsAt,
  ...(resolvedAt === undefined ? {} : { resolvedAt }),
});

describe('simulateNotifications', () => {
  it('waits for a group, tells of changes once an interval, and of the end only those who want to know', async () => {
    const alerts = [alert('A', 0, 400, { i: '1' }), alert('A', 40, undefined, { i: '2' }), alert('B', 10)];
    expect(await sent(route(''), { alerts }, { until: 700 })).toEqual([
      '30 firing first A1 x2',
      '40 firing first B x2',
      '330 firing new-alerts A1,A2 x2',
      '630 firing resolved A1-,A2 x1',
    ]);
  });

  it('holds back while an alert of every source fires, and nothing by itself', async () => {
    const config = `${route('')}
inhibit_rules:
  - sources: [{matchers: [alertname=A], equal: [i]}, {matchers: [alertname=~"B|C"]}]
    target_matchers: [alertname=~"C|D"]
`;
    const told = (...alerts: AlertHistory['alerts']) => sent(config, { alerts }, { until: 100 }, 'current');
    const [a, b, c] = [alert('A', 0, undefined, { i: '1' }), alert('B', 0), alert('C', 0, undefined, { i: '1' })];
    const d = alert('D', 0, undefined, { i: '1' });
    const quiet = (all: readonly string[]) => all.map((one) => one.replace(/^30 firing first (\w+) x2$/, '$1'));
    expect(quiet(await told(a, b, d))).toEqual(['A1', 'B']);
    expect(quiet(await told(a, d))).toEqual(['A1', 'D1']);
    expect(quiet(await told(b, d))).toEqual(['B', 'D1']);
    // Another value of the label that has to be equal.
    expect(quiet(await told(a, b, alert('D', 0, undefined, { i: '2' })))).toEqual(['A1', 'B', 'D2']);
    // C is source and target: it is held back by what is a source alone.
    expect(quiet(await told(a, c))).toEqual(['A1', 'C1']);
    expect(quiet(await told(a, b, c))).toEqual(['A1', 'B']);
  });

  it('puts everything in one group where an empty list says so, in current releases only', async () => {
    const config = route('  routes: [{matchers: [x=""], group_by: []}]');
    const alerts = [alert('A', 0), alert('B', 0)];
    expect(await sent(config, { alerts }, { until: 40 }, 'current')).toEqual(['30 firing first A,B x2']);
    expect(await sent(config, { alerts }, { until: 40 })).toHaveLength(2);
  });

  it('repeats at the first flush after more than the repeat interval', async () => {
    const until = 2 * 3600;
    expect(await sent(route(''), { alerts: [alert('A', 0)] }, { until })).toEqual([
      '30 firing first A x2',
      `${30 + 3900} firing repeat A x2`,
    ]);
  });

  it('says nothing of an alert that is over before anybody was told', async () => {
    expect(await sent(route(''), { alerts: [alert('A', 0, 20)] }, { until: 3600 })).toEqual([]);
  });

  it('does not wait for an alert that has fired for long when it is first heard of', async () => {
    const late = { ...alert('A', -100), receivedAt: 5 };
    expect(await sent(route(''), { alerts: [late] }, { until: 60 })).toEqual(['5 firing first A x2']);
  });

  it('tells a flapping alert again only after the interval', async () => {
    const alerts = [alert('A', 0, 60), alert('A', 100, 200), alert('A', 250)];
    expect(await sent(route(''), { alerts }, { until: 400 })).toEqual(['30 firing first A x2']);
  });

  it('holds back what is inhibited, and tells it when the source is over', async () => {
    const config = route(
      'inhibit_rules: [{source_matchers: [alertname=S], target_matchers: [alertname=~"S|T"], equal: [i]}]\n',
    );
    const alerts = [
      alert('S', 0, 600, { i: '1' }),
      alert('T', 0, undefined, { i: '1' }),
      alert('T', 0, undefined, { i: '2' }),
    ];
    expect(await sent(config, { alerts }, { until: 1000 })).toEqual([
      '30 firing first S1 x2',
      '30 firing first T2 x2',
      '630 resolved resolved S1- x1',
      '630 firing new-alerts T1,T2 x2',
    ]);
    const { suppressions } = simulateNotifications(await loadSetup(config), { alerts }, { until: 1000 });
    expect(suppressions).toMatchObject([
      {
        from: 30,
        to: 330,
        labels: { alertname: 'T', i: '1' },
        cause: { kind: 'inhibited', source: { alertname: 'S' } },
      },
    ]);
  });

  it('holds back what is silenced while the silence lasts', async () => {
    const matchers = parseMatchers('alertname="A"', '0.25');
    const silences = matchers.ok ? [{ matchers: matchers.value, startsAt: 0, endsAt: 400 }] : [];
    expect(await sent(route(''), { alerts: [alert('A', 0)], silences }, { until: 700 })).toEqual([
      '630 firing first A x2',
    ]);
  });

  it('mutes a route by the clock of its place, summer time included', async () => {
    const config = route(`  routes:
    - matchers: [alertname="A"]
      mute_time_intervals: [night]
time_intervals: [{name: night, time_intervals: [{times: [{start_time: '00:00', end_time: '07:00'}], location: Europe/Berlin}]}]
`);
    const alerts = [alert('A', 0), alert('B', 0)];
    // 04:50 UTC: 06:50 in Berlin in summer, 05:50 in winter.
    const summer = Date.UTC(2026, 6, 1, 4, 50) / 1000;
    const winter = Date.UTC(2026, 0, 1, 4, 50) / 1000;
    expect(await sent(config, { alerts }, { until: 1500, epoch: summer })).toEqual([
      '30 firing first B x2',
      '630 firing first A x2',
    ]);
    expect(await sent(config, { alerts }, { until: 1500, epoch: winter })).toEqual(['30 firing first B x2']);
  });

  it('starts a group anew once it was found empty', async () => {
    const alerts = [alert('A', 0, 100), alert('A', 700)];
    expect(await sent(route(''), { alerts }, { until: 1300 })).toEqual([
      '30 firing first A x2',
      '330 resolved resolved A- x1',
      '730 firing new-alerts A x2',
    ]);
  });

  it('forgets what it sent when that is too long ago: a repeat interval beyond the retention is cut short', async () => {
    const weekly = route('').replace('repeat_interval: 1h', 'repeat_interval: 1w');
    const day = 86_400;
    const times = (await sent(weekly, { alerts: [alert('A', 0)] }, { until: 8 * day })).map((one) =>
      Number(one.split(' ')[0]),
    );
    expect(times).toHaveLength(2);
    expect((times[1] ?? 0) / day).toBeCloseTo(5, 1);
  });
});
