import type { Artifact } from '../../formats/artifact.ts';
import { conventions } from '../../model/conventions.ts';
import type { Model } from '../../model/model.ts';
import { planPages } from './plan/plan-pages.ts';

/**
 * `grafana/dashboards/*.json`: the classic dashboard model, which file provisioning, the HTTP API, sidecars and
 * operators of every Grafana in use accept.
 */
export async function generateDashboards(model: Model): Promise<readonly Artifact[]> {
  const pages = planPages(model);
  if (pages.length === 0) return [];
  // The SDK is hundreds of files: who generates no dashboard does not wait for them.
  const { pageJson } = await import('./draw/page-json.ts');
  return pages.map((page) => ({
    path: conventions.dashboardPath(page.name),
    content: pageJson(page),
    from: `dashboard ${page.name}`,
  }));
}
