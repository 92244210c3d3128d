import { describe, expect, it } from 'vitest';
import { describeCondition } from '../../src/model/describe.ts';
import type { ConditionDocument, MeasureDocument } from '../../src/model/document.ts';
import { resolve } from '../../src/model/resolve.ts';
import { validDocument } from '../support/mistake-cases.ts';

const orders = { metric: 'shop_orders_total' };
const latency = { metric: 'shop_request_duration_seconds' };
const breaker = { metric: 'shop_breaker_state' };

const compare = (measure: MeasureDocument, op: 'above' | 'below', threshold: string | number): ConditionDocument => ({
  kind: 'compare',
  measure,
  op,
  threshold,
});

function inWords(when: ConditionDocument): string {
  const alert = { name: 'X', when, severity: 'P1', audience: 'oncall', action: 'Look', summary: 'Look' };
  const resolved = resolve({ ...validDocument, alerts: [alert] });
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.errors));
  return describeCondition(resolved.value.alerts[0]!.when);
}

describe('describe', () => {
  it.each<{ readonly when: ConditionDocument; readonly words: string }>([
    {
      when: compare({ kind: 'count', of: orders, in: '5m', by: ['instance'] }, 'above', 5),
      words: 'more than 5 orders in 5m, per instance',
    },
    {
      when: compare(
        {
          kind: 'count',
          of: { ...orders, where: { outcome: ['paid', 'refused'], region: { not: 'north' } } },
          in: '1h',
          by: [],
        },
        'below',
        '5 orders',
      ),
      words: 'less than 5 orders with outcome paid or refused and region other than north in 1h',
    },
    {
      when: compare({ kind: 'rate', of: orders, over: '5m', by: ['instance', 'region'] }, 'above', '3 orders/min'),
      words: 'more than 3 orders/min over 5m, per instance and region',
    },
    {
      when: compare(
        { kind: 'share', of: { metric: 'shop_refunds_total' }, total: orders, in: '15m', by: [], atLeast: 20 },
        'above',
        '20%',
      ),
      words: 'more than 20% of orders in 15m are among shop_refunds_total, of at least 20',
    },
    {
      when: compare({ kind: 'quantile', of: latency, q: 0.99, over: '5m', by: ['page'] }, 'above', '1s'),
      words: 'the 99th percentile of shop_request_duration_seconds over 5m is more than 1s, per page',
    },
    {
      when: compare(
        { kind: 'count', of: { ...latency, view: { exceeding: '1s' } }, in: '5m', by: ['page'] },
        'above',
        3,
      ),
      words: 'more than 3 requests above 1s in 5m, per page',
    },
    {
      when: compare(
        { kind: 'value', of: { metric: 'shop_heap_bytes' }, pick: 'max', over: '5m', by: [] },
        'above',
        '1GiB',
      ),
      words: 'the maximum of shop_heap_bytes over 5m is more than 1GiB',
    },
    {
      when: { kind: 'is', of: breaker, state: 'open', by: ['instance'], orGoneWithin: '1h' },
      words: 'shop_breaker_state is open, or gone for less than 1h, per instance',
    },
    { when: { kind: 'absent', of: orders, in: '10m' }, words: 'no series of shop_orders_total for 10m' },
    { when: { kind: 'down', job: 'shop' }, words: 'a target of the job shop cannot be scraped' },
    { when: { kind: 'always' }, words: 'always' },
    {
      when: {
        kind: 'unless',
        left: { kind: 'is', of: breaker, state: 'open', by: ['breaker'] },
        right: {
          kind: 'is',
          of: { ...breaker, where: { breaker: { matching: 'b.*' } } },
          state: 'half_open',
          by: ['breaker'],
        },
      },
      words:
        'shop_breaker_state is open, per breaker; unless shop_breaker_state with breaker matching b.* is half_open, per breaker',
    },
  ])('says "$words"', ({ when, words }) => {
    expect(inWords(when)).toBe(words);
  });
});
