import { compare } from '../shared/compare.ts';
import { conventions } from './conventions.ts';
import type { Dashboard, Panel } from './model.ts';

/** A dashboard before its panels are numbered. */
export interface DashboardPlan extends Omit<Dashboard, 'uid' | 'rows'> {
  readonly rows: readonly {
    readonly title: string;
    readonly collapsed: boolean;
    readonly panels: readonly Omit<Panel, 'id'>[];
  }[];
}

/** FNV-1a over UTF-16 code units: 32 bits, the same everywhere. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** At most 40 characters; a long name is cut, and told from others by its hash. */
export function dashboardUid(service: string, dashboard: string): string {
  const uid = conventions.dashboardUid(service, dashboard);
  return uid.length <= 40 ? uid : `${uid.slice(0, 31)}-${hash(uid).toString(16).padStart(8, '0')}`;
}

/**
 * Numbers the panels: positive 31-bit integers that depend on the dashboard's name and the panel's title, not on the
 * order. Of two that fall on the same number, the one whose title sorts later takes the next free one.
 */
export function placePanels(service: string, plan: DashboardPlan): Dashboard {
  const titles = plan.rows.flatMap(({ panels }) => panels.map(({ title }) => title));
  const taken = new Set<number>();
  const ids = new Map<string, number>();
  for (const title of [...new Set(titles)].sort(compare)) {
    let id = hash(`${plan.name}\n${title}`) & 0x7fff_ffff;
    while (id === 0 || taken.has(id)) id = (id + 1) & 0x7fff_ffff;
    taken.add(id);
    ids.set(title, id);
  }
  return {
    ...plan,
    uid: dashboardUid(service, plan.name),
    rows: plan.rows.map((row) => ({
      ...row,
      panels: row.panels.map((panel) => ({ id: ids.get(panel.title) ?? 0, ...panel })),
    })),
  };
}
