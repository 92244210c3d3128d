import fc from 'fast-check';
import { bounded, defineKit, each, email, matching, not, notMatching, oneOf, pagerduty, unbounded } from 'tocsin';
import { describe, expect, it } from 'vitest';
import { alerts, breaker, house, kit, latency, metrics, orders, queue, shop, slow } from '../support/mistake-base.ts';

type Anything = (...args: readonly unknown[]) => unknown;

/** Every function of the language that takes arguments, as a program without types sees it. */
const functions: Readonly<Record<string, Anything>> = Object.fromEntries(
  Object.entries({
    defineKit,
    job: kit.job,
    counter: shop.counter,
    gauge: shop.gauge,
    state: shop.state,
    histogram: shop.histogram,
    alert: kit.alert,
    inhibit: kit.inhibit,
    dashboard: kit.dashboard,
    logs: kit.logs,
    traces: kit.traces,
    promql: (options: never, text: never, ...names: never[]) => kit.promql(options)(text, ...names),
    promqlTag: (options: never, name: never, other: never) => kit.promql(options)`${name} + ${other}`,
    spec: kit.spec,
    where: orders.where,
    count: orders.count,
    rate: orders.rate,
    shareOf: orders.shareOf,
    absent: orders.absent,
    value: queue.value,
    is: breaker.is,
    states: breaker.states,
    quantile: latency.quantile,
    exceeding: latency.exceeding,
    within: latency.within,
    above: queue.value({ pick: 'max', by: [] }).above,
    plus: queue.value({ pick: 'max', by: [] }).plus,
    and: kit.always().and,
    bounded,
    each,
    email,
    matching,
    not,
    notMatching,
    oneOf,
    pagerduty,
    unbounded,
  }).map(([name, fn]) => [name, fn as unknown as Anything]),
);

const anything = fc.oneof(
  fc.anything({ withNullPrototype: false }),
  fc.constantFrom<unknown>(orders, latency, slow, shop, kit, queue.value({ pick: 'max', by: [] }), kit.always()),
);

/** Options with the right names and anything as values reach further than anything at all. */
const options = fc.dictionary(
  fc.constantFrom(
    ...['in', 'by', 'over', 'labels', 'when', 'summary', 'description', 'rows', 'source', 'targets', 'metrics'],
    ...['alerts', 'dashboards', 'inhibitions', 'logs', 'states', 'buckets', 'routes', 'receivers', 'severities'],
    ...['traces', 'spans', 'modes', 'errors', 'job', 'timedBy'],
  ),
  fc.oneof(anything, fc.dictionary(fc.string(), anything, { noNullPrototype: true }), fc.array(anything)),
  { noNullPrototype: true },
);

describe('misuse', () => {
  it.each(Object.keys(functions))('does not make `%s` throw', (name) => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anything, options), { maxLength: 3 }), (args) => {
        functions[name]?.(...args);
      }),
      { numRuns: 200 },
    );
  });

  it.each(['job', 'counter', 'alert', 'dashboard'])('does not make `%s` throw after a name', (name) => {
    fc.assert(
      fc.property(fc.string(), fc.oneof(anything, options), (first, second) => {
        functions[name]?.(first, second);
      }),
    );
  });

  it('keeps anything that a list of the spec should not be', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('metrics', 'alerts', 'inhibitions', 'dashboards', 'logs', 'traces'),
        fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
        (list, value) => {
          const { document } = kit.spec({ metrics, alerts, [list]: value } as never);
          expect(document).toHaveProperty(list, value);
        },
      ),
    );
  });

  it('tells where an alert without options stands', () => {
    const broken = (kit.alert as unknown as Anything)('Broken');
    const { document, sources } = kit.spec({ metrics, alerts: { broken } as never });
    expect(document.alerts).toEqual([{ name: 'Broken' }]);
    expect(sources.get('alerts[0]')?.file).toBe(import.meta.filename);
  });

  it('keeps a house rule that the types refuse', () => {
    const { document } = defineKit({ ...house, scrapEvery: '15s' } as never).spec({ metrics: {}, alerts: {} });
    expect(document).toHaveProperty('scrapEvery', '15s');
  });
});
