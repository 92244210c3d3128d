import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuantity } from '../../src/model/quantity.ts';

const value = (written: string | number, unit: string): number | undefined => {
  const parsed = parseQuantity(written, unit);
  return parsed.ok ? parsed.value : undefined;
};

describe('quantity', () => {
  it('is rounded once: what is written equals the literal of the base unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 4 }), (digits, places) => {
        const text = (digits / 10 ** places).toFixed(places);
        expect(value(`${text}ms`, 'seconds')).toBe(Number(`${text}e-3`));
        expect(value(`${text}us`, 'seconds')).toBe(Number(`${text}e-6`));
        expect(value(`${text}%`, 'ratio')).toBe(Number(`${text}e-2`));
        expect(value(`${text}MB`, 'bytes')).toBe(Number(`${text}e6`));
        expect(value(`${text} calls`, 'calls')).toBe(Number(text));
      }),
    );
  });

  it('is of one unit only', () => {
    const notation: Readonly<Record<string, string>> = {
      seconds: '5s',
      bytes: '5MiB',
      ratio: '5%',
      'bytes/s': '5kB/s',
      crashes: '5 crashes',
      'crashes/s': '5 crashes/min',
    };
    for (const [unit, written] of Object.entries(notation)) {
      for (const other of Object.keys(notation)) expect(value(written, other) !== undefined).toBe(unit === other);
    }
  });

  it('is a number or nothing, whatever the text', () => {
    const unit = fc.constantFrom('seconds', 'bytes', 'ratio', 'bytes/s', 'calls', 'calls/s');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+.\de ]{0,6}[a-zA-Z%/ ]{0,8}$/)), unit, (text, of) => {
        const parsed = value(text, of);
        expect(parsed === undefined || Number.isFinite(parsed)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    { written: '1h30m', unit: 'seconds', is: 5400 },
    { written: '2.5s', unit: 'seconds', is: 2.5 },
    { written: '0s', unit: 'seconds', is: 0 },
    { written: '1e3s', unit: 'seconds', is: 1000 },
    { written: '10MiB', unit: 'bytes', is: 10_485_760 },
    { written: '512B', unit: 'bytes', is: 512 },
    { written: '20%', unit: 'ratio', is: 0.2 },
    { written: '0.1%', unit: 'ratio', is: 0.001 },
    { written: '3 calls/min', unit: 'calls/s', is: 0.05 },
    { written: '36 calls/h', unit: 'calls/s', is: 0.01 },
    { written: '2MiB/s', unit: 'bytes/s', is: 2_097_152 },
    { written: 5, unit: 'crashes', is: 5 },
    { written: '5', unit: 'crashes', is: 5 },
    { written: '-5 celsius', unit: 'celsius', is: -5 },
  ])('reads $written of $unit as $is', ({ written, unit, is }) => {
    expect(value(written, unit)).toBe(is);
  });

  it.each([
    { written: 5, unit: 'seconds' },
    { written: '0', unit: 'seconds' },
    { written: '5 s', unit: 'seconds' },
    { written: '1.5h30m', unit: 'seconds' },
    { written: '30m1h', unit: 'seconds' },
    { written: 0.2, unit: 'ratio' },
    { written: '20 %', unit: 'ratio' },
    { written: '5 calls', unit: 'calls/s' },
    { written: '5 calls/day', unit: 'calls/s' },
    { written: '5calls', unit: 'calls' },
    { written: '5 mails', unit: 'calls' },
    { written: '5 toString', unit: 'bytes' },
    { written: '0x10', unit: 'calls' },
    { written: '', unit: 'calls' },
    { written: '1e999', unit: 'calls' },
    { written: '1e999s', unit: 'seconds' },
  ])('refuses $written of $unit', ({ written, unit }) => {
    const parsed = parseQuantity(written, unit);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? [] : parsed.errors.map(({ help }) => help)).toEqual([expect.stringMatching(/^write /)]);
  });
});
