import type { Diagnostic, Finding, Location } from '../../diagnostics/diagnostic.ts';
import { collectFindings, type Findings, quote } from '../../model/findings.ts';
import { panelsOf } from '../output/panels-of.ts';
import { checkShape } from './check-shape.ts';
import { checkPanels, metricsRead } from './checks/coverage.ts';
import { checkDatasources } from './checks/datasources.ts';
import { checkGrid } from './checks/grid.ts';
import { checkIds } from './checks/ids.ts';
import { checkLinks, type PanelsOfDashboards } from './checks/links.ts';
import { checkQueries } from './checks/queries.ts';
import { checkVariables } from './checks/variables.ts';
import type { DashboardKnowledge } from './dashboard-knowledge.ts';
import { dashboardSchema } from './dashboard-schema.ts';
import { type DashboardView, dashboardView } from './dashboard-view.ts';
import { jsonSyntaxError } from './json-syntax-error.ts';
import { locateInJson, locationAt } from './locate-in-json.ts';

/** A file by its path in the output folder. */
export interface DashboardFile {
  readonly path: string;
  readonly content: string;
}

/** More panels than this are slow to load and impossible to survey. */
const mostPanels = 500;

/** What is wrong with one dashboard file, and what matters for all of them together; plain data. */
export interface CheckedDashboard {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined when the file is no JSON. */
  readonly uid: string | undefined;
  /** Names of the metrics that it draws. */
  readonly metrics: readonly string[];
}

/**
 * Checks dashboard files, each by itself and all of them together: that every metric and every alert of the model is
 * drawn somewhere. Generated or written by hand, the same rules hold.
 */
export function checkDashboards(files: readonly DashboardFile[], knowledge: DashboardKnowledge): readonly Diagnostic[] {
  const panels = panelsIn(files, knowledge);
  const checked = files.map((file) => checkDashboardFile(file, knowledge, panels));
  return [...checked.flatMap(({ diagnostics }) => diagnostics), ...checkDashboardsTogether(checked, knowledge)];
}

/** Checks one dashboard file; what it links to is looked up in the model. */
export function checkDashboard(text: string, file: string, knowledge: DashboardKnowledge): readonly Diagnostic[] {
  const one = { path: file, content: text };
  return checkDashboardFile(one, knowledge, panelsIn([one], knowledge)).diagnostics;
}

/** The panels that links may lead to when these are the dashboard files. */
function panelsIn(files: readonly DashboardFile[], knowledge: DashboardKnowledge): PanelsOfDashboards {
  const found = files.flatMap(({ content }) => panelsOf(content) ?? []);
  return panelsOfDashboards(new Map(found.map(({ uid, panels }) => [uid, new Set(panels)])), knowledge);
}

/**
 * Checks one dashboard file by itself.
 * @param panels the panels that links may lead to
 */
export function checkDashboardFile(
  file: DashboardFile,
  knowledge: DashboardKnowledge,
  panels: PanelsOfDashboards,
): CheckedDashboard {
  const json = readJson(file);
  return json.ok
    ? checkOne(file, json, knowledge, panels)
    : { diagnostics: [json.diagnostic], uid: undefined, metrics: [] };
}

type ReadJson =
  | { readonly ok: true; readonly value: unknown; readonly view: DashboardView }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

function readJson({ path, content }: DashboardFile): ReadJson {
  try {
    const value: unknown = JSON.parse(content);
    return { ok: true, value, view: dashboardView(value) };
  } catch {
    const { offset, expected } = jsonSyntaxError(content) ?? { offset: 0, expected: 'JSON' };
    return {
      ok: false,
      diagnostic: {
        code: 'dashboards/not-json',
        severity: 'error',
        message: offset >= content.length ? 'the file ends too early' : 'this is not JSON',
        help: `write ${expected} here`,
        location: locationAt(content, path, offset),
      },
    };
  }
}

/** The panel ids of each dashboard: of the file where there is one, else of the model. */
export function panelsOfDashboards(files: PanelsOfDashboards, { model }: DashboardKnowledge): PanelsOfDashboards {
  const ofModel = model.dashboards.map(
    ({ uid, rows }) => [uid, new Set(rows.flatMap((row) => row.panels.map(({ id }) => id)))] as const,
  );
  return new Map([...ofModel, ...files]);
}

function checkOne(
  file: DashboardFile,
  { value, view }: { readonly value: unknown; readonly view: DashboardView },
  knowledge: DashboardKnowledge,
  panels: PanelsOfDashboards,
): CheckedDashboard {
  const findings = collectFindings();
  checkShape(value, dashboardSchema, 'dashboards/schema', findings);
  checkIds(view, findings);
  checkGrid(view, findings);
  checkVariables(view, findings);
  checkDatasources(view, findings);
  const queries = checkQueries(view, knowledge, findings);
  checkPanels(view, queries, knowledge, findings);
  checkLinks(view, knowledge, panels, findings);
  checkSize(view, findings);
  const metrics = [...metricsRead(queries.flat(), knowledge)].map(({ name }) => name);
  return { diagnostics: located(file, findings.all), uid: view.uid, metrics };
}

function checkSize({ uid, panels }: DashboardView, findings: Findings): void {
  if (panels.length <= mostPanels) return;
  findings.warning(
    'dashboards/too-large',
    `the dashboard ${quote(uid)} has ${panels.length} panels`,
    'split it: people look at tens of panels, not at hundreds',
    ['panels'],
  );
}

function located({ path, content }: DashboardFile, findings: readonly Finding[]): readonly Diagnostic[] {
  if (findings.length === 0) return [];
  const locations = locateInJson(
    content,
    path,
    findings.map(({ place }) => place),
  );
  return findings.map((finding, index) => diagnostic(finding, locations[index]));
}

const diagnostic = ({ code, severity, message, help, place }: Finding, location?: Location): Diagnostic => ({
  code,
  severity,
  message,
  help,
  ...(location === undefined ? {} : { location }),
  ...(place.path.length === 0 ? {} : { path: place.path.join('.') }),
});

/** Checks what only all dashboard files together can have or lack. */
export function checkDashboardsTogether(
  checked: readonly CheckedDashboard[],
  { model }: DashboardKnowledge,
): readonly Diagnostic[] {
  const uids = checked.flatMap(({ uid }) => (uid === undefined ? [] : [uid]));
  const drawn = new Set(checked.flatMap(({ metrics }) => metrics));
  const findings = collectFindings();
  const present = new Set<string>();
  for (const uid of uids) {
    if (present.has(uid)) {
      findings.error('dashboards/duplicate-uid', `two dashboards have the uid ${quote(uid)}`, 'give each its own', []);
    }
    present.add(uid);
  }
  for (const { uid, name } of model.dashboards) {
    if (!present.has(uid)) {
      findings.error('dashboards/missing', `the dashboard ${quote(name)} of the spec has no file`, 'generate it', []);
    }
  }
  const panels = new Set(
    model.dashboards.flatMap(({ name, rows }) => rows.flatMap((row) => row.panels.map(({ id }) => `${name} ${id}`))),
  );
  for (const { name, panel } of model.alerts) {
    if (panels.has(`${panel.dashboard} ${panel.id}`)) continue;
    findings.error(
      'dashboards/alert-without-panel',
      `no panel draws the alert ${quote(name)}`,
      'add a panel for it',
      [],
    );
  }
  for (const metric of model.metrics) {
    if (drawn.has(metric.name)) continue;
    findings.warning(
      'dashboards/metric-without-panel',
      `no panel draws the metric ${quote(metric.name)}`,
      'add a panel for it, or do not expose it',
      [],
    );
  }
  return findings.all.map((finding) => diagnostic(finding));
}
