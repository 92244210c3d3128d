import type { Alert, Dashboard, Model } from './model.ts';

const byName = new WeakMap<Model, ReadonlyMap<string, Dashboard>>();

/** The dashboard that an alert's panel is on. */
export function dashboardOf(model: Model, { panel }: Pick<Alert, 'panel'>): Dashboard | undefined {
  let dashboards = byName.get(model);
  if (dashboards === undefined) {
    dashboards = new Map(model.dashboards.map((dashboard) => [dashboard.name, dashboard]));
    byName.set(model, dashboards);
  }
  return dashboards.get(panel.dashboard);
}
