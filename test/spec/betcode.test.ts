import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { AlertingRule, RuleFileContent } from '../../src/formats/rule-file.ts';
import type { RuleTestFile } from '../../src/formats/rule-test-file.ts';
import { alertTests } from '../../src/scenarios/alert-tests.ts';
import { betcodeArtifacts, betcodeModel } from '../support/betcode.ts';

/** What the requirements ask for: name, type and labels of each metric. */
const required = [
  ['betcode_subprocess_spawn_duration_seconds', 'histogram', ['outcome']],
  ['betcode_subprocess_crashes_total', 'counter', ['session_id', 'exit_code']],
  ['betcode_ndjson_parse_errors_total', 'counter', ['error_type']],
  ['betcode_permission_request_duration_seconds', 'histogram', ['tool_name', 'decision']],
  ['betcode_permission_timeout_total', 'counter', ['tool_name']],
  ['betcode_sqlite_operation_duration_seconds', 'histogram', ['operation']],
  ['betcode_sqlite_errors_total', 'counter', ['error_type']],
  ['betcode_circuit_breaker_state', 'state', ['breaker']],
  ['betcode_circuit_breaker_rejections_total', 'counter', ['breaker']],
  ['betcode_relay_tunnel_reconnects_total', 'counter', ['machine_id', 'reason']],
  ['betcode_relay_tunnel_latency_seconds', 'histogram', ['machine_id']],
  ['betcode_relay_buffer_overflow_total', 'counter', ['machine_id']],
  ['betcode_relay_auth_failures_total', 'counter', ['reason']],
] as const;

const expectedAlerts = [
  ['BetcodeHighCrashRate', 'P2', 'oncall'],
  ['BetcodeSqliteCorruption', 'P1', 'oncall'],
  ['BetcodeApiRateLimited', 'P3', 'team'],
  ['BetcodeTunnelDisconnected', 'P3', 'user'],
  ['BetcodePermissionTimeoutRate', 'P3', 'team'],
  ['BetcodeParseErrorSpike', 'P2', 'oncall'],
  ['BetcodeDaemonDown', 'P2', 'oncall'],
  ['BetcodeRelayDown', 'P1', 'oncall'],
  ['Watchdog', 'none', 'heartbeat'],
] as const;

async function rules(): Promise<readonly AlertingRule[]> {
  const files = (await betcodeArtifacts()).filter(({ path }) => path.startsWith('prometheus/rules/'));
  return files
    .flatMap(({ content }) => (parse(content) as RuleFileContent).groups)
    .flatMap((group) => group.rules)
    .filter((rule): rule is AlertingRule => 'alert' in rule);
}

describe('the specification of betcode', () => {
  const model = betcodeModel();

  it.each(required)('has the required metric %s', (name, type, labels) => {
    const metric = model.metrics.find((each) => each.name === name);
    expect(metric).toMatchObject({ name, type });
    expect(metric?.labels.map((label) => label.name)).toEqual(labels);
    expect(metric?.added).toBeUndefined();
  });

  it('says of every other metric and alert why it exists', () => {
    const names: readonly string[] = required.map(([name]) => name);
    for (const metric of model.metrics)
      expect(metric.added === undefined, metric.name).toBe(names.includes(metric.name));
    const added = model.alerts.filter((alert) => alert.added !== undefined).map(({ name }) => name);
    expect(added.toSorted()).toEqual(['BetcodeDaemonDown', 'BetcodeRelayDown', 'Watchdog']);
  });

  it('gives exactly the expected rules, with severity, audience and service', async () => {
    const found = (await rules()).map(({ alert, labels }) => [alert, labels?.['severity'], labels?.['audience']]);
    expect(found.toSorted()).toEqual(expectedAlerts.map((each) => [...each]).toSorted());
    for (const { labels } of await rules()) expect(labels?.['service']).toBe('betcode');
  });

  it('gives every rule all annotations', async () => {
    for (const { alert, annotations } of await rules()) {
      expect(Object.keys(annotations ?? {}).toSorted(), alert).toEqual(
        ['action', 'dashboard_url', 'description', 'runbook_url', 'summary'].toSorted(),
      );
      expect(annotations?.['dashboard_url']).toMatch(/\/d\/betcode-[a-z]+\?viewPanel=\d+$/);
    }
  });

  it('prints long expressions over several lines', async () => {
    const crash = (await betcodeArtifacts()).find(({ path }) => path.endsWith('rules/BetcodeHighCrashRate.rules.yml'));
    expect(crash?.content).toContain('expr: |');
  });

  it('drops no story of any alert', () => {
    for (const alert of model.alerts) {
      const { dropped } = alertTests(model, alert, { staticLabels: {}, staticAnnotations: {} });
      expect({ alert: alert.name, dropped }).toEqual({ alert: alert.name, dropped: [] });
    }
  });

  it('tests every alert, silence always beside a firing', async () => {
    const tests = (await betcodeArtifacts()).filter(({ path }) => path.startsWith('prometheus/tests/'));
    expect(tests).toHaveLength(model.alerts.length);
    for (const { path, content } of tests) {
      const file = parse(content) as RuleTestFile;
      expect(file.tests.length, path).toBeGreaterThan(path.includes('Watchdog') ? 0 : 3);
      for (const { name, alert_rule_test: checks = [] } of file.tests) {
        expect(
          checks.some(({ exp_alerts }) => exp_alerts.length > 0),
          `${path}: ${name}`,
        ).toBe(true);
      }
    }
  });

  it('keeps the requirements’ thresholds', async () => {
    const conditions = Object.fromEntries((await rules()).map(({ alert, expr }) => [alert, expr.replace(/\s+/g, ' ')]));
    expect(conditions['BetcodeHighCrashRate']).toMatch(/ > 5$/);
    expect(conditions['BetcodeSqliteCorruption']).toMatch(/ > 0$/);
    expect(conditions['BetcodeApiRateLimited']).toContain(
      'betcode_circuit_breaker_state{breaker="anthropic_api"} == 1',
    );
    expect(conditions['BetcodePermissionTimeoutRate']).toContain('> 0.2');
    expect(conditions['BetcodeParseErrorSpike']).toContain('> 0.01');
  });
});

it('the README shows the two commands first', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
    .split('\n')
    .slice(0, 15)
    .join('\n');
  expect(readme).toContain('npm ci && npx tocsin generate');
  expect(readme).toContain('npm ci && npm test');
});
