import type { OutputFile } from './output-file.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * The ids of the panels of each dashboard, by its uid.
 * @param unreadable is told the path of each file that is no JSON, which is reported with the dashboards
 */
export function panelsOf(
  files: readonly OutputFile[],
  unreadable: (path: string) => void,
): ReadonlyMap<string, ReadonlySet<number>> {
  const panels = new Map<string, Set<number>>();
  for (const { path, content } of files) {
    const dashboard = readJson(content);
    if (!isRecord(dashboard) || typeof dashboard['uid'] !== 'string') {
      unreadable(path);
      continue;
    }
    const ids = panels.get(dashboard['uid']) ?? new Set();
    panels.set(dashboard['uid'], ids);
    collect(dashboard['panels'], ids);
  }
  return panels;
}

/** Panels of a collapsed row are inside it. */
function collect(panels: unknown, ids: Set<number>): void {
  if (!Array.isArray(panels)) return;
  for (const panel of panels) {
    if (!isRecord(panel)) continue;
    if (typeof panel['id'] === 'number' && panel['type'] !== 'row') ids.add(panel['id']);
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
