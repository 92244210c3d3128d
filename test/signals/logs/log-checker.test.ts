import { Buffer } from 'node:buffer';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logRecordSchema } from '../../../src/generators/logs/log-record-schema.ts';
import type { LogsDocument } from '../../../src/model/document.ts';
import { groupDiagnostic } from '../../../src/signals/finding-groups.ts';
import { type LogChecker, type LogCheckOptions, logChecker } from '../../../src/signals/logs/log-checker.ts';
import { compileSchema } from '../../../src/signals/logs/record-validator.ts';
import { betcodeModel } from '../../support/betcode.ts';

const logs = betcodeModel().logs as LogsDocument;
const schema = logRecordSchema('betcode', logs);

const good = {
  timestamp: '2026-02-03T10:15:30.123Z',
  level: 'ERROR',
  target: 'betcode_daemon::subprocess::protocol',
  message: 'NDJSON parse error',
  trace_id: 'abc123def456',
  session_id: 'sess_01HQ5X...',
  error_type: 'invalid_json',
  raw_line_preview: '{"type":"assi...',
};

function feed(checker: LogChecker, text: string | Uint8Array): void {
  const reader = checker.file('app.ndjson');
  reader.push(typeof text === 'string' ? Buffer.from(text) : text);
  reader.end();
}

function check(text: string | Uint8Array, options: Partial<LogCheckOptions> = {}) {
  const checker = logChecker({ logs, schema, layout: 'auto', maxLineBytes: 1000, ...options });
  feed(checker, text);
  const found = checker.findings.groups().map((group) => {
    const { code, message, location } = groupDiagnostic(group);
    return `${location?.line}:${location?.column} ${code}: ${message}`;
  });
  return { ...checker, found };
}

const lines = (...records: readonly unknown[]): string => `${records.map((one) => JSON.stringify(one)).join('\n')}\n`;

describe('logChecker', () => {
  it('finds nothing wrong with the example of the requirements, in any profile', () => {
    for (const profile of ['record', 'request']) {
      const { found, totals } = check(lines(good), { profile });
      expect(found).toEqual([]);
      expect(totals).toEqual({ lines: 1, records: 1, normalised: 0, faulty: 0 });
    }
  });

  it('names the line, the field and what is wrong with it', () => {
    const { target: _, ...noTarget } = good;
    expect(check(lines(good, { ...good, level: 'FATAL' }, noTarget, { ...good, duration_ms: '5' })).found).toEqual([
      '2:41 logs/wrong-value: `level` is `"FATAL"`',
      '3:1 logs/missing-field: there is no `target`',
      expect.stringMatching(/^4:\d{3} logs\/wrong-value: `duration_ms` is `"5"`$/),
    ]);
  });

  it('blames a field once', () => {
    expect(check(lines({ ...good, timestamp: 'now' })).found).toEqual(['1:2 logs/wrong-value: `timestamp` is `"now"`']);
  });

  it('requires the trace of requests only', () => {
    const { trace_id: _, ...noTrace } = good;
    expect(check(lines(noTrace), { profile: 'record' }).found).toEqual([]);
    expect(check(lines(noTrace), { profile: 'request' }).found).toEqual([
      '1:1 logs/missing-field: there is no `trace_id`',
    ]);
  });

  it('takes records of tracing unless it is told not to', () => {
    const { timestamp, level, target, ...fields } = good;
    const tracing = lines({ timestamp: timestamp.replace('Z', '456Z'), level, fields, target });
    expect(check(tracing).found).toEqual([]);
    expect(check(tracing).totals.normalised).toBe(1);
    expect(check(tracing, { layout: 'record' }).found).toHaveLength(2);
  });

  it('says what lines are that are no records, and goes on', () => {
    const text = Buffer.concat([
      Buffer.from(`\ufeff${lines(good)}\n  \r\nnot json\n[1]\n"text"\n{"a":"${'x'.repeat(1000)}"}\n`),
      Buffer.from([0x22, 0xff, 0x22, 0x0a, 0, 0, 0x7b, 0x7d, 0x0a]),
      Buffer.from(`${lines(good)}{"timestamp":"2026`),
    ]);
    const { found, totals } = check(text);
    expect(found).toEqual(
      [
        '4:1 logs/not-json: the line is not JSON',
        '5:1 logs/not-an-object: the line is JSON, but no object (2 times; next: line 6)',
        '7:1 logs/long-line: the line is longer than 1000 bytes',
        '8:1 logs/not-utf8: the line is not UTF-8',
        '9:1 logs/nul-bytes: the line holds NUL bytes',
        '11:19 logs/cut-off: the file ends in the middle of a record',
      ].map((text) =>
        expect.stringMatching(new RegExp(`^${text.replaceAll(/[()]/g, '\\$&').replace(/^(\d+):\d+/, '$1:\\d+')}$`)),
      ),
    );
    expect(totals).toEqual({ lines: 9, records: 2, normalised: 0, faulty: 0 });
  });

  it('finds credentials by name and by value, however deep, and does not print them', () => {
    const secret = `${'sk-'}ant-api03-aaaaBBBBccccDDDD`;
    const record = {
      ...good,
      error: `call failed with ${secret}`,
      http: { headers: { authorization: 'whatever' } },
      trace_id: 5,
      level: secret,
    };
    const { found } = check(lines(record));
    expect(found).toEqual([
      '1:41 logs/wrong-value: `level` is `"[redacted]"`',
      expect.stringMatching(/logs\/wrong-value: `trace_id` is `5`$/),
      expect.stringMatching(/logs\/credential: `level` looks like a credential: an API key$/),
      expect.stringMatching(/logs\/credential: `error` looks like a credential: an API key$/),
      expect.stringMatching(
        /logs\/credential: `http.headers.authorization` looks like a credential: its name says so$/,
      ),
    ]);
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  it('finds a credential behind escapes', () => {
    const text = `{"timestamp":"2026-02-03T10:15:30.123Z","level":"INFO","target":"t","message":"postgres:\\/\\/u:${'hunter2'}@h"}\n`;
    expect(check(text).found).toEqual([
      expect.stringMatching(/`message` looks like a credential: a password in an address$/),
    ]);
  });

  it('reports previews that are too long', () => {
    expect(check(lines({ ...good, raw_line_preview: 'x'.repeat(81) })).found).toEqual([
      expect.stringMatching(/logs\/long-preview: `raw_line_preview` has more than 80 characters$/),
    ]);
  });

  it('counts records by level, module and error', () => {
    const { error_type: _, ...fine } = good;
    const { summary } = check(lines(good, { ...good, level: 'FATAL' }, { ...fine, level: 'INFO', target: 'other' }));
    const table = Object.fromEntries(summary.counts().map(({ field, values }) => [field, Object.fromEntries(values)]));
    expect(table).toEqual({
      level: {
        ERROR: { records: 1, findings: 0 },
        FATAL: { records: 1, findings: 1 },
        INFO: { records: 1, findings: 0 },
      },
      target: {
        'betcode_daemon::subprocess::protocol': { records: 2, findings: 1 },
        other: { records: 1, findings: 0 },
      },
      error_type: { invalid_json: { records: 2, findings: 1 } },
    });
  });

  it('keeps no more of endless variety than a bounded part', () => {
    const closed: LogsDocument = { ...logs, others: 'forbid' };
    const records = Array.from({ length: 3000 }, (_, i) => ({ ...good, target: `t${i}`, [`extra${i}`]: 1 }));
    const { findings, summary } = check(lines(...records), { logs: closed, schema: logRecordSchema('x', closed) });
    expect(findings.groups().length).toBe(1000);
    expect(findings.counts()).toEqual({ 'logs/undeclared-field': 3000 });
    const target = summary.counts().find(({ field }) => field === 'target');
    expect(target?.values.size).toBe(1000);
    expect(target?.others.records).toBe(2000);
  });

  it('agrees with ajv about which records are wrong', () => {
    const validate = compileSchema(schema);
    // One for all runs: compiling takes longer than checking.
    const checker = logChecker({ logs, schema, layout: 'record', maxLineBytes: 1 << 20 });
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 1 }),
      fc.constantFrom('ERROR', 'INFO', '2026-02-03T10:15:30.123Z', 'text'),
    );
    const record = fc.record(
      { timestamp: value, level: value, target: value, message: value, trace_id: value, duration_ms: value },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(good), record), { minLength: 1, maxLength: 5 }), (records) => {
        const plain = records.filter((one) => !validate(JSON.parse(JSON.stringify(one)))).length;
        const before = checker.totals.faulty;
        feed(checker, lines(...records));
        expect(checker.totals.faulty - before).toBe(plain);
      }),
    );
  });

  it('never throws, whatever the bytes', () => {
    const checker = logChecker({ logs, schema, layout: 'auto', maxLineBytes: 1000 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        feed(checker, bytes);
      }),
    );
    for (const deep of ['['.repeat(400) + ']'.repeat(400), `{"a":${'{"a":'.repeat(150)}1${'}'.repeat(151)}`])
      feed(checker, `${deep}\n`);
  });
});

describe('a time', () => {
  it('is one where ajv’s own package says so', () => {
    const exact = new Ajv2020();
    ajvFormats.default(exact, ['date-time']);
    const own = compileSchema({ $id: 'https://example.org/t', type: 'string', format: 'date-time' } as { $id: string });
    const reference = exact.compile({ type: 'string', format: 'date-time' });
    const digits = (from: number, to: number) =>
      fc.integer({ min: from, max: to }).map((n) => String(n).padStart(2, '0'));
    const time = fc
      .tuple(
        fc.constantFrom('2024', '2023', '1900', '0000', '24'),
        ...[digits(0, 13), digits(0, 32), digits(22, 25), digits(58, 61), digits(58, 61)],
        fc.constantFrom('', '.1', '.123', '.', '.1234567'),
        fc.constantFrom('Z', 'z', '+01:00', '-25:00', '', ' '),
        fc.constantFrom('T', 't', ' '),
      )
      .map(
        ([year, month, day, hour, minute, second, part, zone, t]) =>
          `${year}-${month}-${day}${t}${hour}:${minute}:${second}${part}${zone}`,
      );
    fc.assert(
      fc.property(fc.oneof(time, fc.string()), (text) => {
        expect(own(text)).toBe(reference(text));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('a record of any depth', () => {
  it('is checked', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    for (const field of [
      'level',
      'timestamp',
      'trace_id',
      'duration_ms',
      'fields',
      'span',
      'spans',
      'other',
      '__proto__',
    ]) {
      const text = `${JSON.stringify({ ...good, [field]: undefined }).slice(0, -1)},${JSON.stringify(field)}:${deep}}\n`;
      expect(() => check(text, { maxLineBytes: 1e6 }), field).not.toThrow();
    }
    const level = check(lines({ ...good, level: { a: 1 } })).found;
    expect(level).toEqual(['1:41 logs/wrong-value: `level` is an object']);
  });
});
