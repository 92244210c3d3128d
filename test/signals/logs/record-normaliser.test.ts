import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logRecordSchema } from '../../../src/generators/logs/log-record-schema.ts';
import type { LogsDocument } from '../../../src/model/document.ts';
import { isTracingRecord, type LogRecord, recordNormaliser } from '../../../src/signals/logs/record-normaliser.ts';
import { recordValidator } from '../../../src/signals/logs/record-validator.ts';
import { betcodeModel } from '../../support/betcode.ts';

const logs = betcodeModel().logs as LogsDocument;
const { normalise, flatten } = recordNormaliser(logs);

/** A line as `tracing_subscriber::fmt().json()` writes it. */
const tracing = {
  timestamp: '2026-02-03T10:15:30.123987Z',
  level: 'WARN',
  fields: { message: 'Reconnecting', error: 'connection reset', attempt: 3, delay_ms: 400 },
  target: 'betcode_daemon::tunnel::client',
  span: { name: 'converse', rpc: 'Converse', session_id: 'inner' },
  spans: [
    { name: 'open_tunnel', machine_id: 'm-1', session_id: 'outer' },
    { name: 'converse', rpc: 'Converse', session_id: 'inner' },
  ],
};

describe('recordNormaliser', () => {
  it('brings the layout of tracing into that of the spec', () => {
    const normal = normalise(tracing);
    expect(normal).toEqual({
      timestamp: '2026-02-03T10:15:30.123Z',
      level: 'WARN',
      target: 'betcode_daemon::tunnel::client',
      message: 'Reconnecting',
      session_id: 'inner',
      machine_id: 'm-1',
      error: 'connection reset',
      attempt: 3,
      delay_ms: 400,
      span: 'converse',
      spans: 'open_tunnel:converse',
    });
    expect(Object.keys(normal).slice(0, 4)).toEqual(['timestamp', 'level', 'target', 'message']);
    expect(flatten(tracing)).toEqual(normal);
    const validate = recordValidator(logRecordSchema('betcode', logs));
    expect(validate(normal)).toEqual([]);
    expect(validate(tracing)).not.toEqual([]);
  });

  it('takes what the event itself says before what its spans say', () => {
    expect(normalise({ ...tracing, fields: { message: 'x', session_id: 'own' } })).toMatchObject({ session_id: 'own' });
    expect(normalise({ ...tracing, span: undefined })).toMatchObject({ session_id: 'inner', machine_id: 'm-1' });
  });

  it('loses nothing when a field has a name that the top has, too', () => {
    const record = { ...tracing, fields: { message: 'x', level: 'mine', target: 'mine' } };
    expect(normalise(record)).toMatchObject({ level: 'WARN', fields: { level: 'mine', target: 'mine' } });
  });

  it.each([
    ['2026-02-03T10:15:30Z', '2026-02-03T10:15:30.000Z'],
    ['2026-02-03T10:15:30.1Z', '2026-02-03T10:15:30.100Z'],
    ['2026-02-03T10:15:30.999999999+02:00', '2026-02-03T10:15:30.999+02:00'],
    ['yesterday', 'yesterday'],
  ])('writes the time %s as %s', (timestamp, expected) => {
    expect(normalise({ timestamp })).toEqual({ timestamp: expected });
  });

  it('redacts and cuts previews, and only when it rewrites', () => {
    const raw_line_preview = `{"authorization":"${'Bearer'} abc123def456ghi7"} ${'x'.repeat(200)}`;
    const record = { ...tracing, fields: { message: 'NDJSON parse error', raw_line_preview } };
    const preview = String(normalise(record)['raw_line_preview']);
    expect(preview).toHaveLength(80);
    expect(preview).toMatch(/^\{"authorization":"\[redacted\]"\} x+\.\.\.$/);
    expect(flatten(record)['raw_line_preview']).toBe(raw_line_preview);
  });

  it('adds no field of its own where others are forbidden', () => {
    const closed = recordNormaliser({ ...logs, others: 'forbid' });
    const normal = closed.normalise(tracing);
    expect(normal).not.toHaveProperty('span');
    expect(normal).not.toHaveProperty('spans');
    expect(normal).toMatchObject({ error: 'connection reset' });
  });

  it('does not change any prototype', () => {
    const record = JSON.parse(
      '{"fields":{"message":"x","__proto__":{"polluted":1}},"__proto__":{"polluted":2}}',
    ) as LogRecord;
    const normal = normalise(record);
    expect(Object.getPrototypeOf(normal)).toBe(Object.prototype);
    expect('polluted' in normal).toBe(false);
    expect(JSON.stringify(normal)).toContain('"__proto__":{"polluted":2}');
  });

  it('does nothing to a record that is normal already, whatever it holds', () => {
    const record = fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom('timestamp', 'level', 'target', 'message', 'fields', 'span', 'spans')),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(record, (value) => {
        const once = normalise(JSON.parse(JSON.stringify(value)) as LogRecord);
        if (!isTracingRecord(once)) expect(normalise(once)).toEqual(once);
      }),
    );
  });
});
