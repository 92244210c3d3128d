import { describe, expect, it } from 'vitest';
import { numberFormat } from '../../../src/generators/grafana/plan/grafana-unit.ts';

describe('numberFormat', () => {
  it.each([
    { unit: 'ratio', whole: false, exact: [], expected: { unit: 'percentunit', decimals: 1 } },
    { unit: 'ratio', whole: false, exact: [0.2], expected: { unit: 'percentunit', decimals: 1 } },
    { unit: 'ratio', whole: false, exact: [0.01, 0.0005], expected: { unit: 'percentunit', decimals: 2 } },
    { unit: 'seconds', whole: false, exact: [0.5], expected: { unit: 's' } },
    { unit: 'bytes', whole: false, exact: [], expected: { unit: 'bytes' } },
    { unit: 'bytes/s', whole: false, exact: [], expected: { unit: 'binBps' } },
    { unit: 'requests/s', whole: false, exact: [], expected: { unit: 'reqps' } },
    { unit: 'crashes/s', whole: false, exact: [], expected: { unit: 'suffix:/s', axisLabel: 'crashes' } },
    { unit: 'crashes', whole: true, exact: [5], expected: { unit: 'short', decimals: 0, axisLabel: 'crashes' } },
    { unit: 'sessions', whole: false, exact: [], expected: { unit: 'short', axisLabel: 'sessions' } },
    { unit: '', whole: false, exact: [], expected: { unit: 'short' } },
  ])('writes $unit with thresholds $exact as $expected', ({ unit, whole, exact, expected }) => {
    expect(numberFormat(unit, whole, exact)).toEqual(expected);
  });
});
