import type { Findings } from '../../../model/findings.ts';
import type { DashboardView } from '../dashboard-view.ts';

/** Reports panels, and queries of a panel, that share an id: links, overrides and annotations mean only one of them. */
export function checkIds(view: DashboardView, findings: Findings): void {
  const panels = new Set<number>();
  for (const { id, path } of view.surfaces.flat()) {
    if (id === undefined) continue;
    if (panels.has(id)) {
      findings.error(
        'dashboards/duplicate-panel-id',
        `the panel id \`${id}\` occurs twice`,
        'give each panel and each row an id of its own',
        [...path, 'id'],
      );
    }
    panels.add(id);
  }
  for (const { queries } of view.panels) {
    const queried = new Set<string>();
    for (const { refId } of queries) {
      if (queried.has(refId.text)) {
        findings.error(
          'dashboards/duplicate-ref-id',
          `the query \`${refId.text}\` occurs twice in its panel`,
          'give each query of a panel a `refId` of its own',
          refId.path,
        );
      }
      queried.add(refId.text);
    }
  }
}
