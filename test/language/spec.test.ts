import fc from 'fast-check';
import { bounded, defineKit, email, oneOf, pagerduty, slack, unbounded, webhook } from 'tocsin';
import { describe, expect, it } from 'vitest';
import { alerts, house, kit, loud, metrics, shop, shopSpec, slow } from '../support/mistake-base.ts';

/** YAML and JSON know neither symbols nor functions. */
const asJson = (document: unknown): unknown => JSON.parse(JSON.stringify(document));

describe('spec', () => {
  it('is plain data', () => {
    const { document } = shopSpec();
    expect(asJson(document)).toStrictEqual(document);
  });

  it('lists parts in the order of their declarations, whatever they are exported as', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/), { minLength: 2, maxLength: 12 }),
        (names) => {
          const other = defineKit(house);
          const job = other.job('app', { targets: [] });
          const declared = names.map((name) => [name, job.counter(`${name}_total`, { help: '', unit: 'x' })] as const);
          const alerting = names.map((name) => [name, other.alert(name, { ...loud, when: other.always() })] as const);
          // The exports of a module are sorted by name.
          const asModule = <T>(entries: readonly (readonly [string, T])[]) =>
            Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
          const { document } = other.spec({ metrics: asModule(declared), alerts: asModule(alerting) });
          expect(document.metrics.map(({ name }) => name)).toEqual(names.map((name) => `${name}_total`));
          expect(document.alerts.map(({ name }) => name)).toEqual(names);
        },
      ),
    );
  });

  it('lists parts as written when they are a list', () => {
    const [first, second] = [
      { title: 'A', rows: {} },
      { title: 'B', rows: {} },
    ].map((page) => kit.dashboard('x', page));
    if (first === undefined || second === undefined) throw new Error('two dashboards were made');
    const { document } = kit.spec({ metrics, alerts, dashboards: [second, first] });
    expect(document.dashboards?.map(({ title }) => title)).toEqual(['B', 'A']);
  });

  it('lists a part once that is exported twice', () => {
    const { document } = kit.spec({ metrics: { ...metrics, again: metrics.orders }, alerts: [slow, slow] });
    expect(document.metrics.filter(({ name }) => name === 'shop_orders_total')).toHaveLength(1);
    expect(document.alerts).toHaveLength(1);
  });

  it('leaves out values of the language that say nothing by themselves', () => {
    const kinds = oneOf('a', 'b');
    const rate = metrics.orders.rate({ over: '5m', by: [] });
    const spec = kit.spec({ metrics: { ...metrics, shop, kit, kinds, rate }, alerts: { ...alerts, ...metrics, shop } });
    expect(spec.document).toEqual(shopSpec().document);
  });

  it('keeps what does not belong, for the model to refuse', () => {
    const inhibition = kit.inhibit({ source: slow, targets: [], equal: [] });
    const strange = { metrics: { ...metrics, size: 20 }, alerts: { inhibition, ...alerts }, alrets: [] };
    const { document } = kit.spec(strange as never);
    expect(document.metrics.at(-1)).toBe(20);
    expect(document.alerts).toHaveLength(3);
    expect(document.alerts.at(-1)).toBe(inhibition);
    expect(document).toHaveProperty('alrets');
  });

  it('lists the jobs of its kit, and those that metrics of another kit bring along', () => {
    const other = defineKit(house);
    const quiet = other.job('quiet', { targets: ['localhost:1'], metricsPath: '/m' });
    const { document } = other.spec({ metrics, alerts: {} });
    expect(document.jobs).toEqual([
      { name: 'quiet', targets: ['localhost:1'], metricsPath: '/m' },
      { name: 'shop', targets: ['localhost:9100'], description: 'The web shop' },
    ]);
    expect(quiet.down()).toBeDefined();
  });

  it('leaves absent fields out', () => {
    const { document } = kit.spec({ metrics, alerts });
    expect(Object.keys(document)).toEqual([
      'tocsin',
      ...['service', 'targetLabels', 'severities', 'scrapeEvery', 'evaluateEvery', 'links', 'receivers', 'routes'],
      ...['jobs', 'metrics', 'alerts'],
    ]);
    expect(Object.keys(document.alerts[0] ?? {})).not.toContain('description');
  });

  it('has the declared metrics under their names', () => {
    expect(kit.spec({ metrics, alerts }).metrics).toBe(metrics);
  });

  it('writes label domains, integrations, panels and inhibitions in the document’s form', () => {
    const page = kit.dashboard('page', {
      title: 'Page',
      description: 'About it',
      rows: {
        First: [{ title: 'Slow', alert: slow }],
        Second: { collapsed: true, panels: [{ title: 'Up', show: shop.up(), description: 'Alive' }] },
      },
    });
    const visits = shop.counter('shop_visits_total', {
      help: 'Visits',
      unit: 'visits',
      labels: { a: oneOf('x', 'y'), b: bounded(5), c: unbounded('why not') },
      added: 'to count them',
    });
    const { document } = kit.spec({ metrics: { visits }, alerts, dashboards: [page] });
    expect(document.metrics).toEqual([
      {
        name: 'shop_visits_total',
        job: 'shop',
        type: 'counter',
        help: 'Visits',
        unit: 'visits',
        labels: { a: { oneOf: ['x', 'y'] }, b: { bounded: 5 }, c: { unbounded: 'why not' } },
        added: 'to count them',
      },
    ]);
    expect(document.dashboards).toEqual([
      {
        name: 'page',
        title: 'Page',
        description: 'About it',
        rows: [
          { title: 'First', panels: [{ title: 'Slow', alert: 'ShopSlow' }] },
          {
            title: 'Second',
            collapsed: true,
            panels: [{ title: 'Up', show: { kind: 'up', job: 'shop' }, description: 'Alive' }],
          },
        ],
      },
    ]);
    expect([
      pagerduty({ routingKeyFile: '/k', severity: 'critical' }),
      slack({ channel: '#c', apiUrlFile: '/u' }),
      email({ to: 'a@example.com', from: 'b@example.com', smarthost: 'localhost:25' }),
      webhook({ url: 'http://localhost' }),
    ]).toEqual([
      { kind: 'pagerduty', routingKeyFile: '/k', severity: 'critical' },
      { kind: 'slack', channel: '#c', apiUrlFile: '/u' },
      { kind: 'email', to: 'a@example.com', from: 'b@example.com', smarthost: 'localhost:25' },
      { kind: 'webhook', url: 'http://localhost' },
    ]);
  });
});
