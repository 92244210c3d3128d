import { type Declared, lookUp, refuseDuplicateItems, refuseDuplicates } from './declared.ts';
import { describeMeasure } from './describe.ts';
import type { DashboardDocument, PanelDocument } from './document.ts';
import { type Path, quote } from './findings.ts';
import type { Items } from './items.ts';
import { metricsOfCondition, metricsOfMeasure } from './metrics-of.ts';
import type { Measure, Panel } from './model.ts';
import { checkName } from './names.ts';
import type { DashboardPlan } from './place-panels.ts';
import { refuseTemplate } from './plain-text.ts';
import type { UnplacedAlert } from './resolve-alerts.ts';
import { resolveMeasure } from './resolve-measure.ts';
import type { Scope } from './scope.ts';

/** Where the metrics and alerts of the document stand, for findings about what the dashboards leave out. */
export interface Listed {
  readonly metrics: Items<{ readonly name: string }>;
  readonly alerts: Items<{ readonly name: string }>;
}

/** The authored dashboards. Every metric and every alert must be on one of their panels. */
export function resolveDashboards(
  scope: Scope,
  documents: Items<DashboardDocument>,
  alerts: Declared<UnplacedAlert>,
  listed: Listed,
): readonly DashboardPlan[] {
  const { findings } = scope;
  refuseDuplicateItems(findings, 'dashboard', documents.good, (i) => ['dashboards', i, 'name']);
  const seen = new Map<string, string>();
  const plans = documents.good.map(([i, document]) => {
    const { name } = document;
    const other = seen.get(name.toLowerCase());
    if (other !== undefined && other !== name) {
      const message = `the dashboards ${quote(other)} and ${quote(name)} differ in case only`;
      findings.error('reference/duplicate-name', message, 'rename one of them', ['dashboards', i, 'name']);
    }
    seen.set(name.toLowerCase(), name);
    return resolveDashboard(scope, document, alerts, ['dashboards', i]);
  });
  if (documents.broken.length === 0) refuseGaps(scope, plans, alerts, listed);
  return plans;
}

function resolveDashboard(
  scope: Scope,
  document: DashboardDocument,
  alerts: Declared<UnplacedAlert>,
  path: Path,
): DashboardPlan {
  const { findings } = scope;
  const { name, title, description = '', rows } = document;
  checkName(findings, 'dashboard', name, [...path, 'name']);
  refuseTemplate(findings, title, [...path, 'title']);
  refuseTemplate(findings, description, [...path, 'description']);
  if (rows.every(({ panels }) => panels.length === 0))
    findings.error('shape/empty', `the dashboard ${quote(name)} has no panels`, 'add one, or remove it', [
      ...path,
      'rows',
    ]);
  const places: Path[] = [];
  const titles: string[] = [];
  const resolved = rows.map(({ title: rowTitle, collapsed = false, panels }, i) => {
    const at = [...path, 'rows', i];
    refuseTemplate(findings, rowTitle, [...at, 'title']);
    return {
      title: rowTitle,
      collapsed,
      panels: panels.map((panel, k) => {
        const panelPath = [...at, 'panels', k];
        places.push([...panelPath, 'title']);
        titles.push(panel.title);
        return resolvePanel(scope, panel, alerts, panelPath);
      }),
    };
  });
  refuseDuplicates(findings, 'panel', titles, (i) => places[i] ?? path);
  return { name, title, description, rows: resolved };
}

function resolvePanel(
  scope: Scope,
  document: PanelDocument,
  alerts: Declared<UnplacedAlert>,
  path: Path,
): Omit<Panel, 'id'> {
  const { findings } = scope;
  const { title, description, alert } = document;
  refuseTemplate(findings, title, [...path, 'title']);
  if (description !== undefined) refuseTemplate(findings, description, [...path, 'description']);
  if (document.show === undefined && alert === undefined) {
    const message = `the panel ${quote(title)} shows nothing`;
    findings.error('dashboard/empty-panel', message, 'give it `show`, `alert` or both', path);
  }
  if (alert !== undefined) lookUp(findings, 'alert', alerts, alert, [...path, 'alert']);
  const show = document.show && resolveMeasure(scope, document.show, [...path, 'show']);
  return {
    title,
    description: description ?? defaultDescription(scope, show),
    ...(show === undefined ? {} : { show }),
    ...(alert === undefined ? {} : { alert }),
  };
}

/** What a measure is, and what its metrics mean; a panel of an alert alone is described by the alert. */
function defaultDescription({ metrics }: Scope, show: Measure | undefined): string {
  if (show === undefined) return '';
  const helps = new Set(metricsOfMeasure(show, metrics).map(({ help }) => help));
  return [...helps, describeMeasure(show)].join(': ');
}

/** Reports metrics and alerts that no panel shows; not while a panel or a condition is itself at fault. */
function refuseGaps(
  { findings, metrics }: Scope,
  plans: readonly DashboardPlan[],
  alerts: Declared<UnplacedAlert>,
  listed: Listed,
): void {
  const panels = plans.flatMap(({ rows }) => rows.flatMap((row) => row.panels));
  // Dashboards without any panel have been reported already.
  if (panels.length === 0) return;
  const shownAlerts = new Set(panels.flatMap(({ alert }) => alert ?? []));
  for (const [i, { name }] of listed.alerts.good) {
    if (shownAlerts.has(name)) continue;
    const help = `add a panel with \`alert: ${name}\``;
    findings.error('dashboard/alert-without-panel', `no panel shows the alert ${quote(name)}`, help, [
      'alerts',
      i,
      'name',
    ]);
  }
  if (findings.all.some(({ severity }) => severity === 'error')) return;
  const conditions = [...shownAlerts].flatMap((name) => alerts.get(name)?.when ?? []);
  const shown = new Set(
    [
      ...panels.flatMap(({ show }) => (show === undefined ? [] : metricsOfMeasure(show, metrics))),
      ...conditions.flatMap((condition) => metricsOfCondition(condition, metrics)),
    ].map(({ name }) => name),
  );
  for (const [i, { name }] of listed.metrics.good) {
    if (shown.has(name)) continue;
    const message = `no panel shows the metric ${quote(name)}`;
    findings.error('dashboard/metric-without-panel', message, 'add a panel that shows it', ['metrics', i, 'name']);
  }
}
