import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { recordings } from '../../../src/generators/expressions/recordings.ts';
import { generateDashboards } from '../../../src/generators/grafana/generate-dashboards.ts';
import { selectorsOf } from '../../../src/promql/walk.ts';
import {
  checkDashboard,
  checkDashboards,
  type DashboardFile,
} from '../../../src/validators/dashboards/check-dashboards.ts';
import { dashboardKnowledge } from '../../../src/validators/dashboards/dashboard-knowledge.ts';
import { sampleModel } from '../../support/sample-model.ts';

const recorded = new Map(
  recordings(sampleModel).all.map(({ name, expr }) => [name, selectorsOf(expr).map((one) => one.name)]),
);
const runbooks = sampleModel.alerts.map(({ name }) => `runbooks/${name}.md`);
const knowledge = dashboardKnowledge(sampleModel, recorded, runbooks);

/** A JSON document that tests may edit as they like. */
// biome-ignore lint/suspicious/noExplicitAny: a test damages what the types forbid.
type Editable = any;

describe('checkDashboards', () => {
  let files: readonly DashboardFile[];

  beforeAll(async () => {
    files = await generateDashboards(sampleModel);
  });

  const contentOf = (name: string): string => {
    const found = files.find(({ path }) => path.endsWith(`/${name}.json`));
    if (found === undefined) throw new Error(name);
    return found.content;
  };
  const edited = (name: string, edit: (dashboard: Editable) => void): string => {
    const dashboard: Editable = JSON.parse(contentOf(name));
    edit(dashboard);
    return `${JSON.stringify(dashboard, null, 2)}\n`;
  };
  const panel = (dashboard: Editable, title: string): Editable =>
    dashboard.panels.find((one: Editable) => one.title === title);
  const brief = ({ code, message }: Diagnostic): string => `${code}: ${message}`;

  it('finds nothing in what is generated', () => {
    expect(checkDashboards(files, knowledge)).toEqual([]);
    for (const { path, content } of files) expect(checkDashboard(content, path, knowledge)).toEqual([]);
  });

  const damages: readonly {
    readonly name: string;
    readonly edit: (dashboard: Editable) => void;
    readonly expected: readonly string[];
    /** A line of the file that the first finding must point at. */
    readonly line: RegExp;
  }[] = [
    {
      name: 'an unknown member',
      edit: (d) => {
        d.panels[1].fieldConfig.defaults.custom.axisSoftMaxx = 3;
      },
      expected: ['dashboards/schema: `panels.1.fieldConfig.defaults.custom` has an unknown member `axisSoftMaxx`'],
      line: /^"axisSoftMaxx": 3/,
    },
    {
      name: 'a missing member',
      edit: (d) => {
        delete d.refresh;
      },
      expected: ['dashboards/schema: the document lacks `refresh`'],
      line: /^\{/,
    },
    {
      name: 'an unknown kind of panel',
      edit: (d) => {
        d.panels[1].type = 'graph';
      },
      expected: ['dashboards/schema: `panels.1` has the unknown `type` `"graph"`'],
      line: /^"type": "graph"/,
    },
    {
      name: 'a value that is not in the list',
      edit: (d) => {
        d.panels[1].fieldConfig.defaults.custom.drawStyle = 'curvy';
      },
      expected: ['dashboards/schema: `panels.1.fieldConfig.defaults.custom.drawStyle` is `"curvy"`'],
      line: /^"drawStyle": "curvy"/,
    },
    {
      name: 'a dashboard that can be edited',
      edit: (d) => {
        d.editable = true;
      },
      expected: ['dashboards/schema: `editable` is `true`'],
      line: /^"editable": true/,
    },
    {
      name: 'a panel beyond the grid',
      edit: (d) => {
        panel(d, 'About ShopBreakerOpen').gridPos.w = 9;
      },
      expected: ['dashboards/beyond-grid: a panel at column `16` is `9` wide: the grid ends at 24'],
      line: /^"gridPos": \{/,
    },
    {
      name: 'a panel on another',
      edit: (d) => {
        panel(d, 'About ShopManyFailures').gridPos.x = 7;
      },
      expected: ['dashboards/overlap: panel `201` lies on panel `200`'],
      line: /^"gridPos": \{/,
    },
    {
      name: 'a panel on another in a collapsed row',
      edit: (d) => {
        panel(d, 'Distributions').panels[1].gridPos.x = 0;
      },
      expected: [expect.stringMatching(/^dashboards\/overlap: /)] as unknown as readonly string[],
      line: /^"gridPos": \{/,
    },
    {
      name: 'two panels with one id',
      edit: (d) => {
        panel(d, 'Distributions').panels[0].id = 200;
      },
      expected: ['dashboards/duplicate-panel-id: the panel id `200` occurs twice'],
      line: /^"id": 200/,
    },
    {
      name: 'two queries with one id',
      edit: (d) => {
        panel(d, 'About ShopTrouble').targets[1].refId = 'A';
      },
      expected: ['dashboards/duplicate-ref-id: the query `A` occurs twice in its panel'],
      line: /^"refId": "A"/,
    },
    {
      name: 'a query that is no PromQL',
      edit: (d) => {
        panel(d, 'Orders by region').targets[0].expr = 'sum by (region) (rate(shop_orders_total[$__rate_interval]';
      },
      expected: [expect.stringMatching(/^dashboards\/promql: /)] as unknown as readonly string[],
      line: /^"expr": "sum by/,
    },
    {
      name: 'an annotation that is no PromQL',
      edit: (d) => {
        d.annotations.list[0].expr = 'ALERTS{';
      },
      expected: [expect.stringMatching(/^dashboards\/promql: /)] as unknown as readonly string[],
      line: /^"expr": "ALERTS\{"/,
    },
    {
      name: 'a variable that asks for something else than label values',
      edit: (d) => {
        d.templating.list[2].query.query = 'metrics(.*)';
      },
      expected: ['dashboards/promql: `metrics(.*)` is no query of label values'],
      line: /^"query": "metrics/,
    },
    {
      name: 'a series that nobody exposes',
      edit: (d) => {
        panel(d, 'Orders by region').targets[0].expr = 'sum by (region) (rate(shop_order_total[5m]))';
      },
      expected: ['dashboards/unknown-metric: nothing exposes or records `shop_order_total`'],
      line: /^"expr": "sum by/,
    },
    {
      name: 'a histogram read as if it were a gauge',
      edit: (d) => {
        panel(d, 'Orders by region').targets[0].expr = 'sum by (route) (shop_request_duration_seconds)';
        panel(d, 'Orders by region').targets[0].legendFormat = '{{route}}';
      },
      expected: ['dashboards/unknown-metric: nothing exposes or records `shop_request_duration_seconds`'],
      line: /^"expr": "sum by/,
    },
    {
      name: 'a label that the metric does not have',
      edit: (d) => {
        panel(d, 'Orders by region').targets[0].expr = 'sum by (region) (rate(shop_orders_total{regoin="eu"}[5m]))';
      },
      expected: ['dashboards/unknown-label: `shop_orders_total` has no label `regoin`'],
      line: /^"expr": "sum by/,
    },
    {
      name: 'a legend with a label that the query loses',
      edit: (d) => {
        panel(d, 'Orders by region').targets[0].legendFormat = '{{customer}}';
      },
      expected: ['dashboards/lost-label: the legend names the label `customer`, which the query does not keep'],
      line: /^"legendFormat": "\{\{customer\}\}"/,
    },
    {
      name: 'a variable that is not defined',
      edit: (d) => {
        panel(d, 'Orders by region').targets[0].expr =
          'sum by (region) (rate(shop_orders_total{instance=~"$node"}[5m]))';
      },
      expected: ['dashboards/undefined-variable: the variable `$node` is not defined'],
      line: /^"expr": "sum by/,
    },
    {
      name: 'a variable that is defined twice',
      edit: (d) => {
        d.templating.list.push(d.templating.list.at(-1));
      },
      expected: ['dashboards/duplicate-variable: the variable `instance` is defined twice'],
      line: /^"name": "instance"/,
    },
    {
      name: 'a data source that nobody provisions',
      edit: (d) => {
        panel(d, 'Orders by region').datasource.uid = 'P1809F7CD0C75ACF3';
      },
      expected: ['dashboards/unknown-datasource: there is no data source `P1809F7CD0C75ACF3`'],
      line: /^"uid": "P1809/,
    },
    {
      name: 'an annotation from a data source that no variable chooses',
      edit: (d) => {
        d.annotations.list[0].datasource.uid = '${job}';
      },
      expected: ['dashboards/unknown-datasource: there is no data source `${job}`'],
      line: /^"uid": "\$\{job\}"/,
    },
    {
      name: 'a link to a runbook that does not exist',
      edit: (d) => {
        panel(d, 'About ShopFewOrders').links[0].url = 'https://runbooks.example.com/shop/ShopFewOrder.md';
      },
      expected: ['dashboards/dead-link: there is no runbook `ShopFewOrder.md`'],
      line: /^"url": "https:\/\/runbooks/,
    },
    {
      name: 'a description with a link to a runbook that does not exist',
      edit: (d) => {
        panel(d, 'About ShopFewOrders').description = 'See the [runbook](https://runbooks.example.com/shop/Nope.md).';
      },
      expected: ['dashboards/dead-link: there is no runbook `Nope.md`'],
      line: /^"description": "See/,
    },
    {
      name: 'a link to an address that the spec does not name',
      edit: (d) => {
        d.links[1].url = 'https://evil.example.org/';
      },
      expected: [
        'dashboards/foreign-link: `https://evil.example.org/` leads to an address that the spec does not name',
      ],
      line: /^"url": "https:\/\/evil/,
    },
    {
      name: 'a link to a dashboard that does not exist',
      edit: (d) => {
        d.links[1].url = '/d/shop-apy';
      },
      expected: ['dashboards/dead-link: there is no dashboard `shop-apy`'],
      line: /^"url": "\/d\/shop-apy"/,
    },
    {
      name: 'a link to a panel that does not exist',
      edit: (d) => {
        d.links[1].url = 'https://grafana.example.com/d/shop-worker?viewPanel=1';
      },
      expected: ['dashboards/dead-link: there is no panel `1` on the dashboard `shop-worker`'],
      line: /^"url": "https:\/\/grafana/,
    },
    {
      name: 'a panel that is missing',
      edit: (d) => {
        d.panels = d.panels.filter(({ title }: Editable) => title !== 'About ShopFewOrders');
      },
      expected: [
        'dashboards/missing-panel: the panel `About ShopFewOrders` of the spec, with the id `200`, is not on the dashboard',
      ],
      line: /^"panels": \[/,
    },
    {
      name: 'a threshold that is not the one of the alert',
      edit: (d) => {
        panel(d, 'About ShopManyFailures').fieldConfig.defaults.thresholds.steps[1].value = 6;
      },
      expected: ['dashboards/missing-threshold: the panel of `ShopManyFailures` does not show the threshold `5`'],
      line: /^"fieldConfig": \{/,
    },
    {
      name: 'a threshold that is red on the wrong side',
      edit: (d) => {
        const { steps } = panel(d, 'About ShopFewOrders').fieldConfig.defaults.thresholds;
        [steps[0].color, steps[1].color] = [steps[1].color, steps[0].color];
      },
      expected: ['dashboards/wrong-side: the panel of `ShopFewOrders` does not show in red where the alert fires'],
      line: /^"thresholds": \{/,
    },
    {
      name: 'a panel about something else than its alert',
      edit: (d) => {
        panel(d, 'About ShopBreakerOpen').targets[0].expr = 'max by (instance) (up{job="shop-api"})';
      },
      expected: ['dashboards/off-topic: the panel of `ShopBreakerOpen` reads none of the metrics that the alert reads'],
      line: /^"targets": \[/,
    },
    {
      name: 'a uid that the spec does not have',
      edit: (d) => {
        d.uid = 'shop-apis';
      },
      expected: ['dashboards/unknown-dashboard: the spec has no dashboard `shop-apis`'],
      line: /^"uid": "shop-apis"/,
    },
  ];

  it.each(damages)('reports $name, and nothing else', ({ edit, expected, line }) => {
    const content = edited('api', edit);
    const found = checkDashboard(content, 'api.json', knowledge);
    expect(found.map(brief)).toEqual(expected);
    const [first] = found;
    expect(first?.location?.file).toBe('api.json');
    expect(content.split('\n')[(first?.location?.line ?? 0) - 1]?.trim()).toMatch(line);
    for (const { help } of found) expect(help).toMatch(/\S/);
  });

  it('suggests what was meant', () => {
    const content = edited('api', (d) => {
      panel(d, 'Orders by region').targets[0].expr = 'sum by (region) (rate(shop_order_total[5m]))';
    });
    const [found] = checkDashboard(content, 'api.json', knowledge);
    expect(found?.help).toContain('did you mean `shop_orders_total`?');
    const { line = 0, column = 0, endColumn = 0 } = found?.location ?? {};
    expect(content.split('\n')[line - 1]?.slice(column - 1, endColumn - 1)).toBe('shop_order_total');
  });

  it('reports all that is wrong at once', () => {
    const content = edited('api', (d) => {
      d.panels[1].gridPos.w = 30;
      d.panels[2].id = d.panels[1].id;
      d.refresh = 3;
      d.links[1].url = '/d/nowhere';
    });
    const codes = new Set(checkDashboard(content, 'api.json', knowledge).map(({ code }) => code));
    for (const code of ['schema', 'beyond-grid', 'duplicate-panel-id', 'dead-link']) {
      expect(codes).toContain(`dashboards/${code}`);
    }
  });

  it('says where a file stops being JSON', () => {
    expect(checkDashboard('{\n  "uid": "x",\n}', 'x.json', knowledge)).toEqual([
      {
        code: 'dashboards/not-json',
        severity: 'error',
        message: 'this is not JSON',
        help: 'write a key in quotes here',
        location: { file: 'x.json', line: 3, column: 1 },
      },
    ]);
  });

  it('never throws, whatever the file holds', () => {
    const good = JSON.parse(contentOf('worker')) as Record<string, unknown>;
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json()),
        fc.constantFrom('panels', 'templating', 'annotations', 'links', 'uid'),
        fc.jsonValue(),
        (text, key, value) => {
          checkDashboard(text, 'x.json', knowledge);
          checkDashboard(JSON.stringify({ ...good, [key]: value }), 'x.json', knowledge);
        },
      ),
      { numRuns: 60 },
    );
  }, 30_000);

  it('survives deep nesting', () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    expect(checkDashboard(`{"panels": ${deep}}`, 'x.json', knowledge).length).toBeGreaterThan(0);
    expect(checkDashboard(deep.slice(1), 'x.json', knowledge)).toMatchObject([{ code: 'dashboards/not-json' }]);
  });

  it('reports metrics and dashboards that are nowhere to be seen, and uids that occur twice', () => {
    const [overview, api] = files;
    if (overview === undefined || api === undefined) throw new Error('two dashboards expected');
    expect(checkDashboards([overview, api], knowledge).map(brief)).toEqual([
      'dashboards/missing: the dashboard `worker` of the spec has no file',
      'dashboards/metric-without-panel: no panel draws the metric `shop_memory_bytes`',
      'dashboards/metric-without-panel: no panel draws the metric `shop_freezer_celsius`',
      'dashboards/metric-without-panel: no panel draws the metric `shop_queue_parcels`',
      'dashboards/metric-without-panel: no panel draws the metric `shop_tunnel_connected`',
    ]);
    expect(checkDashboards([...files, overview], knowledge).map(brief)).toEqual([
      'dashboards/duplicate-uid: two dashboards have the uid `shop-overview`',
    ]);
  });

  it('reports an alert that no panel of the model draws', () => {
    const [first, ...rest] = sampleModel.alerts;
    if (first === undefined) throw new Error('no alert');
    const lost = { ...sampleModel, alerts: [{ ...first, panel: { dashboard: 'overview', id: 1 } }, ...rest] };
    expect(checkDashboards(files, dashboardKnowledge(lost, recorded, runbooks)).map(brief)).toEqual([
      `dashboards/alert-without-panel: no panel draws the alert \`${first.name}\``,
    ]);
  });

  it('sees metrics through recordings of recordings, and ends when they read each other', () => {
    const [name, reads] = [...recorded][0] ?? [];
    if (name === undefined || reads === undefined) throw new Error('nothing is recorded');
    const circular = new Map([...recorded, ['a:b', ['b:a']] as const, ['b:a', [...reads, 'a:b']] as const]);
    const { recorded: found } = dashboardKnowledge(sampleModel, circular, []);
    expect(found.get('a:b')).toEqual(found.get(name));
  });
});
