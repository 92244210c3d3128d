import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { createMetrics, defineKit, type Spec } from 'tocsin';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { house } from '../support/mistake-base.ts';
import { hasProgram } from '../support/real-programs.ts';
import { spec } from './instrumented-shop.ts';

/** The samples of an exposition by series, as Prometheus reads them. */
function samplesOf(exposition: string): ReadonlyMap<string, number> {
  const lines = exposition.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}

const scrape = async ({ registry }: { readonly registry: Registry }) => samplesOf(await registry.metrics());

/** Calls an instrument as a program without types does. */
const untyped = (instrument: object): Readonly<Record<string, (...args: readonly unknown[]) => unknown>> =>
  instrument as never;

describe('createMetrics', () => {
  it('starts every series whose labels all have a closed list of values at 0', async () => {
    const samples = await scrape(createMetrics(spec, { processStartTime: false }));
    const combinations = (names: readonly string[]) => names.filter((name) => samples.get(name) === 0);
    expect([...samples.keys()].filter((name) => name.startsWith('shop_orders_total'))).toHaveLength(6);
    for (const outcome of ['paid', 'refused'])
      for (const page of ['cart', 'search', 'home'])
        expect(samples.get(`shop_orders_total{outcome="${outcome}",page="${page}"}`)).toBe(0);
    expect(
      combinations([
        'shop_clicks_total',
        'shop_queue_messages',
        'shop_stock_items{size="s"}',
        'shop_stock_items{size="l"}',
        'shop_breaker_state{breaker="bank"}',
        'shop_breaker_state{breaker="mail"}',
        'shop_boot_seconds_count',
        'shop_boot_seconds_bucket{le="1"}',
        'mailer_mails_total',
      ]),
    ).toHaveLength(9);
    expect([...samples.keys()].filter((name) => name.startsWith('shop_request_duration_seconds_count'))).toHaveLength(
      4,
    );
    expect([...samples.values()].every((value) => value === 0)).toBe(true);
  });

  it('starts no series with an open label, and no state that 0 does not stand for', async () => {
    const exposition = await createMetrics(spec).registry.metrics();
    expect(exposition).toContain('# TYPE shop_crashes_total counter');
    expect(exposition).toContain('# TYPE shop_phase gauge');
    expect([...samplesOf(exposition).keys()].filter((name) => /^shop_(crashes|phase)/.test(name))).toEqual([]);
  });

  it('does not start more series than a process can carry', async () => {
    const kit = defineKit(house);
    const values = { oneOf: Array.from({ length: 200 }, (_, i) => `v${i}`) };
    const labels = { a: values, b: values, c: values, d: values, e: values, f: values };
    const wide = kit.job('wide', { targets: [] }).counter('wide_total', { help: 'Wide', unit: 'x', labels } as never);
    const samples = await scrape(
      createMetrics(kit.spec({ metrics: { wide }, alerts: {} }), { processStartTime: false }),
    );
    expect(samples.size).toBe(0);
  });

  it('counts what it is told', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ session: fc.constantFrom('a', 'b'), code: fc.nat(3), count: fc.option(fc.nat(9)) })),
        async (events) => {
          const metrics = createMetrics(spec);
          const expected = new Map<string, number>();
          for (const { session, code, count } of events) {
            const labels = { session_id: session, exit_code: code };
            if (count === null) metrics.crashes.inc(labels);
            else metrics.crashes.inc(labels, count);
            const series = `shop_crashes_total{session_id="${session}",exit_code="${code}"}`;
            expected.set(series, (expected.get(series) ?? 0) + (count ?? 1));
          }
          const samples = await scrape(metrics);
          expect(new Map([...samples].filter(([series]) => series.startsWith('shop_crashes')))).toEqual(expected);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('shows gauges and states', async () => {
    const metrics = createMetrics(spec);
    metrics.queue.set(5);
    metrics.queue.inc();
    metrics.queue.dec(3);
    metrics.stock.set({ size: 'l' }, 7);
    metrics.stock.inc({ size: 'l' }, 2);
    metrics.stock.dec({ size: 's' });
    metrics.breaker.set({ breaker: 'mail' }, 'half_open');
    metrics.phase.set('serving');
    const samples = await scrape(metrics);
    expect(samples.get('shop_queue_messages')).toBe(3);
    expect(samples.get('shop_stock_items{size="l"}')).toBe(9);
    expect(samples.get('shop_stock_items{size="s"}')).toBe(-1);
    expect(samples.get('shop_breaker_state{breaker="mail"}')).toBe(2);
    expect(samples.get('shop_breaker_state{breaker="bank"}')).toBe(0);
    expect(samples.get('shop_phase')).toBe(2);
  });

  it('sorts observations into the declared buckets, in base units', async () => {
    const metrics = createMetrics(spec);
    metrics.latency.observe({ page: 'cart', outcome: 'ok' }, 0.1);
    metrics.latency.observe({ page: 'cart', outcome: 'ok' }, 61);
    metrics.size.observe(1500);
    const samples = await scrape(metrics);
    const bucket = (le: string) =>
      samples.get(`shop_request_duration_seconds_bucket{le="${le}",page="cart",outcome="ok"}`);
    expect(['0.0005', '0.1', '2.5', '60', '+Inf'].map(bucket)).toEqual([0, 1, 1, 1, 2]);
    expect(samples.get('shop_body_bytes_bucket{le="1024"}')).toBe(0);
    expect(samples.get('shop_body_bytes_bucket{le="1048576"}')).toBe(1);
  });

  it('times, with labels that are known at the end only', async () => {
    const metrics = createMetrics(spec);
    const stop = metrics.latency.startTimer({ page: 'search' });
    const elapsed = stop({ outcome: 'error' });
    metrics.latency.startTimer()({ page: 'search', outcome: 'error' });
    metrics.latency.startTimer({ page: 'search', outcome: 'error' })();
    metrics.boot.startTimer()();
    const samples = await scrape(metrics);
    expect(elapsed).toBeGreaterThanOrEqual(0);
    expect(elapsed).toBeLessThan(10);
    expect(samples.get('shop_request_duration_seconds_count{page="search",outcome="error"}')).toBe(3);
    expect(samples.get('shop_boot_seconds_count')).toBe(1);
    const { startTimer } = untyped(metrics.latency);
    expect(() => startTimer?.({ page: 'serch' })).toThrow(/did you mean `search`/);
    const unfinished = startTimer?.({ page: 'search' });
    expect(unfinished).toThrow(/`outcome` .* is missing/);
    expect(metrics.size).not.toHaveProperty('startTimer');
  });

  it.each<[string, (metrics: ReturnType<typeof all>) => unknown, string]>([
    [
      'an unknown label',
      (m) => untyped(m.stock)['set']?.({ size: 's', colour: 'red' }, 1),
      'label `colour` is not declared on `shop_stock_items`: use one of `size`',
    ],
    [
      'a misspelt label',
      (m) => untyped(m.stock)['set']?.({ sise: 's' }, 1),
      'label `sise` is not declared on `shop_stock_items`: did you mean `size`?',
    ],
    [
      'a missing label',
      (m) => untyped(m.crashes)['inc']?.({ exit_code: 1 }),
      'label `session_id` of `shop_crashes_total` is missing: give every label a value',
    ],
    [
      'no labels',
      (m) => untyped(m.crashes)['inc']?.(),
      '`shop_crashes_total` has labels: give an object with `session_id`, `exit_code`',
    ],
    [
      'an unknown label value',
      (m) => untyped(m.orders)['inc']?.({ outcome: 'refusd', page: 'cart' }),
      '`refusd` is not a value of label `outcome` of `shop_orders_total`: did you mean `refused`?',
    ],
    [
      'an inherited label value',
      (m) => untyped(m.orders)['inc']?.({ outcome: 'toString', page: 'cart' }),
      '`toString` is not a value of label `outcome` of `shop_orders_total`: use one of `paid`, `refused`',
    ],
    [
      'an object as a label value',
      (m) => untyped(m.crashes)['inc']?.({ session_id: {}, exit_code: 1 }),
      'label `session_id` of `shop_crashes_total` cannot be of type object: give a string or a number',
    ],
    [
      'an unknown state',
      (m) => untyped(m.breaker)['set']?.({ breaker: 'mail' }, 'opened'),
      '`opened` is not a state of `shop_breaker_state`: did you mean `open`?',
    ],
    [
      'an inherited state',
      (m) => untyped(m.phase)['set']?.('constructor'),
      '`constructor` is not a state of `shop_phase`: use one of `starting`, `serving`',
    ],
    [
      'the number of a state',
      (m) => untyped(m.phase)['set']?.(2),
      '`2` is not a state of `shop_phase`: use one of `starting`, `serving`',
    ],
    [
      'a negative count',
      (m) => m.clicks.inc(-1),
      '`shop_clicks_total` cannot grow by -1: give a finite number, 0 or more',
    ],
    [
      'a count that is not a number',
      (m) => m.clicks.inc(Number.NaN),
      '`shop_clicks_total` cannot grow by NaN: give a finite number, 0 or more',
    ],
    [
      'labels where there are none',
      (m) => untyped(m.clicks)['inc']?.({}),
      '`shop_clicks_total` cannot grow by [object Object]: give a finite number, 0 or more',
    ],
    ['a text as a value', (m) => untyped(m.queue)['set']?.('5'), '`shop_queue_messages` cannot be 5: give a number'],
  ])('refuses %s when the program runs', async (_, misuse, message) => {
    const metrics = all();
    const before = await metrics.registry.metrics();
    expect(() => misuse(metrics)).toThrow(new TypeError(message));
    expect(await metrics.registry.metrics()).toBe(before);
  });

  it('does not keep the caller’s labels', async () => {
    const metrics = all();
    const labels = { session_id: 'a', exit_code: 1 };
    metrics.crashes.inc(labels);
    labels.session_id = 'b';
    expect([...(await scrape(metrics)).keys()]).toContain('shop_crashes_total{session_id="a",exit_code="1"}');
  });

  it('registers the metrics of the chosen jobs alone', async () => {
    const metrics = createMetrics(spec, { jobs: ['mailer'] });
    expect(Object.keys(metrics)).toEqual(['mails', 'registry']);
    expect([...(await scrape(metrics)).keys()]).toEqual(['mailer_mails_total', 'process_start_time_seconds']);
    expect(() => createMetrics(spec, { jobs: ['mailr' as 'mailer'] })).toThrow(
      new TypeError('no metric belongs to the job `mailr`: did you mean `mailer`?'),
    );
  });

  it('uses the registry that it is given', async () => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const metrics = createMetrics(spec, { registry, processStartTime: false });
    expect(metrics.registry).toBe(registry);
    metrics.clicks.inc(4);
    const samples = samplesOf(await registry.metrics());
    expect(samples.get('shop_clicks_total')).toBe(4);
    expect(samples.has('process_start_time_seconds')).toBe(true);
    expect(() => createMetrics(spec, { registry, processStartTime: false })).toThrow(/already been registered/);
  });

  it('keeps two sets of metrics apart', async () => {
    const [one, other] = [all(), all()];
    one.clicks.inc();
    expect((await scrape(other)).get('shop_clicks_total')).toBe(0);
  });

  it('tells when the process has started', async () => {
    const started = (await scrape(all())).get('process_start_time_seconds');
    expect(Math.abs((started ?? 0) - (Date.now() / 1000 - process.uptime()))).toBeLessThan(5);
  });

  it('refuses a bucket bound that it cannot read, and a metric called like the registry', () => {
    const kit = defineKit(house);
    const job = kit.job('job', { targets: [] });
    const options = { help: 'x', unit: 'seconds', observes: 'x', buckets: ['20%'] };
    const wrong = job.histogram('wrong_seconds', options as never);
    expect(() => createMetrics(kit.spec({ metrics: { wrong }, alerts: {} }))).toThrow(
      /^a bucket bound of `wrong_seconds`: `20%` is not a quantity of `seconds`/,
    );
    const registry = job.counter('registry_total', { help: 'x', unit: 'x' });
    expect(() => createMetrics(kit.spec({ metrics: { registry }, alerts: {} }))).toThrow(/exported as `registry`/);
  });

  it('knows labels, values, states and jobs when it is compiled', () => {
    const misuse = (): void => {
      const metrics = all();
      // @ts-expect-error a label is missing
      metrics.crashes.inc({ session_id: 'a' });
      // @ts-expect-error labels are missing
      metrics.crashes.inc();
      // @ts-expect-error no such label
      metrics.stock.set({ size: 's', colour: 'red' }, 1);
      // @ts-expect-error no such label value
      metrics.orders.inc({ outcome: 'payed', page: 'cart' });
      // @ts-expect-error no such state
      metrics.breaker.set({ breaker: 'bank' }, 'opened');
      // @ts-expect-error a state is not a number
      metrics.phase.set(2);
      // @ts-expect-error counters only grow
      metrics.clicks.dec();
      // @ts-expect-error only time can be timed
      metrics.size.startTimer();
      // @ts-expect-error the outcome is missing at the end
      metrics.latency.startTimer({ page: 'cart' })();
      // @ts-expect-error no such label at the start
      metrics.latency.startTimer({ pag: 'cart' });
      // @ts-expect-error the job has no such metric
      createMetrics(spec, { jobs: ['mailer'] }).orders.inc({ outcome: 'paid', page: 'cart' });
      // @ts-expect-error no such job
      createMetrics(spec, { jobs: ['mailr'] });
      // @ts-expect-error a job is not a metric
      metrics.shop.inc();
    };
    expect(misuse).toBeTypeOf('function');
    expectTypeOf(all().crashes.inc).parameters.toEqualTypeOf<
      [labels: { readonly session_id: string | number; readonly exit_code: string | number }, count?: number]
    >();
    expectTypeOf(all().phase.set).parameters.toEqualTypeOf<[state: 'starting' | 'serving']>();
    expectTypeOf(spec).toExtend<Spec>();
  });
});

const all = () => createMetrics(spec);

describe('createMetrics, scraped', () => {
  async function overHttp(): Promise<{ readonly type: string | null; readonly text: string }> {
    const metrics = all();
    metrics.orders.inc({ outcome: 'paid', page: 'home' }, 3);
    metrics.crashes.inc({ session_id: 'a "quoted"\nline\\', exit_code: 137 });
    metrics.phase.set('serving');
    metrics.latency.observe({ page: 'cart', outcome: 'ok' }, 0.2);
    const server = createServer(async (_, response) => {
      response.setHeader('content-type', metrics.registry.contentType);
      response.end(await metrics.registry.metrics());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const response = await fetch(`http://127.0.0.1:${port}/metrics`);
      return { type: response.headers.get('content-type'), text: await response.text() };
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('answers a real scrape', async () => {
    const { type, text } = await overHttp();
    expect(type).toContain('text/plain; version=0.0.4');
    const samples = samplesOf(text);
    expect(samples.get('shop_orders_total{outcome="paid",page="home"}')).toBe(3);
    expect(samples.get('shop_crashes_total{session_id="a \\"quoted\\"\\nline\\\\",exit_code="137"}')).toBe(1);
    expect(samples.get('shop_request_duration_seconds_bucket{le="2.5",page="cart",outcome="ok"}')).toBe(1);
  });

  describe.skipIf(!hasProgram('promtool'))('judged by promtool', () => {
    it('passes `promtool check metrics` without a word', async () => {
      const { text } = await overHttp();
      const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
      expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
    });
  });
});
