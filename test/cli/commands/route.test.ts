import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

const project = fileURLToPath(new URL('../../..', import.meta.url));
const config = `route:
  receiver: team
  group_by: [alertname]
  routes:
    - matchers: [severity="page"]
      receiver: oncall
      continue: true
    - matchers: [team="db"]
      receiver: dba
    - matchers: [team="db", severity="ticket"]
      receiver: dba
receivers:
  - name: team
  - name: oncall
    webhook_configs: [{url: http://localhost/, send_resolved: false}]
  - name: dba
`;
let cwd = '';
beforeAll(() => {
  cwd = temporaryFolder();
  writeFiles(cwd, { 'alertmanager.yml': config });
});
const run = (...argv: readonly string[]) => runCli(['route', ...argv], { cwd });

describe('tocsin route', () => {
  it('explains the path of labels through anybody’s configuration', async () => {
    const { exitCode, stdout } = await run('-a', 'alertmanager.yml', 'severity=page', 'team=db', 'alertname=A');
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`{alertname="A", severity="page", team="db"}
  every alert                     matches: the routes below are asked  alertmanager.yml:2
    severity="page"               takes it -> oncall (continue: the next ones are asked, too)  alertmanager.yml:5
    team="db"                     takes it -> dba  alertmanager.yml:8
    severity="ticket", team="db"  not asked: {team="db"} took it, and does not continue  alertmanager.yml:10

reaches oncall, by webhook (not of the end)
  grouped   by alertname: {alertname="A"}
  told      after 30s, of changes every 5m, again after 4h
reaches dba, which has no integration: nobody is told
  grouped   by alertname: {alertname="A"}
  told      after 30s, of changes every 5m, again after 4h
`);
  });

  it('gives the paths as JSON', async () => {
    const { stdout } = await run('-a', 'alertmanager.yml', 'severity=page', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      paths: [{ labels: { severity: 'page' }, routes: [{ receiver: 'oncall', route: 'route.routes.0' }] }],
    });
  });

  it('proves the tree without labels', async () => {
    const { exitCode, stdout } = await run('-a', 'alertmanager.yml');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('error[alertmanager/shadowed-route]');
    expect(stdout).toContain('alertmanager.yml:10:29');
  });

  it('warns of repeats that Alertmanager does not keep, where they are written', async () => {
    writeFiles(cwd, {
      'repeats.yml': `route:
  receiver: team
  repeat_interval: 6d
  routes:
    - matchers: [a="1"]
      receiver: team
    - matchers: [a="2"]
      receiver: team
      repeat_interval: 5d
    - matchers: [a="3"]
      receiver: nobody
      repeat_interval: 8d
    - matchers: [a="4"]
      receiver: nobody
      repeat_interval: 9d
      routes: [{matchers: [b="1"], receiver: team}]
receivers:
  - name: team
    webhook_configs: [{url: http://localhost/}]
  - name: nobody
`,
    });
    const { exitCode, stdout } = await run('-a', 'repeats.yml');
    expect(exitCode).toBe(0);
    expect(stdout.match(/warning\[alertmanager\/forgotten-repeat\]/g)).toHaveLength(2);
    expect(stdout).toContain('repeats.yml:3:20');
    expect(stdout).toContain('repeats.yml:15:24');
    expect(stdout).toContain('no fault');
  });

  it('refuses a broken configuration with places, and labels that are none', async () => {
    writeFiles(cwd, { 'broken.yml': 'route: {receiver: a}\n' });
    expect(await run('-a', 'broken.yml', 'a=b')).toMatchObject({ exitCode: 1 });
    expect(await run('-a', 'alertmanager.yml', 'a!=b')).toMatchObject({ exitCode: 2 });
    expect(await run('-a', 'nowhere.yml', 'a=b')).toMatchObject({ exitCode: 2 });
  });

  it('knows every path of an alert of the spec, and the alerts that there are', async () => {
    const spec = ['--config', join(project, 'tocsin.config.ts')];
    const { exitCode, stdout } = await run('--alert', 'BetcodeTunnelDisconnected', 'machine_id=m', ...spec);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('reaches owner, by webhook');
    expect(stdout).toContain('machine_id="m"');
    const unknown = await run('--alert', 'BetcodeRelayDwn', ...spec);
    expect(unknown).toMatchObject({ exitCode: 2 });
    expect(unknown.stderr).toContain('did you mean `BetcodeRelayDown`?');
    expect(await run('--alert', 'BetcodeRelayDown', 'severity=P3', ...spec)).toMatchObject({ exitCode: 2 });
  });
});

describe('tocsin notify', () => {
  const notify = (...argv: readonly string[]) => runCli(['notify', ...argv], { cwd });

  it('prints who is told what and when, from a scenario of alerts', async () => {
    writeFiles(cwd, {
      'scenario.yml': `until: 10m
alerts:
  - labels: {alertname: A, severity: page, i: '%d'}
    count: 3
    from: 10s
    to: 2m
`,
    });
    const { exitCode, stdout } = await notify('-s', 'scenario.yml', '-a', 'alertmanager.yml', '--brief');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('+40s  -> oncall (webhook) firing, 3 alerts of {alertname="A"}: the first of this group');
    expect(stdout).toContain('1 notifications of 3 alerts within 10m00s, 0 held back');
  });

  it('goes from input series to the message', async () => {
    writeFiles(cwd, {
      'rules.yml':
        'groups: [{name: g, rules: [{alert: Down, expr: up == 0, for: 1m, labels: {severity: page}, annotations: {summary: "{{ $labels.instance }} is down"}}]}]\n',
      'series.yml': `rule_files: [rules.yml]
evaluation_interval: 15s
input_series:
  - {series: 'up{instance="a"}', values: '1 0x20 1x20'}
`,
    });
    const { exitCode, stdout } = await notify('-s', 'series.yml', '-a', 'alertmanager.yml', '--json');
    expect(exitCode).toBe(0);
    const [first] = (
      JSON.parse(stdout) as { notifications: { at: number; messages: { parts: { text: string }[] }[] }[] }
    ).notifications;
    expect(first?.at).toBe(105);
    expect(first?.messages[0]?.parts[0]?.text).toContain('"summary":"a is down"');
  });

  it('finds the generated tests of an alert', async () => {
    const { exitCode, stdout } = await notify('-s', 'BetcodeDaemonDown', '--config', join(project, 'tocsin.config.ts'));
    expect(exitCode).toBe(0);
    expect(stdout).toContain('description: [P2] The daemon host-1:9090 is down');
    expect(stdout).toContain('something is over');
  });

  it('renders the stock body of e-mails with the file that has it, and says so without', async () => {
    writeFiles(cwd, {
      'mail.yml':
        "route: {receiver: r}\nreceivers: [{name: r, email_configs: [{to: a@b, from: c@d, smarthost: 'localhost:25'}]}]\n",
      'email.tmpl': '{{ define "email.default.html" }}<!-- x --><p>{{ .CommonLabels.alertname }}</p>{{ end }}',
      'one.yml': 'until: 1m\nalerts: [{labels: {alertname: "<A>"}, from: 0s}]\n',
      'bad.tmpl': '{{ if }}',
    });
    const mail = ['-s', 'one.yml', '-a', 'mail.yml'];
    expect((await notify(...mail)).stdout).toContain('give its `email.tmpl` with `--template` to see it');
    expect((await notify(...mail, '--template', 'email.tmpl')).stdout).toContain('html: <p>&lt;A&gt;</p>');
    expect(await notify(...mail, '--template', 'bad.tmpl')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('bad.tmpl'),
    });
    expect(await notify(...mail, '--template', 'gone.tmpl')).toMatchObject({ exitCode: 2 });
  });

  it('shows the labels of routes of current releases, and which of them fail', async () => {
    const labelled = (why: string) => `route:
  receiver: a
  labels: {team: base}
  routes:
    - matchers: [x="1"]
      labels: {why: '${why}'}
receivers: [{name: a, webhook_configs: [{url: 'http://x/'}]}]
`;
    writeFiles(cwd, {
      'labelled.yml': labelled('x is {{ .CommonLabels.x }}'),
      'circle.yml': labelled('{{ routeLabels "why" }}'),
      'x.yml': 'until: 1m\nalerts: [{labels: {alertname: A, x: "1"}, from: 0s}]\n',
    });
    const current = ['--release', 'current'];
    const explained = await run('-a', 'labelled.yml', 'x=1', ...current);
    expect(explained.stdout).toContain('  labels    team: "base"\n            why: "x is {{ .CommonLabels.x }}"\n');
    const old = await run('-a', 'labelled.yml', 'x=1');
    expect(old.exitCode).toBe(1);
    expect(old.stdout).toContain('newer releases of Alertmanager have it: read the file with `--release current`');
    const { stdout } = await notify('-s', 'x.yml', '-a', 'labelled.yml', '--json', ...current);
    expect(JSON.parse(stdout)).toMatchObject({ notifications: [{ routeLabels: { team: 'base', why: 'x is 1' } }] });
    const circle = await notify('-s', 'x.yml', '-a', 'circle.yml', ...current);
    expect(circle.exitCode).toBe(1);
    expect(circle.stdout).toContain('label `why` of the route cannot be rendered');
  });

  it('says what is wrong with a scenario, and where', async () => {
    writeFiles(cwd, { 'bad.yml': 'alerts:\n  - label: {a: b}\n', 'empty.yml': '{}\n' });
    const bad = await notify('-s', 'bad.yml', '-a', 'alertmanager.yml');
    expect(bad.exitCode).toBe(1);
    expect(bad.stdout).toContain('bad.yml:2:5');
    expect(await notify('-s', 'empty.yml', '-a', 'alertmanager.yml')).toMatchObject({ exitCode: 1 });
    expect(await notify('-s', 'nothing', '-a', 'alertmanager.yml')).toMatchObject({ exitCode: 2 });
    expect(await notify('-s', 'scenario.yml', '-a', 'alertmanager.yml', '--until', 'x')).toMatchObject({ exitCode: 2 });
  });
});
