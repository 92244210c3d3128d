import type { Variant } from '../../../model/experiment.ts';
import type { Alert, Model } from '../../../model/model.ts';
import { timeText } from '../../check/times.ts';
import type { Observed } from '../../play/observed.ts';
import type { VariantResult } from '../../play/play-experiment.ts';
import type { VariantReport } from '../report-variant.ts';
import { linear, timeTicks } from './axis.ts';
import { chartWidth, type Frame, gutter, margin, type Part } from './frame.ts';
import { htmlText } from './html-text.ts';
import { alertLane, effectLane, receiverLane } from './lanes.ts';
import { metricPanel } from './metric-panel.ts';
import { picture } from './picture.ts';
import { picturedAlerts } from './pictured-alerts.ts';

const axisHeight = 26;
const headHeight = 20;

/**
 * The picture of one run: what the fault does, what alerts read, when they fire, who is told. What happened on real programs
 * stands below what was simulated.
 */
export function chart(model: Model, result: PicturedVariant, describedBy: string): string {
  const { experiment, variant, runs, live } = result;
  const [run] = runs;
  const { observed } = run;
  const span = [-Math.min(variant.warmUp, 60_000), variant.lasts] as const;
  const id = `${experiment.name}-${variant.name}`;
  const right = chartWidth - margin;
  const frame: Frame = { x: linear(span, [gutter, right]), left: gutter, right, id };
  const alerts = picturedAlerts(model, variant, both(observed, live?.observed));
  const panels = alerts.flatMap((alert) => {
    const drawn = picture(model, alert, run, span);
    return drawn === undefined ? [] : [metricPanel(drawn, frame)];
  });
  const lanes = lanesOf(model, variant, alerts, observed, frame);
  const real = live === undefined ? [] : lanesOf(model, variant, alerts, live.observed, frame, 'real: ');
  return assemble([effectLane(variant, frame), ...panels, ...lanes, ...real], frame, {
    span,
    recovered: variant.recovered.by,
    title: `${experiment.title}, ${variant.name}`,
    describedBy,
  });
}

/** What is drawn: what was simulated, and, where it was played for real, too, that. */
export type PicturedVariant = VariantResult & { readonly live?: VariantReport };

const both = (simulated: Observed, live: Observed | undefined): Observed =>
  live === undefined ? simulated : { ...simulated, alerts: [...simulated.alerts, ...live.alerts] };

/** A lane for each alert, and for each receiver that has to be told or was. */
function lanesOf(
  model: Model,
  variant: Variant,
  alerts: readonly Alert[],
  observed: Observed,
  frame: Frame,
  prefix = '',
): readonly Part[] {
  const quiet = new Set(model.alerts.flatMap(({ name, when }) => (when.kind === 'always' ? [name] : [])));
  const told = observed.told.filter((note) => note.alerts.some(({ alert }) => !quiet.has(alert)));
  const receivers = new Set([
    ...variant.fires.map(({ receiver }) => receiver),
    ...told.map(({ receiver }) => receiver),
  ]);
  return [
    ...alerts.map(({ name }) => {
      const expected = variant.fires.find(({ alert }) => alert === name);
      return alertLane(name, expected, observed, variant.lasts, frame, `${prefix}${name}`);
    }),
    ...[...receivers].map((name) => {
      const expected = variant.fires.filter(({ receiver }) => receiver === name);
      return receiverLane(name, expected, observed, quiet, frame, `${prefix}→ ${name}`);
    }),
  ];
}

interface Labels {
  readonly span: readonly [number, number];
  readonly recovered: number;
  readonly title: string;
  readonly describedBy: string;
}

function assemble(parts: readonly Part[], frame: Frame, { span, recovered, title, describedBy }: Labels): string {
  let y = headHeight;
  const drawn = parts.map(({ height, svg }) => {
    const group = `<g transform="translate(0 ${y})">${svg}</g>`;
    y += height;
    return group;
  });
  const { x, id } = frame;
  const ticks = timeTicks(...span).map(
    (time) =>
      `<line class="grid" x1="${x(time)}" x2="${x(time)}" y1="${headHeight}" y2="${y}"/><text class="tick" x="${x(time)}" y="${y + 17}" text-anchor="middle">${timeText(time)}</text>`,
  );
  const moments = [moment(x(0), y, 'fault', 'fault'), moment(x(recovered), y, 'recovered', 'recovered by')];
  return [
    `<svg viewBox="0 0 ${chartWidth} ${y + axisHeight}" role="img" aria-labelledby="${id}-title" aria-describedby="${describedBy}">`,
    `<title id="${id}-title">${htmlText(title)}</title>`,
    `<defs><pattern id="${id}-hatch" class="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6"/><line x1="0" y1="0" x2="0" y2="6"/></pattern></defs>`,
    ...ticks,
    ...moments,
    ...drawn,
    '</svg>',
  ].join('');
}

const moment = (x: number, bottom: number, className: string, text: string): string =>
  `<line class="${className}" x1="${x}" x2="${x}" y1="${headHeight - 4}" y2="${bottom}"/><text class="${className}-text" x="${x}" y="11" text-anchor="middle">${text}</text>`;
