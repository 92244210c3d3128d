import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import spec from '../../../src/spec/index.ts';
import { localSpans, relayedSpans, toOtlp, traceId } from '../../support/sample-traces.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const record = {
  timestamp: '2026-02-03T10:15:30.123Z',
  level: 'ERROR',
  target: 'betcode_daemon::subprocess::protocol',
  message: 'NDJSON parse error',
  error_type: 'invalid_json',
};
const lines = (...records: readonly object[]): string => records.map((one) => `${JSON.stringify(one)}\n`).join('');

const cwd = temporaryFolder();
const write = (name: string, text: string) => writeFileSync(join(cwd, name), text);
const run = (...argv: readonly string[]) => runCli(argv, { cwd });
const pipe = (stdin: string, ...argv: readonly string[]) => runCli(argv, { cwd, stdin });

beforeAll(() => {
  write('tocsin.config.json', JSON.stringify(spec.document));
});

describe('tocsin logs check', () => {
  it('passes good records, and counts them by level, module and error', async () => {
    write('good.ndjson', lines(record, { ...record, level: 'INFO' }));
    const { exitCode, stdout, stderr } = await run('logs', 'check', 'good.ndjson');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe(`2 records

level  records  findings
ERROR        1
INFO         1

target                                records  findings
betcode_daemon::subprocess::protocol        2

error_type    records  findings
invalid_json        2

`);
  });

  it('says which line and field are wrong, once for all lines, and fails', async () => {
    write('bad.ndjson', lines(record, ...Array.from({ length: 7 }, () => ({ ...record, level: 'LOUD' }))));
    const { exitCode, stdout } = await run('logs', 'check', 'bad.ndjson');
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      'error[logs/wrong-value]: `level` is `"LOUD"` (7 times; next: line 3, line 4, line 5, line 6)',
    );
    expect(stdout).toMatch(/--> bad\.ndjson:2:\d+\n {2}help: write one of `TRACE`, /);
  });

  it('shows as many kinds of findings as asked for, and counts all in JSON', async () => {
    const text = lines({ ...record, level: 1 }, { ...record, target: 1 }, { ...record, message: 1 });
    expect((await pipe(text, 'logs', 'check', '--limit', '1')).stdout).toContain('... and 2 more');
    const { exitCode, stdout } = await pipe(text, 'logs', 'check', '-', '--json', '--limit', '1');
    const report = JSON.parse(stdout) as Readonly<Record<string, unknown>>;
    expect({ exitCode, command: report['command'] }).toEqual({ exitCode: 1, command: 'logs check' });
    expect(report['diagnostics']).toHaveLength(3);
    expect(report['logs']).toMatchObject({ records: 3, faulty: 3, findings: { 'logs/wrong-value': 3 } });
  });

  it('requires what the profile requires', async () => {
    expect((await pipe(lines(record), 'logs', 'check', '--profile', 'record')).exitCode).toBe(0);
    expect((await pipe(lines(record), 'logs', 'check', '--profile', 'request')).stdout).toContain(
      'there is no `trace_id`',
    );
    const unknown = await pipe(lines(record), 'logs', 'check', '--profile', 'requets');
    expect(unknown).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('did you mean `request`?'),
    });
  });

  it('compares what was logged with what was counted', async () => {
    write('good.ndjson', lines(record, record));
    write('after.prom', 'betcode_ndjson_parse_errors_total{error_type="invalid_json"} 5\n');
    write('before.prom', 'betcode_ndjson_parse_errors_total{error_type="invalid_json"} 3\n');
    const { exitCode, stdout } = await run('logs', 'check', 'good.ndjson', '--metrics', 'after.prom');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('error[logs/error-not-logged]: `invalid_json` was counted 5 times and logged 2 times');
    const both = ['--metrics', 'after.prom', '--metrics-before', 'before.prom'];
    expect((await run('logs', 'check', 'good.ndjson', ...both)).exitCode).toBe(0);
  });

  it('does not pass nothing at all', async () => {
    expect(await pipe('\n', 'logs', 'check')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('error[logs/empty]'),
    });
  });

  it.each([
    [['logs', 'check', 'gone.ndjson'], 'cannot read'],
    [['logs', 'check', '.'], 'cannot read'],
    [['logs', 'check', '-', '-'], '`-` is given more than once'],
    [['logs', 'check', '--limit', 'many'], 'whole number above zero'],
    [['logs', 'check', '--layout', 'xml'], 'Allowed choices are auto, record'],
    [['logs', 'check', '--metrics-before', 'x'], '`--metrics-before` alone says nothing'],
    [['logs', 'frobnicate'], 'unknown command'],
    [['traces', 'check', 'gone.json'], 'cannot read'],
    [['traces', 'check', '--mode', 'relaid'], 'did you mean `relayed`?'],
  ])('cannot run %j', async (argv, complaint) => {
    const { exitCode, stdout, stderr } = await pipe(lines(record), ...argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(complaint);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('tocsin logs normalise', () => {
  it('writes records in the layout of the spec, and reports on stderr what is none', async () => {
    const { timestamp, level, target, ...fields } = record;
    const tracing = lines({ timestamp: timestamp.replace('Z', '999Z'), level, fields, target });
    const { exitCode, stdout, stderr } = await pipe(`${tracing}no json\n${lines(record)}`, 'logs', 'normalise');
    expect(stdout).toBe(lines(record, record));
    expect(exitCode).toBe(1);
    expect(stderr).toContain('error[logs/not-json]: the line is not JSON\n  --> <stdin>:2');
    expect((await pipe(stdout, 'logs', 'check')).exitCode).toBe(0);
  });
});

describe('tocsin logs', () => {
  it('takes a record of any depth, and writes none that nobody can read', async () => {
    const deep = `{"x":${'['.repeat(90_000)}${']'.repeat(90_000)}}\n${lines(record)}`;
    const { exitCode, stdout, stderr } = await pipe(deep, 'logs', 'normalise');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: lines(record) });
    expect(stderr).toContain('error[logs/too-deep]');
    expect(stderr).toContain('--> <stdin>:1:1');
    expect((await pipe(deep, 'logs', 'check')).stdout).toContain('error[logs/missing-field]');
  });
});

describe('tocsin traces check', () => {
  const trace = traceId(1);
  beforeAll(() => {
    write('relayed.json', JSON.stringify(toOtlp(trace, relayedSpans(trace))));
    write('local.json', JSON.stringify(toOtlp(traceId(2), localSpans(traceId(2), 'r-2'))));
  });

  it('passes good traces, and counts them by mode', async () => {
    const { exitCode, stdout } = await run('traces', 'check', 'relayed.json', 'local.json');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^9 spans in 2 traces: 1 relayed, 1 local\n\nspan +spans +errors +longest\n/);
    expect(stdout).toMatch(/daemon\.handle_request +2 +90\.0 ms/);
  });

  it('fails with the trace and the span', async () => {
    const { exitCode, stdout } = await run('traces', 'check', 'local.json', '--mode', 'relayed');
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`without \`relay.route\` (trace \`${traceId(2)}\`, span \``);
    const { stdout: json } = await run('traces', 'check', 'local.json', '--mode', 'relayed', '--json');
    expect(JSON.parse(json)).toMatchObject({
      ok: false,
      command: 'traces check',
      traces: { spans: 4, traces: 1, faulty: 1, modes: { relayed: 1 } },
    });
  });

  it('compares the logs', async () => {
    write('daemon.ndjson', lines({ ...record, request_id: 'r-1', trace_id: trace }));
    write('lost.ndjson', lines({ ...record, request_id: 'r-1' }));
    expect((await run('traces', 'check', 'relayed.json', '--logs', 'daemon.ndjson')).exitCode).toBe(0);
    const { exitCode, stdout } = await run('traces', 'check', 'relayed.json', '--logs', 'daemon.ndjson', 'lost.ndjson');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('error[traces/log-without-trace]');
    expect(stdout).toContain('--> lost.ndjson:1:1');
  });

  it('does not pass an export without spans', async () => {
    expect((await pipe('{"resourceSpans":[]}', 'traces', 'check')).stdout).toContain('error[traces/empty]');
  });
});
