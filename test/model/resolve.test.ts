import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertDocument, MetricDocument, SpecDocument } from '../../src/model/document.ts';
import type { Model } from '../../src/model/model.ts';
import { dashboardUid, placePanels } from '../../src/model/place-panels.ts';
import { resolve } from '../../src/model/resolve.ts';
import { validDocument } from '../support/mistake-cases.ts';

function modelOf(document: unknown): Model {
  const resolved = resolve(document);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.errors));
  return resolved.value;
}

const changed = (parts: Partial<SpecDocument>): SpecDocument => ({ ...validDocument, ...parts });

function codes(document: unknown): readonly string[] {
  const resolved = resolve(document);
  return (resolved.ok ? resolved.warnings : resolved.errors).map(({ code }) => code);
}

const countAlert = (name: string, metric: string, more: Partial<AlertDocument> = {}): AlertDocument => ({
  name,
  when: {
    kind: 'compare',
    measure: { kind: 'count', of: { metric }, in: '5m', by: ['instance'] },
    op: 'above',
    threshold: 5,
  },
  severity: 'P1',
  audience: 'oncall',
  action: 'Look at it',
  summary: '{{ $value }} on {{ $labels.instance }}',
  ...more,
});

/** A specification of `n` alerts on a tenth as many counters. */
function large(n: number, alert: (i: number) => AlertDocument): SpecDocument {
  const metrics = Array.from(
    { length: Math.ceil(n / 10) },
    (_, i): MetricDocument => ({
      name: `shop_m${i}_total`,
      job: 'shop',
      type: 'counter',
      unit: 'things',
      help: 'Things',
    }),
  );
  return changed({ metrics, alerts: Array.from({ length: n }, (_, i) => alert(i)) });
}

describe('resolve', () => {
  it('turns durations and quantities into numbers', () => {
    const model = modelOf(validDocument);
    expect(model.scrapeInterval).toBe(15_000);
    expect(model.alerts.find(({ name }) => name === 'ShopDown')?.for).toBe(120_000);
    const latency = model.metrics.find(({ type }) => type === 'histogram');
    expect(latency?.type === 'histogram' && latency.buckets).toEqual([
      { value: 0.1, written: '100ms' },
      { value: 0.25, written: '250ms' },
      { value: 1, written: '1s' },
      { value: 2.5, written: '2.5s' },
    ]);
  });

  it('follows references to the declared things themselves', () => {
    const model = modelOf(changed({ alerts: [countAlert('A', 'shop_orders_total')] }));
    const when = model.alerts[0]?.when;
    const metric = when?.kind === 'compare' && when.measure.kind === 'count' && when.measure.of.metric;
    expect(metric).toBe(model.metrics.find(({ name }) => name === 'shop_orders_total'));
  });

  it('fills in what routes leave out, and sorts them by severity', () => {
    const routes = { P3: validDocument.routes['P3']!, P1: { oncall: { to: 'pager' } } };
    expect(modelOf(changed({ routes })).routes).toEqual([
      {
        severity: 'P1',
        audience: 'oncall',
        receiver: 'pager',
        groupBy: ['alertname', 'job', 'instance'],
        wait: 30_000,
        interval: 300_000,
        repeat: 14_400_000,
        sendResolved: true,
      },
      expect.objectContaining({ severity: 'P3', audience: 'team', receiver: 'chat' }),
      expect.objectContaining({ severity: 'P3', audience: 'user', receiver: 'owner' }),
    ]);
  });

  it('splits summaries into texts and placeholders', () => {
    const summary = 'a {{$value}} b{{ $labels.instance }}';
    expect(
      modelOf(changed({ alerts: [countAlert('A', 'shop_orders_total', { summary })] })).alerts[0]?.summary,
    ).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'value' },
      { kind: 'text', text: ' b' },
      { kind: 'label', label: 'instance' },
    ]);
  });

  it('describes an alert in words when the author does not', () => {
    const alert = modelOf(changed({ alerts: [countAlert('A', 'shop_orders_total')] })).alerts[0];
    expect(alert?.labels).toEqual(['instance']);
    expect(alert?.description).toEqual([
      { kind: 'text', text: 'More than 5 orders in 5m, per instance. Orders placed.' },
    ]);
    expect(alert?.runbook).toEqual({
      meaning:
        'The alert fires on this condition: more than 5 orders in 5m, per instance. `shop_orders_total`: Orders placed.',
      impact: 'The specification does not say what this harms. Add a `runbook` to the alert to say so.',
      diagnosis: [
        {
          say: 'See where shop_orders_total stands out',
          query: 'sum by (instance, outcome, region) (increase(shop_orders_total[1h])) > 0',
        },
      ],
      remediation: ['Look at it.'],
    });
  });

  it('reports warnings beside a model', () => {
    const resolved = resolve(changed({ alerts: [countAlert('A', 'shop_orders_total', { for: '5s' })] }));
    expect(resolved.ok && resolved.warnings.map(({ code, severity }) => [code, severity])).toEqual([
      ['alert/shorter-than-evaluation', 'warning'],
    ]);
  });

  it('warns when the extrapolation of `increase` decides about a threshold', () => {
    const alert = (threshold: number): AlertDocument =>
      countAlert('A', 'shop_orders_total', {
        when: {
          kind: 'compare',
          measure: {
            kind: 'count',
            of: { metric: 'shop_orders_total' },
            in: '5m',
            by: ['instance'],
            newborn: 'ignore',
          },
          op: 'above',
          threshold,
        },
      });
    expect(codes(changed({ alerts: [alert(9)] }))).toEqual([]);
    expect(codes(changed({ alerts: [alert(10)] }))).toEqual(['condition/threshold-too-fine']);
  });

  it('reports all findings at once, whatever part they are about', () => {
    const document = changed({
      service: 'my shop',
      metrics: [...validDocument.metrics, { name: 'a-b', job: 'shop', type: 'gauge', unit: 'things', help: 'Things' }],
      alerts: [countAlert('A', 'shop_orders_totl', { audience: 'team' }), { name: 'B' } as AlertDocument],
    });
    expect(codes(document).toSorted()).toEqual(
      [
        ...Array.from({ length: 5 }, () => 'shape/missing-field'),
        'metric/bad-name',
        'reference/bad-name',
        'reference/unknown-metric',
        'routing/unroutable',
      ].toSorted(),
    );
  });

  it('does not blame what refers to a broken declaration', () => {
    const broken = {
      name: 'shop_broken_total',
      job: 'shop',
      type: 'counter',
      unit: 'things',
    } as unknown as MetricDocument;
    const document = changed({
      metrics: [...validDocument.metrics, broken],
      alerts: [countAlert('A', 'shop_broken_total'), { ...countAlert('B', 'shop_orders_total'), when: null as never }],
      inhibitions: [{ source: 'B', targets: ['A'], equal: ['instance'] }],
      experiments: [{ name: 'drill' } as never],
      requirements: [
        {
          section: 'Alerts',
          text: 'Broken',
          heldBy: [{ metric: 'shop_broken_total' }, { alert: 'A' }, { alert: 'B' }, { experiment: 'drill' }],
        },
      ],
    });
    const ofDrill = codes({ ...validDocument, experiments: [{ name: 'drill' }] });
    expect(ofDrill.length).toBeGreaterThan(0);
    expect(codes(document).toSorted()).toEqual(['shape/missing-field', 'shape/wrong-type', ...ofDrill].toSorted());
  });

  it('is linear in the number of alerts', () => {
    const time = (n: number): number => {
      const document = large(n, (i) => countAlert(`A${i}`, `shop_m${i % Math.ceil(n / 10)}_total`));
      const started = performance.now();
      expect(resolve(document).ok).toBe(true);
      return performance.now() - started;
    };
    time(1000);
    const [small, big] = [time(2000), time(10_000)];
    expect(big).toBeLessThan(Math.max(small, 50) * 5 * 3);
    expect(big).toBeLessThan(10_000);
  });

  it('does not spend minutes on suggestions for ten thousand misspelt names', () => {
    const started = performance.now();
    const document = large(10_000, (i) => countAlert(`A${i}`, `shop_n${i}_total`));
    expect(codes(document)).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('default dashboards', () => {
  it('are an overview and one for each job, with every metric and every alert', () => {
    const model = modelOf(validDocument);
    expect(model.dashboards.map(({ name, uid }) => [name, uid])).toEqual([
      ['overview', 'shop-overview'],
      ['shop', 'shop-shop'],
    ]);
    const rows = model.dashboards.map(({ rows: found }) => found.map(({ title, panels }) => [title, panels.length]));
    expect(rows).toEqual([
      [
        ['Health', 1],
        ['Alerts P1', 2],
      ],
      [
        ['Targets', 1],
        ['Events', 3],
        ['Distributions', 2],
        ['States', 1],
        ['Levels', 2],
      ],
    ]);
  });

  it('are split when they are long, and no alert is lost', () => {
    const model = modelOf(large(1000, (i) => countAlert(`A${i}`, `shop_m${i % 100}_total`)));
    const panels = model.dashboards.flatMap(({ name, rows }) =>
      rows.flatMap((row) => row.panels.map((panel) => ({ name, ...panel }))),
    );
    for (const { rows } of model.dashboards) expect(rows.flatMap((row) => row.panels).length).toBeLessThanOrEqual(60);
    expect(model.alerts).toHaveLength(1000);
    for (const { name, panel } of model.alerts)
      expect(panels).toContainEqual(expect.objectContaining({ name: panel.dashboard, id: panel.id, alert: name }));
    expect(new Set(model.dashboards.map(({ uid }) => uid)).size).toBe(model.dashboards.length);
  });

  it('have names of their own when jobs are called like the overview', () => {
    const jobs = ['overview', 'Overview', 'a.b', 'a-b'].map((name) => ({ name, targets: ['localhost:9100'] }));
    const model = modelOf(changed({ jobs: [...validDocument.jobs, ...jobs] }));
    const names = model.dashboards.map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => /^[a-z0-9][a-z0-9_-]*$/.test(name))).toBe(true);
  });
});

describe('place-panels', () => {
  const plan = (titles: readonly string[]) => ({
    name: 'd',
    title: 'D',
    description: '',
    rows: [{ title: 'R', collapsed: false, panels: titles.map((title) => ({ title, description: '' })) }],
  });
  const ids = (titles: readonly string[]): Readonly<Record<string, number>> =>
    Object.fromEntries(
      placePanels('s', plan(titles)).rows.flatMap(({ panels }) => panels.map(({ title, id }) => [title, id])),
    );

  it('gives ids that are positive, different, and independent of the order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 40 }), (titles) => {
        const found = ids(titles);
        const values = titles.map((title) => found[title]!);
        expect(new Set(values).size).toBe(titles.length);
        for (const id of values) expect(id > 0 && id < 2 ** 31 && Number.isInteger(id)).toBe(true);
        expect(ids(titles.toReversed())).toEqual(found);
      }),
    );
  });

  it('tells apart two titles with the same hash, whatever their order', () => {
    // Found by search: both hash to the same 31 bits on this dashboard.
    const [a, b] = collision();
    expect(a).not.toBe(b);
    const found = ids([a, b]);
    expect(Math.abs(found[a]! - found[b]!)).toBe(1);
    expect(ids([b, a])).toEqual(found);
  });

  it('keeps uids short, and different for different dashboards', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z-]{1,40}$/), fc.stringMatching(/^[a-z-]{1,100}$/), (service, name) => {
        const uid = dashboardUid(service, name);
        expect(uid.length).toBeLessThanOrEqual(40);
        expect(uid).toMatch(/^[a-z0-9-]+$/);
        if (name.length > 1) expect(dashboardUid(service, `${name.slice(0, -1)}_`)).not.toBe(uid);
      }),
    );
  });

  function collision(): readonly [string, string] {
    const seen = new Map<number, string>();
    for (let i = 0; ; i++) {
      const title = `t${i}`;
      const id = Object.values(ids([title]))[0]!;
      const other = seen.get(id);
      if (other !== undefined) return [other, title];
      seen.set(id, title);
    }
  }
});
