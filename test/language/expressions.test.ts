import fc from 'fast-check';
import { type Condition, each, matching, not, notMatching, type PanelMeasure } from 'tocsin';
import { describe, expect, it } from 'vitest';
import { plainOf } from '../../src/language/plain.ts';
import type {
  ConditionDocument,
  EventsDocument,
  GroupingDocument,
  LabelTestDocument,
  MeasureDocument,
  SelectionDocument,
} from '../../src/model/document.ts';
import { assertNever } from '../../src/shared/assert-never.ts';
import { breaker, kit, latency, metrics, orders, queue, refunds, shop } from '../support/mistake-base.ts';

type Method = (...args: readonly unknown[]) => unknown;

/** Calls a method of a handle as a program without types does. */
const call = (handle: unknown, method: string, ...args: readonly unknown[]): unknown =>
  (handle as Readonly<Record<string, Method>>)[method]?.(...args);

const handles: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.values(metrics).map((metric) => [plainOf(metric).metric, metric]),
);

function authoredTest(test: LabelTestDocument): unknown {
  if (typeof test === 'string' || Array.isArray(test)) return test;
  if ('not' in test) return not(...([test.not].flat() as [string]));
  return 'matching' in test
    ? matching(test.matching)
    : notMatching((test as { readonly notMatching: string }).notMatching);
}

function authoredSelection({ metric, where }: SelectionDocument): unknown {
  if (where === undefined) return handles[metric];
  const tests = Object.entries(where).map(([label, test]) => [label, authoredTest(test)]);
  return call(handles[metric], 'where', Object.fromEntries(tests));
}

function authoredEvents({ view, ...of }: EventsDocument): unknown {
  const selection = authoredSelection(of);
  if (view === undefined) return selection;
  if (view === 'observations') return (selection as typeof latency).observations;
  return 'exceeding' in view ? call(selection, 'exceeding', view.exceeding) : call(selection, 'within', view.within);
}

const authoredGrouping = (by: readonly GroupingDocument[]): readonly unknown[] =>
  by.map((label) => (typeof label === 'string' ? label : each(label.label, label.because)));

function authoredMeasure(measure: MeasureDocument): unknown {
  switch (measure.kind) {
    case 'count':
    case 'rate': {
      const { kind, of, by, ...options } = measure;
      return call(authoredEvents(of), kind, { ...options, by: authoredGrouping(by) });
    }
    case 'share': {
      const { of, total, by, kind: _, ...options } = measure;
      return call(authoredEvents(of), 'shareOf', authoredEvents(total), { ...options, by: authoredGrouping(by) });
    }
    case 'quantile': {
      const { of, q, over, by } = measure;
      return call(authoredSelection(of), 'quantile', q, { over, by: authoredGrouping(by) });
    }
    case 'value': {
      const { of, by, kind: _, ...options } = measure;
      return call(authoredSelection(of), 'value', { ...options, by: authoredGrouping(by) });
    }
    case 'states':
      return call(authoredSelection(measure.of), 'states', { by: authoredGrouping(measure.by) });
    case 'plus':
    case 'minus':
      return call(authoredMeasure(measure.left), measure.kind, authoredMeasure(measure.right));
    case 'up':
      return shop.up();
    case 'promql': {
      const { kind: _, text, ...options } = measure;
      return kit.promql(options)(Object.assign([text], { raw: [text] }));
    }
    default:
      return assertNever(measure);
  }
}

function authoredCondition(condition: ConditionDocument): unknown {
  switch (condition.kind) {
    case 'compare':
      return call(authoredMeasure(condition.measure), condition.op, condition.threshold);
    case 'is': {
      const { of, state, by, kind: _, ...options } = condition;
      return call(authoredSelection(of), 'is', state, { ...options, by: authoredGrouping(by) });
    }
    case 'absent':
      return call(authoredSelection(condition.of), 'absent', { in: condition.in });
    case 'down':
      return shop.down();
    case 'always':
      return kit.always();
    case 'and':
    case 'or':
    case 'unless':
      return call(authoredCondition(condition.left), condition.kind, authoredCondition(condition.right));
    default:
      return assertNever(condition);
  }
}

const text = fc.string({ minLength: 1, maxLength: 8 });
const duration = fc.constantFrom('15s', '5m', '1h30m');
const labelTest: fc.Arbitrary<LabelTestDocument> = fc.oneof(
  text,
  fc.array(text, { minLength: 1, maxLength: 3 }),
  text.map((value) => ({ not: value })),
  fc.array(text, { minLength: 2, maxLength: 3 }).map((values) => ({ not: values })),
  text.map((regex) => ({ matching: regex })),
  text.map((regex) => ({ notMatching: regex })),
);
const where = fc.dictionary(fc.constantFrom('outcome', 'region', 'instance'), labelTest, { minKeys: 1 });
const by: fc.Arbitrary<readonly GroupingDocument[]> = fc.uniqueArray(
  fc.oneof(fc.constantFrom('job', 'instance', 'outcome'), fc.record({ label: text, because: text })),
  { maxLength: 3 },
);
const selectionOf = (...metric: readonly string[]): fc.Arbitrary<SelectionDocument> =>
  fc.record({ metric: fc.constantFrom(...metric), where }, { requiredKeys: ['metric'] });
const counters = selectionOf('shop_orders_total', 'shop_refunds_total', 'shop_mails_total');
const histograms = selectionOf('shop_request_duration_seconds');
const events: fc.Arbitrary<EventsDocument> = fc.oneof(
  counters,
  fc
    .tuple(
      histograms,
      fc.oneof(
        fc.constant('observations' as const),
        text.map((bound) => ({ exceeding: bound })),
        text.map((bound) => ({ within: bound })),
      ),
    )
    .map(([of, view]) => ({ ...of, view })),
);
const gauges = selectionOf('shop_queue_messages', 'shop_heap_bytes');
const states = selectionOf('shop_breaker_state');

const { measure, condition } = fc.letrec<{ measure: MeasureDocument; condition: ConditionDocument }>((tie) => ({
  measure: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record(
      {
        kind: fc.constant('count' as const),
        of: events,
        in: duration,
        by,
        newborn: fc.constantFrom('count', 'ignore'),
      },
      { requiredKeys: ['kind', 'of', 'in', 'by'] },
    ),
    fc.record({ kind: fc.constant('rate' as const), of: events, over: duration, by }),
    fc.record(
      { kind: fc.constant('share' as const), of: events, total: events, in: duration, by, atLeast: fc.nat() },
      { requiredKeys: ['kind', 'of', 'total', 'in', 'by'] },
    ),
    fc.record({ kind: fc.constant('quantile' as const), of: histograms, q: fc.double(), over: duration, by }),
    fc.record(
      {
        kind: fc.constant('value' as const),
        of: gauges,
        pick: fc.constantFrom('max', 'min', 'avg', 'sum'),
        over: duration,
        by,
      },
      { requiredKeys: ['kind', 'of', 'pick', 'by'] },
    ),
    fc.record({ kind: fc.constant('states' as const), of: states, by }),
    fc.constant({ kind: 'up' as const, job: 'shop' }),
    fc.record({
      kind: fc.constant('promql' as const),
      text: fc.string(),
      unit: text,
      by: fc.array(text),
      high: fc.dictionary(text, text),
      low: fc.dictionary(text, text),
    }),
    fc.record({ kind: fc.constantFrom('plus', 'minus'), left: comparable(tie('measure')), right: tie('measure') }),
  ),
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      kind: fc.constant('compare' as const),
      measure: comparable(tie('measure')),
      op: fc.constantFrom('above', 'atLeast', 'below', 'atMost'),
      threshold: fc.oneof(fc.integer(), text),
    }),
    fc.record(
      { kind: fc.constant('is' as const), of: states, state: text, by, orGoneWithin: duration },
      { requiredKeys: ['kind', 'of', 'state', 'by'] },
    ),
    fc.record({
      kind: fc.constant('absent' as const),
      of: fc.oneof(counters, gauges, states, histograms),
      in: duration,
    }),
    fc.constant({ kind: 'down' as const, job: 'shop' }),
    fc.constant({ kind: 'always' as const }),
    fc.record({ kind: fc.constantFrom('and', 'or', 'unless'), left: tie('condition'), right: tie('condition') }),
  ),
}));

/** Panel measures cannot be compared or added to: there is no method to call. */
function comparable(measures: fc.Arbitrary<MeasureDocument>): fc.Arbitrary<MeasureDocument> {
  return measures.filter(({ kind }) => kind !== 'states' && kind !== 'up');
}

describe('expressions', () => {
  it('say every measure that the document can', () => {
    fc.assert(
      fc.property(measure, (document) => {
        expect(plainOf(authoredMeasure(document) as PanelMeasure)).toEqual(document);
      }),
    );
  });

  it('say every condition that the document can', () => {
    fc.assert(
      fc.property(condition, (document) => {
        expect(plainOf(authoredCondition(document) as Condition<string>)).toEqual(document);
      }),
    );
  });

  it('leave the handles as they were', () => {
    const before = JSON.stringify(plainOf(orders));
    const paid = orders.where({ outcome: 'paid' });
    paid.count({ in: '5m', by: [] }).above(5);
    expect(JSON.stringify(plainOf(orders))).toBe(before);
    expect(plainOf(paid)).not.toBe(plainOf(orders));
  });

  it('read like the specification', () => {
    const when = refunds
      .shareOf(orders.where({ outcome: not('cancelled', 'refused') }), { in: '15m', by: ['instance'], atLeast: 5 })
      .above('20%');
    expect(plainOf(when)).toEqual({
      kind: 'compare',
      measure: {
        kind: 'share',
        of: { metric: 'shop_refunds_total' },
        total: { metric: 'shop_orders_total', where: { outcome: { not: ['cancelled', 'refused'] } } },
        in: '15m',
        by: ['instance'],
        atLeast: 5,
      },
      op: 'above',
      threshold: '20%',
    });
  });

  it('take PromQL word for word, with the names of metrics and histogram series', () => {
    const options = { unit: 'seconds', by: ['page'], high: { 'x{a="b"}': '1x9' }, low: {} } as const;
    const ratio = kit.promql(options)`sum by (page) (rate(${latency.sum}{page=~"c\\w+"}[5m])) / ${latency.count}`;
    expect(plainOf(ratio)).toEqual({
      kind: 'promql',
      text: 'sum by (page) (rate(shop_request_duration_seconds_sum{page=~"c\\\\w+"}[5m])) / shop_request_duration_seconds_count',
      ...options,
    });
    const names = kit.promql(options)`${orders} ${queue} ${breaker} ${latency.bucket}`;
    expect(plainOf(names)).toMatchObject({
      text: 'shop_orders_total shop_queue_messages shop_breaker_state shop_request_duration_seconds_bucket',
    });
  });

  it('show nothing but measures and effects on a handle', () => {
    expect(Object.keys(queue)).toEqual(['value', 'absent', 'where', 'becomes']);
    expect(Object.keys(breaker)).toEqual(['is', 'states', 'absent', 'where', 'turns']);
    expect(Object.keys(orders)).toEqual(['count', 'rate', 'shareOf', 'absent', 'where', 'gains']);
  });
});
