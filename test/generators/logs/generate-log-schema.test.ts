import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateLogSchema } from '../../../src/generators/logs/generate-log-schema.ts';
import type { LogsDocument } from '../../../src/model/document.ts';
import { betcodeModel } from '../../support/betcode.ts';
import { sampleModel } from '../../support/sample-model.ts';

/** The example of the requirements. */
const example = {
  timestamp: '2026-02-03T10:15:30.123Z',
  level: 'ERROR',
  target: 'betcode_daemon::subprocess::protocol',
  message: 'NDJSON parse error',
  trace_id: 'abc123def456',
  session_id: 'sess_01HQ5X...',
  error_type: 'invalid_json',
  raw_line_preview: '{"type":"assi...',
};

function validator(logs: LogsDocument | undefined, profile?: string): ValidateFunction {
  const model = logs === undefined ? betcodeModel() : { ...sampleModel, logs };
  const schema = JSON.parse(generateLogSchema(model)[0]?.content ?? '') as { $id: string };
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
  ajvFormats.default(ajv);
  ajv.addSchema(schema);
  const validate = ajv.getSchema(`${schema.$id}${profile === undefined ? '' : `#/$defs/${profile}`}`);
  if (validate === undefined) throw new Error(`there is no profile ${profile}`);
  return validate;
}

const without = (key: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(example).filter(([name]) => name !== key));

describe('generateLogSchema', () => {
  const any = validator(undefined);
  const record = validator(undefined, 'record');
  const request = validator(undefined, 'request');

  it('accepts the example of the requirements in every profile', () => {
    for (const validate of [any, record, request]) {
      validate(example);
      expect(validate.errors).toBeNull();
    }
  });

  it.each([['timestamp'], ['level'], ['target'], ['message']])('requires %s of every record', (field) => {
    for (const validate of [any, record, request]) {
      expect(validate(without(field))).toBe(false);
      expect(validate({ ...example, [field]: null })).toBe(false);
      expect(validate({ ...example, [field]: '' })).toBe(false);
    }
  });

  it('requires of a profile what it names, and only there', () => {
    expect(record(without('trace_id'))).toBe(true);
    expect(request(without('trace_id'))).toBe(false);
    expect(request({ ...example, trace_id: '' })).toBe(false);
    expect(record({ ...example, trace_id: 1 })).toBe(false);
  });

  it.each(['2026-02-03T10:15:30.123+02:00', '2024-02-29T00:00:00.000Z', '2026-12-31T23:59:59.999-11:30'])(
    'takes %s for a time',
    (timestamp) => {
      expect(any({ ...example, timestamp })).toBe(true);
    },
  );

  it.each([
    '2026-02-03T10:15:30Z',
    '2026-02-03T10:15:30.12Z',
    '2026-02-03T10:15:30.123456Z',
    '2026-02-03T10:15:30.123',
    '2026-02-03 10:15:30.123Z',
    '2026-02-30T10:15:30.123Z',
    '2026-13-03T10:15:30.123Z',
    '2026-02-03T24:15:30.123Z',
    '2026-02-03T10:60:30.123Z',
    '1769000000',
    ' 2026-02-03T10:15:30.123Z',
  ])('takes %j for no time with milliseconds', (timestamp) => {
    expect(any({ ...example, timestamp })).toBe(false);
  });

  it('accepts every time that JavaScript writes', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          expect(any({ ...example, timestamp: date.toISOString() })).toBe(true);
        },
      ),
    );
  });

  it('refuses levels and types that are not declared', () => {
    for (const level of ['error', 'FATAL', 4, '']) expect(any({ ...example, level })).toBe(false);
    expect(any({ ...example, duration_ms: 1.5 })).toBe(true);
    expect(any({ ...example, duration_ms: '1.5' })).toBe(false);
    for (const value of [null, [], 'text', 1]) expect(any(value)).toBe(false);
  });

  it('forbids other fields where the spec does, in profiles, too', () => {
    const logs: LogsDocument = {
      required: { at: { type: 'integer', description: 'When' } },
      contextual: { who: { type: 'text', description: 'Who' } },
      profiles: { personal: ['who'] },
      others: 'forbid',
    };
    for (const validate of [validator(logs), validator(logs, 'personal')]) {
      expect(validate({ at: 1, who: 'me' })).toBe(true);
      expect(validate({ at: 1, who: 'me', more: 1 })).toBe(false);
      expect(validate({ at: 1.5, who: 'me' })).toBe(false);
    }
  });

  it('makes nothing of a model without logs', () => {
    const { logs: _logs, ...model } = sampleModel;
    expect(generateLogSchema(model)).toEqual([]);
  });
});
