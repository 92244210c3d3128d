import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordings } from '../../../src/generators/expressions/recordings.ts';
import { generateDashboards } from '../../../src/generators/grafana/generate-dashboards.ts';
import type { Alert, Dashboard, Model } from '../../../src/model/model.ts';
import { selectorsOf } from '../../../src/promql/walk.ts';
import { checkDashboards } from '../../../src/validators/dashboards/check-dashboards.ts';
import { dashboardKnowledge } from '../../../src/validators/dashboards/dashboard-knowledge.ts';
import { sampleModel } from '../../support/sample-model.ts';
import { panelsOf, type ReadDashboard, type ReadPanel, readDashboards } from './read-dashboard.ts';

const knowledgeOf = (model: Model) =>
  dashboardKnowledge(
    model,
    new Map(recordings(model).all.map(({ name, expr }) => [name, selectorsOf(expr).map((one) => one.name)])),
    model.alerts.map(({ name }) => `runbooks/${name}.md`),
  );

describe('generateDashboards', () => {
  let dashboards: ReadonlyMap<string, ReadDashboard>;
  let panels: readonly ReadPanel[];

  beforeAll(async () => {
    dashboards = await readDashboards(sampleModel);
    panels = [...dashboards.values()].flatMap(panelsOf);
  });

  const dashboard = (name: string): ReadDashboard => {
    const found = dashboards.get(name);
    if (found === undefined) throw new Error(name);
    return found;
  };
  const panel = (title: string): ReadPanel => {
    const found = panels.find((one) => one.title === title);
    if (found === undefined) throw new Error(title);
    return found;
  };
  const about = (alert: string): ReadPanel => panel(`About ${alert}`);
  const steps = (one: ReadPanel) =>
    one.fieldConfig.defaults.thresholds?.steps.map(({ value, color }) => [value, color]);
  const texts = (one: ReadPanel) =>
    Object.fromEntries(
      Object.entries(one.fieldConfig.defaults.mappings?.[0]?.options ?? {}).map(([value, { text, color }]) => [
        value,
        `${text} ${color}`,
      ]),
    );

  it('makes one file per dashboard that its validator finds nothing wrong with', async () => {
    const files = await generateDashboards(sampleModel);
    expect(files.map(({ path }) => path)).toEqual([
      'grafana/dashboards/overview.json',
      'grafana/dashboards/api.json',
      'grafana/dashboards/worker.json',
    ]);
    expect(checkDashboards(files, knowledgeOf(sampleModel))).toEqual([]);
  });

  it('makes the same bytes every time, keys in order', async () => {
    const files = await generateDashboards(sampleModel);
    expect(await generateDashboards(structuredClone(sampleModel))).toEqual(files);
    for (const { content } of files) {
      expect(content.endsWith('}\n')).toBe(true);
      JSON.parse(content, (_, value: unknown) => {
        if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
          expect(Object.keys(value)).toEqual(Object.keys(value).toSorted());
        }
        return value;
      });
    }
  });

  it('leaves nothing of what the SDK adds unasked', async () => {
    for (const { content } of await generateDashboards(sampleModel)) {
      expect(content).not.toMatch(
        /"(inControlsMenu|repeatDirection|auto_min|auto_count|skipUrlSync|version|fiscal\w+)"/,
      );
    }
  });

  it('loads the SDK only to draw', () => {
    const folder = new URL('../../../src/generators/grafana/', import.meta.url);
    const users = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && /^import (?!type).*@grafana/m.test(readFileSync(new URL(file, folder), 'utf8')),
    );
    expect(users.length).toBeGreaterThan(3);
    expect(users.filter((file) => !file.startsWith('draw/'))).toEqual([]);
    expect(readFileSync(new URL('generate-dashboards.ts', folder), 'utf8')).not.toMatch(/^import .*\/draw\//m);
  });

  it('draws every alert with the very number that it compares', () => {
    expect(steps(about('ShopManyFailures'))).toEqual([
      [null, 'transparent'],
      [5, 'red'],
    ]);
    expect(steps(about('ShopFewOrders'))).toEqual([
      [null, 'red'],
      [0.1, 'transparent'],
    ]);
    expect(steps(about('ShopFreezer'))).toEqual([
      [null, 'red'],
      [-30, 'transparent'],
      [-15, 'red'],
    ]);
    expect(about('ShopManyFailures').fieldConfig.defaults.custom).toMatchObject({
      thresholdsStyle: { mode: 'dashed+area' },
      axisSoftMax: 6.25,
    });
    // Above 0 all that is visible would be red.
    expect(about('ShopBugs').fieldConfig.defaults.custom).toMatchObject({ thresholdsStyle: { mode: 'dashed' } });
  });

  it('follows the threshold when the spec changes it', async () => {
    const alerts = sampleModel.alerts.map(
      (alert): Alert =>
        alert.name === 'ShopManyFailures' && alert.when.kind === 'compare'
          ? { ...alert, when: { ...alert.when, threshold: { value: 17, written: '17' } } }
          : alert,
    );
    const changed = await readDashboards({ ...sampleModel, alerts });
    const found = [...changed.values()].flatMap(panelsOf).find(({ title }) => title === 'About ShopManyFailures');
    expect(found?.fieldConfig.defaults.thresholds?.steps.at(-1)).toEqual({ value: 17, color: 'red' });
  });

  it('queries what the alert has recorded, for the chosen targets', () => {
    const { name } = recordings(sampleModel).all.find(({ alerts }) => alerts.includes('ShopManyFailures')) ?? {};
    expect(about('ShopManyFailures').targets.map(({ expr }) => expr)).toEqual([`${name}{instance=~"$instance"}`]);
  });

  it('measures unrecorded rates over the interval that Grafana chooses', () => {
    expect(panel('Orders by region').targets[0]?.expr.replaceAll(/\s+/g, ' ')).toBe(
      'sum by (region) ( rate(shop_orders_total{job=~"$job", instance=~"$instance"}[$__rate_interval]) )',
    );
  });

  it('draws the volume of a share that has a floor', () => {
    const { targets, fieldConfig } = about('ShopOrderFailures');
    expect(targets.map(({ refId, legendFormat }) => `${refId} ${legendFormat}`)).toEqual([
      'A {{instance}}',
      'B {{instance}} (all)',
    ]);
    const override = fieldConfig.overrides.find(({ matcher }) => matcher.options === 'B');
    expect(override?.properties).toContainEqual({ id: 'custom.axisPlacement', value: 'right' });
    expect(override?.properties).toContainEqual({ id: 'unit', value: 'short' });
    expect(about('ShopSlowShare').targets).toHaveLength(1);
  });

  it('draws a second unit on the right, with its own threshold', () => {
    const { targets, fieldConfig } = about('ShopTrouble');
    expect(targets.map(({ legendFormat }) => legendFormat)).toEqual(['{{instance}}: orders', '{{instance}}: p90']);
    expect(fieldConfig.defaults.thresholds?.steps).toContainEqual({ value: 2, color: 'red' });
    const [override] = fieldConfig.overrides;
    expect(override?.matcher).toEqual({ id: 'byFrameRefID', options: 'B' });
    expect(override?.properties).toContainEqual({ id: 'unit', value: 's' });
    expect(override?.properties).toContainEqual({ id: 'custom.axisLabel', value: '' });
    expect(override?.properties).toContainEqual({
      id: 'thresholds',
      value: {
        mode: 'absolute',
        steps: [
          { value: null, color: 'transparent' },
          { value: 0.1, color: 'red' },
        ],
      },
    });
  });

  it('draws what the author shows instead of the alert’s own measure, with the alert’s threshold', async () => {
    const byReason = sampleModel.dashboards
      .flatMap(({ rows }) => rows.flatMap((row) => row.panels))
      .find(({ title }) => title === 'Failures by reason')?.show;
    if (byReason === undefined) throw new Error('no such panel');
    const shown = await readDashboards({
      ...sampleModel,
      dashboards: sampleModel.dashboards.map((one) => ({
        ...one,
        rows: one.rows.map((row) => ({
          ...row,
          panels: row.panels.map((each) => (each.alert === 'ShopManyFailures' ? { ...each, show: byReason } : each)),
        })),
      })),
    });
    const found = [...shown.values()].flatMap(panelsOf).find(({ title }) => title === 'About ShopManyFailures');
    expect(found?.targets.map(({ legendFormat }) => legendFormat)).toEqual(['{{reason}}']);
    expect(found?.fieldConfig.defaults.thresholds?.steps.at(-1)).toEqual({ value: 5, color: 'red' });
  });

  it('draws states by their names where each group has one series', () => {
    expect(about('ShopBreakerOpen').type).toBe('state-timeline');
    expect(texts(about('ShopBreakerOpen'))).toEqual({ 0: 'closed green', 1: 'open red', 2: 'half_open yellow' });
    expect(texts(panel('State'))).toEqual(texts(about('ShopBreakerOpen')));
  });

  it('draws whether the condition holds where states of several series would hide each other', () => {
    expect(texts(about('ShopAnyBreakerOpen'))).toEqual({ 0: 'OK green', 1: 'open red' });
    expect(about('ShopAnyBreakerOpen').targets[0]?.expr).toContain('0\n  *');
    expect(texts(about('ShopScannerOffline'))).toEqual({ 0: 'OK green', 1: 'offline or gone red' });
  });

  it('draws targets, absence and the dead man’s switch', () => {
    expect(texts(about('ShopApiDown'))).toEqual({ 0: 'Down red', 1: 'Up green' });
    expect(texts(panel('Workers'))).toEqual({ 0: 'Down red', 1: 'Up green' });
    expect(texts(about('ShopNoQueue'))).toEqual({ 0: 'OK green', 1: 'Absent red' });
    expect(texts(about('ShopWatchdog'))).toEqual({ 0: 'Silent red', 1: 'Fires, as it must green' });
    expect(about('ShopWatchdog').targets[0]?.expr).toContain('alertname="ShopWatchdog"');
  });

  it('says on every panel of an alert what it means, what to do, and where to go', () => {
    for (const { name, action, runbook } of sampleModel.alerts) {
      const { description, links } = about(name);
      expect(description).toContain(name);
      expect(description).toContain(action);
      expect(description).toContain(runbook.meaning);
      expect(description).toContain(`https://runbooks.example.com/shop/${name}.md`);
      expect(links.map(({ title }) => title)).toEqual(['Runbook', 'Alert in Prometheus', 'Silence in Alertmanager']);
    }
  });

  it('leaves out links to servers that the spec does not name', async () => {
    const { grafana, runbooks } = sampleModel.links;
    const bare = await readDashboards({ ...sampleModel, links: { grafana, runbooks } });
    const all = [...bare.values()];
    expect(all.flatMap(({ links }) => links.map(({ title }) => title))).toEqual(all.map(() => 'Dashboards'));
    expect(new Set(all.flatMap(panelsOf).flatMap(({ links }) => links.map(({ title }) => title)))).toEqual(
      new Set(['Runbook']),
    );
  });

  it('uses the description of the author, or else the help of the metrics', () => {
    expect(panel('Orders by region').description).toBe('Where the orders come from.');
    expect(panel('Failures by reason').description).toBe('Orders that failed (`shop_order_failures_total`).');
  });

  it('begins the first page with the state of every alert and every job', () => {
    const [row, alerts, targets] = dashboard('overview').panels;
    expect(row).toMatchObject({ type: 'row', title: 'Status', collapsed: false });
    expect(alerts?.targets.map(({ legendFormat }) => legendFormat).toSorted()).toEqual(
      sampleModel.alerts.map(({ name }) => name).toSorted(),
    );
    expect(targets?.targets.map(({ legendFormat }) => legendFormat)).toEqual(['shop-api', 'shop-worker']);
    const watchdog = alerts?.targets.find(({ legendFormat }) => legendFormat === 'ShopWatchdog');
    const texts = alerts?.fieldConfig.overrides.find(({ matcher }) => matcher.options === watchdog?.refId);
    expect(JSON.stringify(texts?.properties)).toContain('Silent');
    expect(dashboard('api').panels[0]?.title).toBe('Alerts');
  });

  it('adds the distributions of the histograms that a page reads, with exemplars', () => {
    const row = dashboard('api').panels.find(({ title }) => title === 'Distributions');
    expect(row?.collapsed).toBe(true);
    expect(row?.panels?.map(({ type, gridPos }) => `${type} ${gridPos.x} ${gridPos.w}`)).toEqual([
      'timeseries 0 12',
      'heatmap 12 12',
    ]);
    expect(row?.panels?.flatMap(({ targets }) => targets.map(({ exemplar }) => exemplar === true))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(dashboard('worker').panels.map(({ title }) => title)).not.toContain('Distributions');
  });

  it('shows logs only when the spec describes them', async () => {
    const { logs: _, ...silent } = sampleModel;
    const types = (all: ReadonlyMap<string, ReadDashboard>) =>
      new Set([...all.values()].flatMap((one) => panelsOf(one).map(({ type }) => type)));
    expect(types(dashboards).has('logs')).toBe(true);
    const without = await readDashboards(silent);
    expect(types(without).has('logs')).toBe(false);
    expect(without.get('api')?.templating.list.map(({ name }) => name)).not.toContain('loki_datasource');
  });

  it('lets people choose the data source first, then targets, each among what is left', () => {
    const { list } = dashboard('api').templating;
    expect(list.map(({ name }) => name)).toEqual(['prometheus_datasource', 'loki_datasource', 'job', 'instance']);
    expect(list[0]?.current.value).toBe('prometheus');
    const query = (name: string) => list.find((variable) => variable.name === name)?.query;
    expect(query('job')).toMatchObject({ query: 'label_values(up{job="shop-api"}, job)' });
    expect(query('instance')).toMatchObject({ query: 'label_values(up{job="shop-api", job=~"$job"}, instance)' });
  });

  it('narrows by the other target labels before job and instance', async () => {
    const targetLabels = ['job', 'instance', 'cluster'];
    const clustered = await readDashboards({ ...sampleModel, targetLabels });
    const { list } = clustered.get('worker')?.templating ?? { list: [] };
    expect(list.slice(2).map(({ name }) => name)).toEqual(['cluster', 'job', 'instance']);
    const orders = [...clustered.values()].flatMap(panelsOf).find(({ title }) => title === 'Orders by region');
    expect(orders?.targets[0]?.expr).toContain('cluster=~"$cluster"');
  });

  it('marks firing alerts by severity and restarts, but not alerts that always fire', () => {
    const { list } = dashboard('worker').annotations;
    expect(list.map(({ name }) => name)).toEqual(['page alerts', 'ticket alerts', 'Restarts']);
    expect(list[0]?.expr).toBe('ALERTS{alertstate="firing", service="shop", severity="page"}');
    expect(list.at(-1)).toMatchObject({ useValueForTime: true });
  });

  it('excludes a heartbeat from the marks of a severity that it shares', async () => {
    const alerts = sampleModel.alerts.map((alert) =>
      alert.name === 'ShopWatchdog' ? { ...alert, severity: 'page' } : alert,
    );
    const shared = await readDashboards({ ...sampleModel, alerts });
    expect(shared.get('api')?.annotations.list[0]?.expr).toContain('alertname!="ShopWatchdog"');
  });

  it('is the same for every page of the service, and links them', () => {
    for (const one of dashboards.values()) {
      expect(one).toMatchObject({
        editable: false,
        graphTooltip: 1,
        refresh: '30s',
        tags: ['shop', 'generated-by-tocsin'],
        timezone: 'browser',
      });
      expect(one.schemaVersion).toBeGreaterThanOrEqual(42);
      expect(one.links[0]).toMatchObject({ type: 'dashboards', tags: ['shop'], keepTime: true, includeVars: true });
    }
  });
});

describe('generateDashboards for many alerts', () => {
  const many = (count: number): Model => {
    const [first] = sampleModel.alerts;
    if (first === undefined) throw new Error('no alert');
    const alerts = Array.from(
      { length: count },
      (_, id): Alert => ({
        ...first,
        name: `Shop${id}`,
        panel: { dashboard: 'overview', id: id + 1 },
      }),
    );
    const overview: Dashboard = {
      name: 'overview',
      uid: 'shop-overview',
      title: 'Shop',
      description: '',
      rows: [
        {
          title: 'Alerts',
          collapsed: false,
          panels: alerts.map(({ name, panel: { id } }) => ({ id, title: name, description: '', alert: name })),
        },
      ],
    };
    return { ...sampleModel, alerts, dashboards: [overview] };
  };

  it('counts alerts by severity and lists those that fire, instead of a tile for each', async () => {
    const few = (await readDashboards(many(24))).get('overview');
    const more = (await readDashboards(many(25))).get('overview');
    expect(few?.panels.slice(1, 3).map(({ title }) => title)).toEqual(['Alerts', 'Targets up']);
    expect(more?.panels.slice(1, 4).map(({ title }) => title)).toEqual(['Firing alerts', 'What fires', 'Targets up']);
    const files = await generateDashboards(many(25));
    const findings = checkDashboards(files, knowledgeOf(many(25)));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('cuts long rows and collapses what would open too much at once', async () => {
    const rows = (await readDashboards(many(100))).get('overview')?.panels.filter(({ type }) => type === 'row') ?? [];
    expect(rows.map(({ title, collapsed }) => `${title}: ${collapsed ? 'collapsed' : 'open'}`).slice(0, 6)).toEqual([
      'Status: open',
      'Alerts (1 to 24 of 100): open',
      'Alerts (25 to 48 of 100): collapsed',
      'Alerts (49 to 72 of 100): collapsed',
      'Alerts (73 to 96 of 100): collapsed',
      'Alerts (97 to 100 of 100): collapsed',
    ]);
  });
});
