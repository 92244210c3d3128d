import { checkBaseUrl } from './addresses.ts';
import type { LinksDocument } from './document.ts';
import type { Findings } from './findings.ts';
import type { Links } from './model.ts';

/** The base addresses, each of them one to which paths can be added. */
export function resolveLinks(findings: Findings, links: LinksDocument): Links {
  checkBaseUrl(findings, 'the address of Grafana', links.grafana, ['links', 'grafana']);
  checkBaseUrl(findings, 'the address of the runbooks', links.runbooks, ['links', 'runbooks']);
  if (links.prometheus !== undefined)
    checkBaseUrl(findings, 'the address of Prometheus', links.prometheus, ['links', 'prometheus']);
  if (links.alertmanager !== undefined)
    checkBaseUrl(findings, 'the address of Alertmanager', links.alertmanager, ['links', 'alertmanager']);
  return links;
}
