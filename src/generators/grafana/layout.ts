import type { Picture } from './plan/page.ts';

/** Where a panel lies: Grafana's grid is 24 columns wide. */
export interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const columns = 24;

const heights: Readonly<Record<Picture['kind'], number>> = {
  lines: 8,
  timeline: 6,
  tiles: 4,
  heatmap: 8,
  'alert-table': 8,
  'log-lines': 12,
  'error-parity': 8,
};

interface Sized {
  readonly picture: { readonly kind: Picture['kind'] };
  readonly size?: { readonly width: number; readonly height: number };
}

/**
 * How many panels lie side by side, line by line: three, and two or one where that makes the last lines full.
 * Every line fills the width, so that no row ends ragged.
 */
export function lineLengths(count: number): readonly number[] {
  if (count <= 0) return [];
  if (count === 1) return [1];
  const twos = (3 - (count % 3)) % 3;
  const threes = (count - 2 * twos) / 3;
  return [...Array<number>(threes).fill(3), ...Array<number>(twos).fill(2)];
}

/** Places panels from the line `top` on; also tells the first free line below them. */
export function layOut(
  panels: readonly Sized[],
  top: number,
): { readonly positions: readonly GridPosition[]; readonly bottom: number } {
  const positions: GridPosition[] = [];
  let y = top;
  for (const line of linesOf(panels)) {
    const h = Math.max(...line.map(({ size, picture }) => size?.height ?? heights[picture.kind]));
    let x = 0;
    for (const { size } of line) {
      const w = size?.width ?? columns / line.length;
      positions.push({ x, y, w, h });
      x += w;
    }
    y += h;
  }
  return { positions, bottom: y };
}

/** Cuts panels into lines: those with a size of their own as they fit, the others evenly. */
function linesOf<P extends Sized>(panels: readonly P[]): readonly (readonly P[])[] {
  if (panels.every(({ size }) => size === undefined)) {
    let end = 0;
    return lineLengths(panels.length).map((length) => {
      end += length;
      return panels.slice(end - length, end);
    });
  }
  const lines: P[][] = [];
  let used = columns;
  for (const panel of panels) {
    const width = panel.size?.width ?? columns;
    if (used + width > columns) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)?.push(panel);
    used += width;
  }
  return lines;
}
