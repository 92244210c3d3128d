import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AlertmanagerConfig } from '../../../src/formats/alertmanager-config.ts';
import { readYaml } from '../../../src/formats/read-yaml.ts';
import { generateAlertmanager } from '../../../src/generators/alertmanager/generate-alertmanager.ts';
import { conventions } from '../../../src/model/conventions.ts';
import type { Model } from '../../../src/model/model.ts';
import { readSetup } from '../../../src/simulate/routing/config/read-setup.ts';
import { matchRoute } from '../../../src/simulate/routing/route/match-route.ts';
import { readAnyYaml } from '../../../src/simulate/rules/read-any-yaml.ts';
import { hasProgram } from '../../support/real-programs.ts';
import { route, routedModel, withRoutes } from './routed-model.ts';

function configOf(model: Model): AlertmanagerConfig {
  const file = generateAlertmanager(model).find(({ path }) => path === conventions.alertmanagerPath);
  const read = readYaml(file?.content ?? '');
  if (!read.ok) throw new Error(read.errors[0]?.message);
  return read.value as AlertmanagerConfig;
}

/** Where a configuration leads label sets. */
function router(model: Model): (labels: Readonly<Record<string, string>>) => readonly string[] {
  const file = generateAlertmanager(model).find(({ path }) => path === conventions.alertmanagerPath);
  const yaml = readAnyYaml(file?.content ?? '');
  if (!yaml.ok) throw new Error(yaml.errors[0]?.message);
  const { setup, findings } = readSetup(yaml.value.root, '0.25');
  expect(findings).toEqual([]);
  return (labels) => matchRoute(setup.route, labels).map(({ receiver }) => receiver);
}

const reached = (model: Model, labels: Readonly<Record<string, string>>): readonly string[] => router(model)(labels);

const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,5}$/);
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 4 });

/** Models with any routes between some severities, audiences and receivers. */
const anyModel = fc
  .record({ severities: names, audiences: names, receivers: names })
  .chain(({ severities, audiences, receivers }) =>
    fc
      .tuple(
        ...severities.flatMap((severity, i) =>
          audiences.map((audience, k) =>
            fc.record({
              // Every severity has an audience.
              there: i === 0 || k === 0 ? fc.constant(true) : fc.boolean(),
              route: fc
                .record({ receiver: fc.constantFrom(...receivers), sendResolved: fc.boolean() })
                .map(({ receiver, sendResolved }) => route(severity, audience, receiver, { sendResolved })),
            }),
          ),
        ),
      )
      .map((routes) =>
        withRoutes(
          routes.filter(({ there }) => there).map((one) => one.route),
          severities,
          receivers,
        ),
      ),
  );

describe('generateAlertmanager', () => {
  it('leads every severity and audience to its one receiver', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const { receivers } = configOf(model);
        for (const { severity, audience, receiver, sendResolved } of model.routes) {
          const labels = { alertname: 'A', service: model.service, severity, audience };
          const [found, ...others] = reached(model, labels).map((one) =>
            receivers.find((config) => config.name === one),
          );
          expect(others).toEqual([]);
          expect(found?.name.split('.')[0]).toBe(receiver);
          expect(found?.webhook_configs?.map((one) => one.send_resolved)).toEqual([sendResolved]);
        }
      }),
    );
  });

  it('has receivers of distinct names, and none that no route leads to', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const config = configOf(model);
        const used = JSON.stringify(config.route).match(/(?<="receiver":")[^"]+/g);
        const declared = config.receivers.map((one) => one.name);
        expect(new Set(declared).size).toBe(declared.length);
        expect(new Set(declared)).toEqual(new Set(used));
      }),
    );
  });

  it('loses no alert from elsewhere, and lets none keep the heartbeat alive', () => {
    expect(reached(routedModel, { alertname: 'Foreign' })).toEqual(['oncall']);
    expect(reached(routedModel, { alertname: 'Foreign', severity: 'critical' })).toEqual(['oncall']);
    expect(reached(routedModel, { alertname: 'Foreign', severity: 'ticket', audience: 'nobody' })).toEqual(['team']);
    const heartbeat = { alertname: 'Watchdog', severity: 'none', audience: 'heartbeat' };
    expect(reached(routedModel, { ...heartbeat, service: 'shop' })).toEqual(['deadman']);
    expect(reached(routedModel, { ...heartbeat, service: 'other' })).toEqual(['oncall']);
  });

  it('says at every node how alerts are grouped and when they are told', () => {
    const [page, ticket] = configOf(routedModel).route.routes ?? [];
    expect(page).toMatchObject({
      matchers: ['severity="page"'],
      group_wait: '0s',
      group_interval: '1m',
      repeat_interval: '1h',
      routes: [
        { matchers: ['audience="oncall"'], group_by: ['alertname', 'instance'], group_wait: '0s' },
        { matchers: ['audience="security"'], group_wait: '30s', group_interval: '5m', repeat_interval: '4h' },
      ],
    });
    expect(ticket?.routes?.[0]?.group_by).toEqual(['...']);
  });

  it('makes two receivers of one that is used with and without resolved notices', () => {
    const { receivers } = configOf(routedModel);
    expect(receivers.map((one) => one.name)).toEqual(['oncall', 'team', 'team.firing-only', 'deadman']);
    const resolved = receivers.map((one) => one.webhook_configs?.[0]?.send_resolved);
    expect(resolved).toEqual([undefined, true, false, false]);
  });

  it('inhibits the alerts of the service by their names', () => {
    const inhibitions = [
      { source: 'ShopApiDown', targets: ['ShopBugs', 'ShopManyFailures'], equal: ['instance'] },
      { source: 'ShopMemory', targets: ['ShopBacklog'], equal: [] },
    ];
    expect(configOf({ ...routedModel, inhibitions }).inhibit_rules).toEqual([
      {
        source_matchers: ['service="shop"', 'alertname="ShopApiDown"'],
        target_matchers: ['service="shop"', 'alertname=~"ShopBugs|ShopManyFailures"'],
        equal: ['instance'],
      },
      {
        source_matchers: ['service="shop"', 'alertname="ShopMemory"'],
        target_matchers: ['service="shop"', 'alertname="ShopBacklog"'],
      },
    ]);
  });

  it('keeps secrets in files', () => {
    const team = configOf(routedModel).receivers.find((one) => one.name === 'team');
    expect(team).toMatchObject({
      pagerduty_configs: [{ routing_key_file: '/etc/alertmanager/secrets/pagerduty' }],
      slack_configs: [{ api_url_file: '/etc/alertmanager/secrets/slack', channel: '#shop' }],
      email_configs: [{ auth_username: 'alertmanager', auth_password_file: '/etc/alertmanager/secrets/smtp' }],
      webhook_configs: [
        { http_config: { authorization: { type: 'Bearer', credentials_file: '/etc/alertmanager/secrets/hook' } } },
      ],
    });
  });
});

describe.skipIf(!hasProgram('amtool'))('generateAlertmanager, read by amtool', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-amtool-'));
    for (const { path, content } of generateAlertmanager(routedModel)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const amtool = (...args: readonly string[]) =>
    spawnSync('amtool', args, { cwd: join(folder, 'alertmanager'), encoding: 'utf8' });

  it('is a valid configuration', () => {
    const { status, stdout, stderr } = amtool('check-config', 'alertmanager.yml');
    expect(stderr).toBe('');
    expect(stdout).toContain('1 templates');
    expect(status).toBe(0);
  });

  it('is routed as the simulation says', () => {
    const labels = { severity: ['page', 'ticket', 'none', 'x'], audience: ['oncall', 'heartbeat', 'owner', 'x'] };
    const walk = router(routedModel);
    for (const severity of labels.severity) {
      for (const audience of labels.audience) {
        for (const service of ['shop', 'other']) {
          const fixed = { alertname: 'A', severity, audience, service };
          const matchers = Object.entries(fixed).map(([label, value]) => `${label}=${value}`);
          const { stdout } = amtool('config', 'routes', 'test', '--config.file=alertmanager.yml', ...matchers);
          expect(stdout.trim().split(',')).toEqual(walk(fixed));
        }
      }
    }
  });
});
