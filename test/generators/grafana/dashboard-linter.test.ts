import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from '../../../src/promql/parser.ts';
import { selectorsOf, walk } from '../../../src/promql/walk.ts';
import { expandVariables } from '../../../src/validators/dashboards/variables.ts';
import { sampleModel } from '../../support/sample-model.ts';
import { panelsOf, type ReadDashboard, type ReadPanel, type ReadTarget, readDashboards } from './read-dashboard.ts';

/**
 * The rules of Grafana's dashboard-linter, over what we generate. Each test is named after its rule.
 * Left out: the LogQL rules (the only LogQL is a log panel, which they skip) and `panel-units` for `suffix:` units,
 * which Grafana knows and the linter does not.
 */
describe('dashboard-linter', () => {
  let dashboards: readonly ReadDashboard[];
  let panels: readonly ReadPanel[];
  let queries: readonly ReadTarget[];

  beforeAll(async () => {
    dashboards = [...(await readDashboards(sampleModel)).values()];
    panels = dashboards.flatMap(panelsOf);
    queries = panels.flatMap(({ targets }) => targets.filter(({ datasource }) => datasource.type === 'prometheus'));
  });

  const variable = (name: string) =>
    dashboards.map(({ templating }) => templating.list.find((one) => one.name === name));
  const exprOf = ({ expr }: ReadTarget) => {
    const parsed = parse(expandVariables(expr));
    if (!parsed.ok) throw new Error(`${expr}: ${JSON.stringify(parsed.errors)}`);
    return parsed.value;
  };

  it('template-datasource-rule: data source variables are named and labelled after their type', () => {
    for (const { templating } of dashboards) {
      const sources = templating.list.filter(({ type }) => type === 'datasource');
      expect(sources.length).toBeGreaterThan(0);
      expect(sources[0]).toBe(templating.list[0]);
      for (const { name, query, label } of sources) {
        const type = String(query);
        expect(name).toBe(`${type}_datasource`);
        expect(label).toBe(`${type.charAt(0).toUpperCase()}${type.slice(1)} data source`);
      }
    }
  });

  it.each([
    ['template-job-rule', 'job', 'Job'],
    ['template-instance-rule', 'instance', 'Instance'],
  ])('%s: there is a `%s` variable of the chosen data source', (_rule, name, label) => {
    for (const found of variable(name)) {
      expect(found).toMatchObject({
        type: 'query',
        label,
        multi: true,
        allValue: '.+',
        datasource: { uid: '${prometheus_datasource}' },
      });
    }
  });

  it('template-label-promql-rule and template-on-time-change-reload-rule', () => {
    for (const { type, query, refresh } of dashboards.flatMap(({ templating }) => templating.list)) {
      if (type !== 'query') continue;
      expect(refresh).toBe(2);
      const text = typeof query === 'string' ? query : query.query;
      const [, selector = ''] = /^label_values\((.+), [a-z_]+\)$/.exec(text) ?? [];
      expect(parse(expandVariables(selector)).ok).toBe(true);
    }
  });

  it('panel-datasource-rule: every panel reads the chosen data source', () => {
    for (const { datasource } of panels) expect(datasource.uid).toBe(`\${${datasource.type}_datasource}`);
  });

  it('panel-title-description-rule, panel-units-rule and panel-no-targets-rule', () => {
    for (const { type, title, description, targets, fieldConfig } of panels) {
      expect(title).not.toBe('');
      expect(description).not.toBe('');
      expect(targets.length).toBeGreaterThan(0);
      if (type !== 'logs') expect(fieldConfig.defaults.unit).toMatch(/\S/);
    }
  });

  it('target-promql-rule: every query parses', () => {
    expect(queries.length).toBeGreaterThan(30);
    for (const query of queries) expect(() => exprOf(query)).not.toThrow();
  });

  it('target-rate-interval-rule: what is rated is rated over the interval that Grafana chooses', () => {
    for (const query of queries) {
      walk(exprOf(query), (node) => {
        if (node.kind !== 'call' || (node.func !== 'rate' && node.func !== 'irate')) return;
        expect(query.expr).toContain('[$__rate_interval]');
        expect(query.expr).not.toMatch(/rate\([^)]*\[\d/);
      });
    }
  });

  it('target-job-rule and target-instance-rule: what is scraped is read for the chosen targets', () => {
    for (const query of queries) {
      for (const { name = '', matchers } of selectorsOf(exprOf(query))) {
        // Recorded series have lost `job`; alerts may have lost both.
        if (name.includes(':') || name === 'ALERTS') continue;
        expect(matchers).toContainEqual(expect.objectContaining({ name: 'job', op: '=~', value: '$job' }));
        expect(matchers).toContainEqual(expect.objectContaining({ name: 'instance', op: '=~', value: '$instance' }));
      }
    }
  });

  it('target-counter-agg-rule: no counter is drawn as it is', () => {
    const counters = new Set(sampleModel.metrics.filter(({ type }) => type === 'counter').map(({ name }) => name));
    for (const query of queries) {
      walk(exprOf(query), (node, parents) => {
        if (node.kind !== 'vector-selector' || !counters.has(node.name ?? '')) return;
        expect(
          parents.some(
            (parent) =>
              parent.kind === 'subquery' || (parent.kind === 'call' && ['rate', 'increase'].includes(parent.func)),
          ),
        ).toBe(true);
      });
    }
  });

  it('uneditable-dashboard', () => {
    for (const { editable } of dashboards) expect(editable).toBe(false);
  });
});
