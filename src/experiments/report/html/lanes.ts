import { describeEffect, repetition } from '../../../model/describe-effect.ts';
import type { ExpectedAlert, Variant } from '../../../model/experiment.ts';
import { timeText } from '../../check/times.ts';
import type { Observed } from '../../play/observed.ts';
import { type Frame, gutterLabel, laneHeight, type Part } from './frame.ts';
import { htmlText } from './html-text.ts';

const middle = laneHeight / 2;
const band = 14;

const base = ({ left, right }: Frame): string =>
  `<line class="grid" x1="${left}" x2="${right}" y1="${middle}" y2="${middle}"/>`;

/** A mark for everything that the fault does; what it is shows on hovering, and in the table. */
export function effectLane({ timeline }: Variant, frame: Frame): Part {
  const marks = timeline.map((moment) => {
    const [from, to] = [frame.x(moment.from), frame.x(moment.to)];
    const text = moment.effects.map((effect) => `${describeEffect(effect)}${repetition(moment)}`).join('; ');
    const title = `<title>${htmlText(`${timeText(moment.from)}: ${text}`)}</title>`;
    if (from !== to)
      return `<rect class="effect" x="${from}" y="${middle - 4}" width="${to - from}" height="8" rx="4">${title}</rect>`;
    return `<path class="effect" d="M${from} ${middle + 7}l-5 -13h10z">${title}</path>`;
  });
  return { height: laneHeight, svg: gutterLabel('what the fault does', middle) + base(frame) + marks.join('') };
}

/** The window in which something has to begin. */
const due = (frame: Frame, from: number, to: number, what: string): string =>
  `<rect class="due" x="${frame.x(from)}" y="${middle - band / 2 - 3}" width="${frame.x(to) - frame.x(from)}" height="${band + 6}" rx="3"><title>${htmlText(what)}</title></rect>`;

/** When an alert was pending and firing, and when it has to begin to fire; `label` is what the lane is called. */
export function alertLane(
  alert: string,
  expected: ExpectedAlert | undefined,
  { alerts }: Observed,
  end: number,
  frame: Frame,
  label = alert,
): Part {
  const bars = alerts
    .filter((episode) => episode.alert === alert)
    .map(({ pending, firing, over = end }) => {
      const until = firing ?? over;
      const wait = bar(frame, 'pending', pending, until, `pending from ${timeText(pending)}`);
      const fires = firing === undefined ? '' : bar(frame, 'firing', firing, over, `fires from ${timeText(firing)}`);
      return `${pending === until ? '' : wait}${fires}`;
    });
  const window =
    expected === undefined
      ? ''
      : due(frame, expected.notBefore, expected.by, `${alert} has to begin to fire by ${timeText(expected.by)}`);
  const quiet =
    bars.length > 0 || expected !== undefined
      ? ''
      : `<text class="quiet" x="${frame.x(0) + 12}" y="${middle + 1}" dominant-baseline="middle">silent, as it must be</text>`;
  return {
    height: laneHeight,
    svg: gutterLabel(htmlText(label), middle) + base(frame) + bars.join('') + window + quiet,
  };
}

function bar({ x, id }: Frame, kind: 'pending' | 'firing', from: number, to: number, title: string): string {
  const fill = kind === 'pending' ? ` fill="url(#${id}-hatch)"` : '';
  const width = Math.max(2, x(to) - x(from));
  const text =
    width < 52
      ? ''
      : `<text class="bar-text ${kind}-text" x="${x(from) + 6}" y="${middle + 1}" dominant-baseline="middle">${kind}</text>`;
  return `<rect class="${kind}"${fill} x="${x(from)}" y="${middle - band / 2}" width="${width}" height="${band}"><title>${htmlText(title)}</title></rect>${text}`;
}

/** What a receiver was told, and by when it has to be told; `label` is what the lane is called. */
export function receiverLane(
  receiver: string,
  expected: readonly ExpectedAlert[],
  observed: Observed,
  quiet: ReadonlySet<string>,
  frame: Frame,
  label = `→ ${receiver}`,
): Part {
  const windows = expected.map(({ alert, notBefore, toldBy }) =>
    due(frame, notBefore, toldBy, `${receiver} has to be told of ${alert} by ${timeText(toldBy)}`),
  );
  const notes = observed.told
    .filter((note) => note.receiver === receiver && note.alerts.some(({ alert }) => !quiet.has(alert)))
    .map(({ at, status, alerts }) => {
      const names = [...new Set(alerts.map(({ alert }) => alert))].join(', ');
      const title = `<title>${htmlText(`${timeText(at)}: ${receiver} is told that ${names} ${status === 'firing' ? 'fires' : 'is over'}`)}</title>`;
      const [cx, r] = [frame.x(at), 7];
      return `<circle class="told told-${status}" cx="${cx}" cy="${middle}" r="${r}">${title}</circle><text class="tick" x="${cx + 12}" y="${middle + 1}" dominant-baseline="middle">${status === 'firing' ? 'told' : 'told that it is over'}</text>`;
    });
  return {
    height: laneHeight,
    svg: gutterLabel(htmlText(label), middle) + base(frame) + windows.join('') + notes.join(''),
  };
}
