import type { Findings } from '../../../model/findings.ts';
import type { DashboardView, Placed } from '../dashboard-view.ts';

const columns = 24;

type OnGrid = Placed & { readonly grid: NonNullable<Placed['grid']> };

/** Reports panels that reach beyond the grid, and panels that lie on each other. */
export function checkGrid(view: DashboardView, findings: Findings): void {
  for (const surface of view.surfaces) {
    const placed = surface.filter((one): one is OnGrid => one.grid !== undefined);
    for (const { grid, path } of placed) {
      if (grid.x + grid.w > columns) {
        findings.error(
          'dashboards/beyond-grid',
          `a panel at column \`${grid.x}\` is \`${grid.w}\` wide: the grid ends at ${columns}`,
          'make it narrower, or move it to the left or to another line',
          [...path, 'gridPos'],
        );
      }
    }
    for (const { path, id, over } of overlaps(placed)) {
      findings.error(
        'dashboards/overlap',
        `panel \`${id}\` lies on panel \`${over}\``,
        'move one of them: Grafana would push it somewhere else',
        [...path, 'gridPos'],
      );
    }
  }
}

/** Panels that lie on one before them, each once; sweeps the grid from top to bottom. */
function overlaps(placed: readonly OnGrid[]): readonly { path: Placed['path']; id?: number; over?: number }[] {
  const found = [];
  let open: OnGrid[] = [];
  for (const panel of placed.toSorted((a, b) => a.grid.y - b.grid.y)) {
    const { x, y, w } = panel.grid;
    open = open.filter(({ grid }) => grid.y + grid.h > y);
    const under = open.find(({ grid }) => grid.x < x + w && x < grid.x + grid.w);
    if (under !== undefined) found.push({ path: panel.path, id: panel.id, over: under.id });
    open.push(panel);
  }
  return found as readonly { path: Placed['path']; id?: number; over?: number }[];
}
