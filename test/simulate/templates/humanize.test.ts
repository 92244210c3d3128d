import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  fourDigits,
  humanize,
  humanize1024,
  humanizeDuration,
  humanizePercentage,
} from '../../../src/simulate/templates/humanize.ts';
import { corpora, hasCorpora } from '../../support/corpora.ts';

const functions = { humanize, humanize1024, humanizeDuration, humanizePercentage } as const;

describe('humanize', () => {
  it.each([
    { value: 0, text: '0' },
    { value: 5.26, text: '5.26' },
    { value: 999.95, text: '1000' },
    { value: 1234.5678, text: '1.235k' },
    { value: 0.0123, text: '12.3m' },
    { value: -1_500_000, text: '-1.5M' },
    { value: Number.NaN, text: 'NaN' },
    { value: Number.POSITIVE_INFINITY, text: '+Inf' },
  ])('shows $value as $text', ({ value, text }) => {
    expect(humanize(value)).toBe(text);
  });

  it.each([
    { value: 12_345, text: '1.234e+04' },
    { value: 0.00001234, text: '1.234e-05' },
    { value: 0.0001, text: '0.0001' },
    { value: 1000, text: '1000' },
  ])('writes $value with four digits as $text', ({ value, text }) => {
    expect(fourDigits(value)).toBe(text);
  });

  it.each([
    { seconds: 0, text: '0s' },
    { seconds: 0.25, text: '250ms' },
    { seconds: 59.9, text: '59.9s' },
    { seconds: 61, text: '1m 1s' },
    { seconds: 90_061, text: '1d 1h 1m 1s' },
    { seconds: -3600, text: '-1h 0m 0s' },
  ])('shows $seconds seconds as $text', ({ seconds, text }) => {
    expect(humanizeDuration(seconds)).toBe(text);
  });

  it.skipIf(!hasCorpora)('agrees with what promtool printed', () => {
    const golden: { cases: { tpl: string; val: string; out: string }[] } = JSON.parse(
      readFileSync(join(corpora, 'alert-templates.json'), 'utf8'),
    );
    const cases = golden.cases.flatMap(({ tpl, val, out }) => {
      const name = /^\{\{ (humanize\w*) \$value \}\}$/.exec(tpl)?.[1];
      return name !== undefined && name in functions ? [{ name: name as keyof typeof functions, val, out }] : [];
    });
    expect(cases.length).toBeGreaterThan(80);
    const toNumber = (text: string): number => Number(text.replace('Inf', 'Infinity'));
    expect(cases.map(({ name, val }) => ({ name, val, out: functions[name](toNumber(val)) }))).toEqual(
      cases.map(({ name, val, out }) => ({ name, val, out })),
    );
  });
});
