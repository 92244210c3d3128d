import { describe, expect, it } from 'vitest';
import { parseSeriesLabels, parseSeriesValues } from '../../../src/promql/storage/series-notation.ts';
import { recordAlerts } from '../../../src/simulate/routing/scenario/record-alerts.ts';
import { simulateNotifications } from '../../../src/simulate/routing/simulate-notifications.ts';
import type { TestInput } from '../../../src/simulate/rule-tests/test-file.ts';
import { readAnyYaml } from '../../../src/simulate/rules/read-any-yaml.ts';
import { readRuleFile } from '../../../src/simulate/rules/read-rule-file.ts';
import { betcodeArtifacts, betcodeModel } from '../../support/betcode.ts';
import { loadSetup } from './load-setup.ts';

const machines = 500;
/** Minutes: long enough for two reminders of what is urgent. */
const length = 150;

function input(series: string, values: string): TestInput {
  const [labels, parsed] = [parseSeriesLabels(series), parseSeriesValues(values)];
  if (!labels.ok || !parsed.ok) throw new Error(series);
  return { path: [], series, labels: labels.value, values: parsed.value };
}

/** Rules, routing and messages of betcode on some series; one sample a minute. */
async function told(inputs: readonly TestInput[]) {
  const artifacts = await betcodeArtifacts();
  const rules = artifacts
    .filter(({ path }) => /rules\/(?:BetcodeRelayDown|BetcodeTunnelDisconnected|Watchdog)/.test(path))
    .flatMap(({ path, content }) => {
      const yaml = readAnyYaml(content);
      return yaml.ok ? readRuleFile(yaml.value.root, path, '3').groups : [];
    });
  const minute = 60_000;
  const recorded = recordAlerts({
    rules,
    inputs,
    interval: minute,
    evaluationInterval: minute,
    start: 0,
    until: length * minute,
    externalLabels: {},
    externalUrl: 'http://localhost:9095',
    version: '3',
  });
  expect(recorded.failures).toEqual([]);
  const config = artifacts.find(({ path }) => path === 'alertmanager/alertmanager.yml')?.content ?? '';
  const timeline = simulateNotifications(await loadSetup(config), recorded, { until: length * 60 });
  const of = (receiver: string) => timeline.notifications.filter((one) => one.receiver === receiver);
  return { ...recorded, ...timeline, of };
}

const relay = 'instance="relay:9091",job="betcode-relay"';
const tunnels = (values: string): readonly TestInput[] =>
  Array.from({ length: machines }, (_, i) =>
    input(`betcode_relay_tunnel_connected{${relay},machine_id="m-${i}"}`, values),
  );

describe('a relay that fails with 500 machines behind it', () => {
  it('is told once, again every hour, and when it is back: no owner of a machine hears of it', async () => {
    // Scraped for 10 minutes, gone for 90, back with all machines.
    const { alerts, suppressions, of } = await told([
      input(`up{${relay}}`, '1x9 0x89 1x60'),
      ...tunnels('1x9 stale _x88 1x60'),
    ]);
    // With the relay every machine is gone: all 500 alerts fire, and all are held back.
    expect(alerts.filter(({ labels }) => labels['alertname'] === 'BetcodeTunnelDisconnected')).toHaveLength(machines);
    expect(suppressions).toHaveLength(machines);
    expect(of('oncall').map(({ reason }) => reason)).toEqual(['first', 'repeat', 'resolved']);
    expect(of('owner')).toEqual([]);
  });

  it('is not what a machine alone is: each owner is told once of theirs', async () => {
    const { of } = await told([input(`up{${relay}}`, `1x${length}`), ...tunnels(`1x9 0x${length}`).slice(0, 20)]);
    expect(of('owner')).toHaveLength(20);
    expect(of('oncall')).toEqual([]);
  });
});

describe('the dead man’s switch', () => {
  it('is heard all the time, by the outside service alone, with the pauses that the intervals make', async () => {
    const { of, notifications } = await told([input(`up{${relay}}`, `1x${length}`)]);
    const route = betcodeModel().routes.find(({ severity }) => severity === 'none');
    const pause = (Math.floor((route?.repeat ?? 0) / (route?.interval ?? 1)) + 1) * ((route?.interval ?? 0) / 1000);
    const times = of('heartbeat').map(({ at }) => at);
    expect(notifications.length).toBe(times.length);
    expect(times[0]).toBe(0);
    for (const [i, at] of times.entries()) expect(at - (times[i - 1] ?? at - pause)).toBe(pause);
    expect(times.at(-1)).toBeGreaterThan(length * 60 - 2 * pause);
  });
});
