import type { ScenarioChart } from '../../../mutants/report.ts';
import { formatDuration } from '../../../shared/duration.ts';
import { xmlContent } from '../xml-text.ts';

/** Pixels. */
const layout = { width: 760, left: 8, strip: 14, lane: 34, gap: 6, axis: 18, lanes: 8 } as const;

/**
 * A killing scenario over time: its input series, what the alert does, what it does under the mutant, and when a test
 * looks. Colours come from the page's classes.
 */
export function timelineSvg(chart: ScenarioChart, mutantStates: string): string {
  const length = Math.max(1, (chart.states.length - 1) * chart.evaluationInterval);
  const x = (time: number): number => layout.left + (time / length) * (layout.width - 2 * layout.left);
  const lanes = chart.series.slice(0, layout.lanes);
  const more = chart.series.length - lanes.length;
  const parts: string[] = [];
  let y = 0;
  for (const lane of lanes) {
    parts.push(laneSvg(lane, chart.interval, length, y, x));
    y += layout.lane + layout.gap;
  }
  if (more > 0) {
    parts.push(text(layout.left, y + 10, `and ${more} more series`, 'note'));
    y += 16;
  }
  const top = y;
  for (const [label, states] of [
    ['as it is', chart.states],
    ['with the mistake', mutantStates],
  ] as const) {
    parts.push(text(layout.left, y + 10, label, 'note'));
    y += 14;
    parts.push(stripSvg(states, chart.evaluationInterval, y, x));
    y += layout.strip + layout.gap;
  }
  for (const { at, firing } of chart.assertions) {
    const title = `expects ${firing === 0 ? 'silence' : `${firing} firing`} at ${formatDuration(at)}`;
    const at0 = x(Math.min(at, length)).toFixed(1);
    parts.push(`<line class="look" x1="${at0}" x2="${at0}" y1="${top}" y2="${y}"><title>${title}</title></line>`);
  }
  parts.push(axisSvg(length, y, x));
  y += layout.axis;
  return `<svg viewBox="0 0 ${layout.width} ${y}" width="${layout.width}" height="${y}" role="img">${parts.join('')}</svg>`;
}

const text = (x: number, y: number, content: string, className: string): string =>
  `<text class="${className}" x="${x}" y="${y}">${xmlContent(content)}</text>`;

function laneSvg(
  { name, values }: ScenarioChart['series'][number],
  interval: number,
  length: number,
  y: number,
  x: (time: number) => number,
): string {
  const shown = values.slice(0, Math.floor(length / interval) + 1);
  const numbers = shown.filter((value) => value !== null);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const top = y + 13;
  const height = layout.lane - 14;
  const place = (value: number): string =>
    (high === low ? top + height / 2 : top + height - ((value - low) / (high - low)) * height).toFixed(1);
  let path = '';
  let last: number | undefined;
  shown.forEach((value, i) => {
    if (value === null) return;
    const at = x(i * interval).toFixed(1);
    // Blanks of a denser grid are no gap.
    path += last !== undefined && i - last <= 3 ? `H${at}V${place(value)}` : `M${at} ${place(value)}h1`;
    last = i;
  });
  const range = numbers.length === 0 ? 'no samples' : low === high ? `${low}` : `${low} to ${high}`;
  const label = name.length > 96 ? `${name.slice(0, 93)}...` : name;
  return `${text(layout.left, y + 9, `${label}  ${range}`, 'series')}<path class="line" d="${path}"/>`;
}

const classes: Readonly<Record<string, string>> = { '.': 'idle', p: 'pending', f: 'firing' };
const words: Readonly<Record<string, string>> = { '.': 'inactive', p: 'pending', f: 'firing' };

function stripSvg(states: string, interval: number, y: number, x: (time: number) => number): string {
  const parts: string[] = [];
  for (let from = 0; from < states.length; ) {
    const state = states[from] ?? '.';
    let to = from;
    while (to < states.length && states[to] === state) to++;
    const [left, right] = [x(from * interval), Math.min(x(to * interval), layout.width - layout.left)];
    const width = Math.max(1.5, right - left).toFixed(1);
    const title = `${words[state]} from ${formatDuration(from * interval)}`;
    parts.push(
      `<rect class="${classes[state]}" x="${left.toFixed(1)}" y="${y}" width="${width}" height="${layout.strip}"><title>${title}</title></rect>`,
    );
    from = to;
  }
  return parts.join('');
}

function axisSvg(length: number, y: number, x: (time: number) => number): string {
  const steps = [15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400, 259_200].map((s) => s * 1000);
  const step = steps.find((one) => length / one <= 10) ?? length;
  const ticks: string[] = [];
  for (let time = 0; time <= length; time += step)
    ticks.push(`<text class="tick" x="${x(time).toFixed(1)}" y="${y + 12}">${formatDuration(time)}</text>`);
  return ticks.join('');
}
