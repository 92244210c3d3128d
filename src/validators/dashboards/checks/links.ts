import { conventions } from '../../../model/conventions.ts';
import type { Findings } from '../../../model/findings.ts';
import { quote } from '../../../model/findings.ts';
import type { DashboardKnowledge } from '../dashboard-knowledge.ts';
import type { DashboardView, Text } from '../dashboard-view.ts';

const markdownLink = /\]\(([^)\s]+)\)/g;

/** Panel ids of each dashboard, by uid. */
export type PanelsOfDashboards = ReadonlyMap<string, ReadonlySet<number>>;

/** Reports links to runbooks, dashboards and panels that do not exist, and to addresses that the spec does not name. */
export function checkLinks(
  view: DashboardView,
  knowledge: DashboardKnowledge,
  panels: PanelsOfDashboards,
  findings: Findings,
): void {
  for (const link of [...view.links, ...view.panels.flatMap(({ links }) => links)]) {
    if (!checkOwn(link.text, link, undefined, knowledge, panels, findings) && !isNamed(link.text, knowledge)) {
      findings.error(
        'dashboards/foreign-link',
        `${quote(link.text)} leads to an address that the spec does not name`,
        'link to a runbook, a dashboard, Prometheus or Alertmanager as in `links`',
        link.path,
      );
    }
  }
  for (const { description } of view.panels) {
    for (const match of description.text.matchAll(markdownLink)) {
      const [, url = ''] = match;
      const span = { start: match.index + 2, end: match.index + 2 + url.length };
      checkOwn(url, description, span, knowledge, panels, findings);
    }
  }
}

const isNamed = (url: string, { model: { links } }: DashboardKnowledge): boolean =>
  [links.prometheus, links.alertmanager].some((base) => base !== undefined && url.startsWith(`${base}/`));

/** Checks a link to something generated; false when it leads elsewhere. */
function checkOwn(
  url: string,
  { path }: Text,
  span: { readonly start: number; readonly end: number } | undefined,
  knowledge: DashboardKnowledge,
  panels: PanelsOfDashboards,
  findings: Findings,
): boolean {
  const { links } = knowledge.model;
  const dead = (what: string, help: string): void =>
    findings.error('dashboards/dead-link', `there is no ${what}`, help, path, span && { span });
  if (url.startsWith(`${links.runbooks}/`)) {
    const page = url.slice(links.runbooks.length + 1);
    const name = page.endsWith('.md') ? page.slice(0, -'.md'.length) : page;
    // A table links each row by its own value.
    if (name !== '${__value.raw}' && !knowledge.files.has(conventions.runbookPath(name))) {
      dead(`runbook ${quote(page)}`, findings.suggest(name, [...knowledge.alerts.keys()]));
    }
    return true;
  }
  const local = url.startsWith(`${links.grafana}/d/`) ? url.slice(links.grafana.length) : url;
  const match = /^\/d\/([^/?#]+)/.exec(local);
  if (match === null) return false;
  const [, uid = ''] = match;
  const known = panels.get(uid);
  if (known === undefined) {
    dead(`dashboard ${quote(uid)}`, findings.suggest(uid, [...panels.keys()]));
    return true;
  }
  const id = /[?&]viewPanel=(\d+)/.exec(local)?.[1];
  if (id !== undefined && !known.has(Number(id))) {
    dead(`panel ${quote(id)} on the dashboard ${quote(uid)}`, 'use the id of one of its panels');
  }
  return true;
}
