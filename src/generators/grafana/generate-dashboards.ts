import type { Artifact, Part } from '../../formats/artifact.ts';
import { conventions } from '../../model/conventions.ts';
import type { Model } from '../../model/model.ts';
import { pagePlans } from './plan/plan-pages.ts';

/**
 * `grafana/dashboards/*.json`: the classic dashboard model, which file provisioning, the HTTP API, sidecars and
 * operators of every Grafana in use accept. Each part is one dashboard.
 */
export async function dashboardParts(model: Model): Promise<readonly Part[]> {
  const plans = pagePlans(model);
  if (plans.length === 0) return [];
  // The SDK is hundreds of files: who generates no dashboard does not wait for them.
  const { pageJson } = await import('./draw/page-json.ts');
  return plans.map((plan) => () => {
    const page = plan();
    return [{ path: conventions.dashboardPath(page.name), content: pageJson(page), from: `dashboard ${page.name}` }];
  });
}

/** All dashboards of a model. */
export const generateDashboards = async (model: Model): Promise<readonly Artifact[]> =>
  (await dashboardParts(model)).flatMap((part) => part());
