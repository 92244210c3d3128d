import type { Dashboard, Model } from '../../../model/model.ts';
import { pageAnnotations } from './annotations.ts';
import { distributionRows } from './detail-rows.ts';
import { logRows } from './log-rows.ts';
import type { Page, PageLink, PageRow } from './page.ts';
import { panelIds } from './panel-ids.ts';
import { type PlanContext, planContext } from './plan-context.ts';
import { planPanel } from './plan-panel.ts';
import { statusRow } from './status-row.ts';
import { jobsOf, targetVariables } from './targets.ts';

/** Marks what may be overwritten. */
const generatedTag = 'generated-by-tocsin';

/** A row with more panels is cut: a browser that opens it must still keep up. */
const mostPanelsInRow = 24;

/** Rows below so many open panels start collapsed; Grafana asks nothing of Prometheus for them. */
const mostOpenPanels = 36;

/** So many links to other dashboards fit above the panels. */
const mostSiblingLinks = 6;

/** The plans of the pages of a model, in its order, each made when it is asked for. */
export function pagePlans(model: Model): readonly (() => Page)[] {
  const context = planContext(model);
  const first = model.dashboards.find(({ name }) => name === 'overview') ?? model.dashboards[0];
  return model.dashboards.map((dashboard) => () => planPage(context, dashboard, dashboard === first));
}

function planPage(context: PlanContext, dashboard: Dashboard, isFirst: boolean): Page {
  const { model } = context;
  const panels = dashboard.rows.flatMap((row) => row.panels);
  const ids = panelIds(panels.map(({ id }) => id));
  const jobs = isFirst ? model.jobs : jobsOf(context, panels);
  const authored = dashboard.rows.map(({ title, collapsed, panels: own }) => ({
    title,
    collapsed,
    panels: own.map((panel) => planPanel(context, panel)),
  }));
  const details = isFirst && model.dashboards.length > 1 ? [] : distributionRows(context, panels, ids);
  const rows = [...(isFirst ? [statusRow(context, ids)] : []), ...authored, ...details, ...logRows(context, jobs, ids)];
  return {
    name: dashboard.name,
    uid: dashboard.uid,
    title: dashboard.title,
    description: dashboard.description,
    tags: [model.service, generatedTag],
    variables: targetVariables(context, jobs),
    readsLogs: model.logs !== undefined,
    annotations: pageAnnotations(context, jobs),
    links: pageLinks(model),
    rows: manageable(rows),
    scrapeInterval: model.scrapeInterval,
    evaluationInterval: model.evaluationInterval,
    manySiblings: model.dashboards.length > mostSiblingLinks,
  };
}

function pageLinks({ service, links: { prometheus, alertmanager } }: Model): readonly PageLink[] {
  const filter = encodeURIComponent(`{service="${service}"}`);
  return [
    ...(alertmanager === undefined
      ? []
      : [{ title: 'Alertmanager', url: `${alertmanager}/#/alerts?filter=${filter}` }]),
    ...(prometheus === undefined ? [] : [{ title: 'Prometheus', url: `${prometheus}/alerts` }]),
  ];
}

/** Cuts long rows, and collapses those that would open too much at once. */
function manageable(rows: readonly PageRow[]): readonly PageRow[] {
  let open = 0;
  return rows.flatMap(cut).map((row, index) => {
    if (row.collapsed) return row;
    // Counted on after the limit, so that no small row is open below collapsed ones.
    open += row.panels.length;
    return { ...row, collapsed: index > 0 && open > mostOpenPanels };
  });
}

function cut(row: PageRow): readonly PageRow[] {
  const { title, collapsed, panels } = row;
  if (panels.length <= mostPanelsInRow) return [row];
  return Array.from({ length: Math.ceil(panels.length / mostPanelsInRow) }, (_, part) => {
    const from = part * mostPanelsInRow;
    const own = panels.slice(from, from + mostPanelsInRow);
    return {
      title: `${title} (${from + 1} to ${from + own.length} of ${panels.length})`,
      collapsed,
      panels: own,
    };
  });
}
