import { describe, expect, test } from 'vitest';
import { ask, queryOf, storageOf, valuesAt } from './fixtures.ts';

const storage = storageOf(
  60,
  'm_total{a="x"} 0+1x10',
  'edge 1 2 3',
  'lines{text="a\\nb"} 1',
  'huge Inf',
  'typed{__type__="gauge",__unit__="s"} 4',
);

describe('promql/eval as Prometheus 3 and as 2.42', () => {
  test.each([
    { what: 'a sample at the start of a range', query: 'count_over_time(edge[2m])', at: 120, v3: 2, v2: 3 },
    { what: 'a sample one lookback ago', query: 'count(edge) or vector(0)', at: 420, v3: 0, v2: 1 },
    { what: 'a subquery point at the start', query: 'count_over_time(edge[2m:1m])', at: 120, v3: 2, v2: 3 },
    { what: 'the variance of an infinity', query: 'stdvar(huge)', at: 0, v3: Number.NaN, v2: 0 },
    { what: 'a dot and a line break', query: 'count(lines{text=~"a.b"}) or vector(0)', at: 0, v3: 1, v2: 0 },
  ])('$what', ({ query, at, v3, v2 }) => {
    expect(Object.values(valuesAt(storage, query, at))).toEqual([v3]);
    expect(Object.values(valuesAt(storage, query, at, { compat: '2.42' }))).toEqual([v2]);
  });

  test('arithmetic drops type and unit with the name since 3', () => {
    expect(valuesAt(storage, 'typed * 2', 0)).toEqual({ '{}': 8 });
    expect(valuesAt(storage, 'typed * 2', 0, { compat: '2.42' })).toEqual({ '{__type__="gauge",__unit__="s"}': 8 });
  });

  test('`atan2` keeps the name in 2.42', () => {
    expect(valuesAt(storage, 'typed atan2 typed', 0, { compat: '2.42' })).toEqual({
      '{__name__="typed",__type__="gauge",__unit__="s"}': Math.atan2(4, 4),
    });
    expect(valuesAt(storage, 'edge atan2 2', 0, { compat: '2.42' })).toEqual({ '{__name__="edge"}': Math.atan2(1, 2) });
    expect(valuesAt(storage, 'edge atan2 2', 0)).toEqual({ '{}': Math.atan2(1, 2) });
  });

  test('names are dropped at once, unless their removal is delayed', () => {
    const query = 'sum by (__name__) (rate(m_total[5m]))';
    expect(valuesAt(storage, query, 600)).toEqual({ '{}': 1 / 60 });
    const kept = `label_replace(${query}, "was", "$1", "__name__", "(.*)")`;
    expect(valuesAt(storage, kept, 600, { delayedNameRemoval: true })).toEqual({ '{was="m_total"}': 1 / 60 });
  });
});

describe('promql/eval annotations', () => {
  test('carry line and byte column of the expression, or no position without its text', () => {
    const query = 'sum(\n  rate(edge[3m])\n)';
    const text = 'PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "edge"';
    expect(ask(storage, query, 120).annotations).toEqual([{ severity: 'info', text: `${text} (2:8)` }]);
  });

  test('belong to their own query', () => {
    const query = queryOf('rate({__name__=~"edge|m_total"}[3m])');
    expect(query.instant(storage, 120_000)).toMatchObject({ value: { annotations: [{ severity: 'info' }] } });
    // By then the series without a counter's name has no samples in the range.
    expect(query.instant(storage, 600_000)).toMatchObject({ value: { annotations: [] } });
  });
});
