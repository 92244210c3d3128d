/** Gives out panel ids that are free on a dashboard, the same ones for the same keys in the same order. */
export type PanelIds = (key: string) => number;

/** Ids of panels that the spec does not name, next to those that it does. Stable as long as their keys are. */
export function panelIds(taken: Iterable<number>): PanelIds {
  const used = new Set(taken);
  return (key) => {
    let id = hash(key);
    while (used.has(id)) id = id === largest ? 1 : id + 1;
    used.add(id);
    return id;
  };
}

/** Grafana keeps panel ids in 32 bits, signed. */
const largest = 0x7fffffff;

/** FNV-1a, folded into a positive 31-bit number. */
function hash(key: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) state = Math.imul(state ^ key.charCodeAt(i), 0x01000193);
  return ((state >>> 0) % largest) + 1;
}
