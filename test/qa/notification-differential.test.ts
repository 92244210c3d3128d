import { describe, expect, it } from 'vitest';
import { createMatcher } from '../../src/simulate/routing/matchers/matcher.ts';
import type { AlertHistory, TimedAlert, TimedSilence } from '../../src/simulate/routing/notification.ts';
import { testOverlay } from '../support/alertmanager-overlay.ts';
import { betcodeArtifacts, betcodeModel } from '../support/betcode.ts';
import { notificationDifference, tolerance } from '../support/notification-differential.ts';
import { createRandom, type Random } from '../support/random.ts';
import { hasProgram } from '../support/real-programs.ts';

const seed = Number(process.env['TOCSIN_SEED'] ?? 20261125);
const sequences = 240;
/** Seconds of real time: past the first clean-up of empty groups. */
const length = 45;

/** A random moment on a grid of quarters, so that events come in batches as from Prometheus. */
const moment = (random: Random, from: number, to: number): number =>
  from + Math.round(random.next() * (to - from) * 4) / 4;

/** Episodes of one alert: it fires, perhaps resolves, perhaps fires again, perhaps changes its annotations. */
function episodes(random: Random, labels: TimedAlert['labels'], text: string): readonly TimedAlert[] {
  const list: TimedAlert[] = [];
  for (let at = moment(random, 0, 12); at < length - 12; ) {
    const startsAt = at;
    const annotations = { summary: `${text} since ${startsAt}`, shared: 'the same for all' };
    const resolvedAt = random.chance(0.75) ? startsAt + moment(random, 0.75, 14) : undefined;
    const changes = random.chance(0.2) ? startsAt + moment(random, 0.5, 6) : undefined;
    list.push({
      labels,
      annotations,
      startsAt,
      generatorUrl: `http://prometheus.example.com/graph?g0.expr=${text}`,
      ...(resolvedAt === undefined ? {} : { resolvedAt }),
      ...(changes === undefined || changes >= (resolvedAt ?? length)
        ? {}
        : { updates: [{ at: changes, annotations: { ...annotations, summary: `${text} changed` } }] }),
    });
    if (resolvedAt === undefined || random.chance(0.5)) break;
    at = resolvedAt + moment(random, 0.75, 9);
  }
  return list;
}

function betcodeHistory(random: Random): AlertHistory {
  const model = betcodeModel();
  const daemon = model.inhibitions[0];
  const alerts = Array.from({ length: sequences }, (_, i) => {
    const named = (name: string): TimedAlert['labels'] => {
      const alert = model.alerts.find((one) => one.name === name);
      const { severity = 'P3', audience = 'team' } = alert ?? {};
      const own = { alertname: name, severity, audience, service: model.service };
      return { ...own, instance: `host-${i}:9090`, job: 'betcode-daemon', machine_id: `m-${i}` };
    };
    // Of the team's alerts, which are grouped by name alone, every sequence has its own.
    const own = { alertname: `Sequence${i}`, severity: 'P3', audience: 'team', service: model.service };
    const kinds: (() => readonly TimedAlert['labels'][])[] = [
      () => [named(daemon?.source ?? ''), ...(daemon?.targets ?? []).filter(() => random.chance(0.6)).map(named)],
      () => [0, 1, 2].map((k) => ({ ...own, instance: `host-${i}-${k}` })),
      () => [{ ...named('BetcodeTunnelDisconnected'), alertname: `Tunnel${i}`, severity: 'P3', audience: 'user' }],
      () => [{ ...own, severity: random.pick(['P1', 'P2', 'P9']), audience: random.pick(['oncall', 'nobody']) }],
    ];
    const labelSets = random.pick(kinds)();
    return labelSets.filter((one) => one['alertname'] !== '').flatMap((one, k) => episodes(random, one, `s${i}a${k}`));
  });
  const watchdog = { alertname: 'Watchdog', severity: 'none', audience: 'heartbeat', service: model.service };
  return { alerts: [...alerts.flat(), { labels: watchdog, annotations: {}, startsAt: 1.25 }] };
}

/** What the generated configuration does not use: everything that routes, inhibitions and receivers can. */
const everything = (url: string): string => `
route:
  receiver: root
  group_by: [sequence]
  group_wait: 1s
  group_interval: 2s
  repeat_interval: 5s
  routes:
    - matchers: [kind="inhibited"]
      receiver: firing-only
      group_by: [sequence, kind]
    - matchers: ['kind=~"muted|active"']
      receiver: muted
      routes:
        - matchers: [kind="muted"]
          mute_time_intervals: [always]
        - matchers: [kind="active"]
          active_time_intervals: [never, always]
        - receiver: root
    - match: {kind: inactive}
      active_time_intervals: [never]
    - match_re: {kind: "all.*"}
      group_by: ['...']
      group_wait: 2s
      group_interval: 3s
      repeat_interval: 1h
      receiver: both
      continue: true
    - matchers: [kind="all-continued"]
      receiver: limited
      group_by: [sequence, team]
    - matchers: [kind="source"]
      receiver: both
inhibit_rules:
  - source_matchers: [kind="source"]
    target_matchers: [kind=~"inhibited|source"]
    equal: [sequence, missing]
  - source_match: {kind: inhibited, team: a}
    target_match: {kind: inhibited}
    equal: [sequence]
time_intervals:
  - name: always
    time_intervals: [{weekdays: ['sunday:saturday'], location: Europe/Berlin}]
  - name: never
    time_intervals: [{years: ['1970:1999']}]
receivers:
  - name: root
    webhook_configs: [{url: '${url}/root/webhook/0'}]
  - name: firing-only
    webhook_configs: [{url: '${url}/firing-only/webhook/0', send_resolved: false}]
  - name: muted
    webhook_configs: [{url: '${url}/muted/webhook/0'}]
  - name: both
    webhook_configs:
      - {url: '${url}/both/webhook/0', send_resolved: true}
      - {url: '${url}/both/webhook/1', send_resolved: false}
  - name: limited
    webhook_configs: [{url: '${url}/limited/webhook/0', max_alerts: 1}]
`;

function everyHistory(random: Random): AlertHistory {
  const kinds = 'inhibited source muted active inactive all all-continued other silenced'.split(' ');
  const silences: TimedSilence[] = [];
  const alerts = Array.from({ length: sequences }, (_, i) => {
    const sequence = String(i);
    if (random.chance(0.2)) {
      const matcher = createMatcher('sequence', random.pick(['=', '=~']), sequence);
      const startsAt = moment(random, 0, 12);
      if (matcher.ok) silences.push({ matchers: [matcher.value], startsAt, endsAt: startsAt + moment(random, 3, 15) });
    }
    return Array.from({ length: 1 + random.below(4) }, (_one, k) => {
      const labels = { alertname: `A${k}`, sequence, kind: random.pick(kinds), team: random.pick(['a', 'b', '']) };
      return episodes(random, labels, `s${i}a${k}`);
    }).flat();
  });
  return { alerts: alerts.flat(), silences };
}

/** The history once only for every set of labels. */
const distinct = ({ alerts, ...rest }: AlertHistory): AlertHistory => {
  const seen = new Map<string, number>();
  const kept = alerts.filter(({ labels, startsAt, resolvedAt }) => {
    const key = JSON.stringify(Object.entries(labels).toSorted());
    const free = seen.get(key) ?? -1;
    if (startsAt <= free) return false;
    seen.set(key, (resolvedAt ?? Number.POSITIVE_INFINITY) + 0.5);
    return true;
  });
  return { ...rest, alerts: kept };
};

describe.skipIf(!hasProgram('prometheus-alertmanager'))(`notifications, seed ${seed}`, () => {
  it('are those of the real Alertmanager', async () => {
    const config =
      (await betcodeArtifacts()).find(({ path }) => path === 'alertmanager/alertmanager.yml')?.content ?? '';
    const firingOnly = ['heartbeat'];
    const [generated, made] = await Promise.all([
      notificationDifference(
        ({ url }) => testOverlay(config, url, 60, (receiver) => !firingOnly.includes(receiver)),
        distinct(betcodeHistory(createRandom(seed))),
        length,
        seed,
      ),
      notificationDifference(
        ({ url }) => everything(url),
        distinct(everyHistory(createRandom(seed + 1))),
        length,
        seed,
      ),
    ]);
    // It is looked at every second, and repeats after half of one: it comes every second.
    const beats = [...generated.heard].find(([group]) => group.startsWith('/heartbeat/'))?.[1] ?? [];
    expect(beats.length).toBeGreaterThan(length - 5);
    for (const [i, at] of beats.entries()) expect(at - (beats[i - 1] ?? at)).toBeLessThan(1 + tolerance);
    for (const [name, difference] of Object.entries({ generated, made })) {
      const { compared, unstable, notifications, suppressions, differences } = difference;
      process.stderr.write(
        `${name}: ${compared.size} groups, ${notifications} notifications compared, ${suppressions} suppressions, ` +
          `${unstable.size} groups left out, ${differences.length} differences\n`,
      );
      expect.soft(differences.slice(0, 10), name).toEqual([]);
      expect.soft(compared.size).toBeGreaterThan(200);
    }
  }, 150_000);
});
