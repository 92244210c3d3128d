import { linear, valueText } from './axis.ts';
import { type Frame, gutterLabel, type Part } from './frame.ts';
import { htmlText } from './html-text.ts';
import type { Picture } from './picture.ts';

const titleHeight = 26;
const plotHeight = 96;
const gap = 22;

/** A measure over time with its threshold, as steps: it is known at evaluations only. */
export function metricPanel(picture: Picture, frame: Frame): Part {
  const { lines, threshold, names, unit } = picture;
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value));
  const top = names === undefined ? Math.max(...values, threshold?.value ?? 0) * 1.15 || 1 : Math.max(...names.keys());
  const bottom = Math.min(0, ...values);
  const y = linear([bottom, top], [titleHeight + plotHeight, titleHeight]);
  const show = (value: number): string => names?.get(value) ?? valueText(unit, value);
  const ticks =
    names === undefined ? [bottom, Math.max(...values, bottom)] : [...names.keys()].toSorted((a, b) => a - b);
  const isShown = (value: number): boolean =>
    threshold === undefined || names !== undefined || Math.abs(y(value) - y(threshold.value)) > 14;
  const axis = [...new Set(ticks)].filter(isShown).map((value) => grid(frame, y(value), show(value)));
  const drawn = lines.map(({ points, name }, i) => line(points, name, i, frame, y));
  const none = values.length > 0 ? '' : noData(frame, titleHeight + plotHeight / 2);
  return {
    height: titleHeight + plotHeight + gap,
    svg: [
      `<text class="panel-title" x="${frame.left}" y="12">${htmlText(picture.title)}</text>`,
      ...axis,
      limit(picture, frame, y, [titleHeight, titleHeight + plotHeight]),
      ...drawn,
      none,
    ].join(''),
  };
}

const grid = ({ left, right }: Frame, y: number, text: string): string =>
  `<line class="grid" x1="${left}" x2="${right}" y1="${y}" y2="${y}"/>${gutterLabel(htmlText(text), y, 'tick')}`;

const noData = ({ left, right }: Frame, y: number): string =>
  `<text class="tick" x="${(left + right) / 2}" y="${y}" text-anchor="middle">no data: there is no such series</text>`;

/** The threshold, and the side of it on which the alert's condition holds. */
function limit(
  { threshold, names, unit }: Picture,
  { left, right }: Frame,
  y: (value: number) => number,
  [top, bottom]: readonly [number, number],
): string {
  // Of a state the name is on the axis; more than the state is not "more".
  if (threshold === undefined) return '';
  if (names !== undefined) {
    const at = y(threshold.value);
    return `<rect class="beyond" x="${left}" width="${right - left}" y="${at - 6}" height="12"/>`;
  }
  const at = y(threshold.value);
  const above = threshold.op === 'above' || threshold.op === 'atLeast';
  const [from, to] = above ? [top, at] : [at, bottom];
  const area = `<rect class="beyond" x="${left}" width="${right - left}" y="${from}" height="${Math.max(0, to - from)}"/>`;
  const edge = `<line class="threshold" x1="${left}" x2="${right}" y1="${at}" y2="${at}"/>`;
  const sign = { above: '&gt;', atLeast: '≥', below: '&lt;', atMost: '≤' }[threshold.op];
  return `${area}${edge}${gutterLabel(`fires ${sign} ${htmlText(valueText(unit, threshold.value))}`, at, 'threshold-label')}`;
}

function line(
  points: Picture['lines'][number]['points'],
  name: string,
  index: number,
  { x }: Frame,
  y: (value: number) => number,
): string {
  let path = '';
  points.forEach(([time, value], i) => {
    const [, before] = points[i - 1] ?? [];
    path += i === 0 ? `M${x(time)} ${y(value)}` : `H${x(time)}`;
    if (i > 0 && value !== before) path += `V${y(value)}`;
  });
  const [time, value] = points.at(-1) ?? [0, 0];
  const text =
    name === ''
      ? ''
      : `<text class="tick" x="${x(time) - 4}" y="${y(value) - 6}" text-anchor="end">${htmlText(name)}</text>`;
  return `<path class="series series-${index % 4}" d="${path}"/>${text}`;
}
