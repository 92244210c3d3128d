const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A dashboard by its uid, with the ids of its panels. */
export interface DashboardPanels {
  readonly uid: string;
  readonly panels: readonly number[];
}

/** The ids of the panels of a dashboard; undefined for what is none, which is reported when it is checked. */
export function panelsOf(text: string): DashboardPanels | undefined {
  const dashboard = readJson(text);
  if (!isRecord(dashboard) || typeof dashboard['uid'] !== 'string') return undefined;
  const panels: number[] = [];
  collect(dashboard['panels'], panels);
  return { uid: dashboard['uid'], panels };
}

/** Panels of a collapsed row are inside it. */
function collect(panels: unknown, ids: number[]): void {
  if (!Array.isArray(panels)) return;
  for (const panel of panels) {
    if (!isRecord(panel)) continue;
    if (typeof panel['id'] === 'number' && panel['type'] !== 'row') ids.push(panel['id']);
    collect(panel['panels'], ids);
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
