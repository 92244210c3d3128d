import type { Condition, Histogram, Measure, Panel } from '../../../model/model.ts';
import { aggregate, call, range } from '../../../promql/builder.ts';
import { selectorOf } from '../../expressions/matchers.ts';
import { numberFormat } from './grafana-unit.ts';
import { quantileName } from './legend.ts';
import type { Colour, PagePanel, PageRow } from './page.ts';
import type { PanelIds } from './panel-ids.ts';
import { metricsOf, type PlanContext, queryOf, rateInterval } from './plan-context.ts';
import { comparisonsOf } from './thresholds.ts';

/** The quantiles by which a distribution is known. */
const quantiles: readonly (readonly [q: number, colour: Colour])[] = [
  [0.5, 'green'],
  [0.9, 'yellow'],
  [0.99, 'orange'],
];

const measuresOf = ({ show, when }: { readonly show: Measure | undefined; readonly when: Condition | undefined }) => [
  ...(show === undefined ? [] : [show]),
  ...(when === undefined ? [] : comparisonsOf(when).map(({ measure }) => measure)),
];

/** The histograms that some panels read, in the order of the panels. */
function histogramsOf(context: PlanContext, panels: readonly Panel[]): readonly Histogram[] {
  const found = new Set<Histogram>();
  for (const { show, alert } of panels) {
    const when = alert === undefined ? undefined : context.alerts.get(alert)?.when;
    for (const metric of measuresOf({ show, when }).flatMap((measure) => metricsOf(context, measure))) {
      if (metric.type === 'histogram') found.add(metric);
    }
  }
  return [...found];
}

/** A histogram as a whole: its quantiles over all labels, and its buckets. */
function distributionOf(context: PlanContext, metric: Histogram, ids: PanelIds): readonly PagePanel[] {
  const noValue = `No ${metric.observes} in this time`;
  const of = { metric, where: [] };
  const buckets = selectorOf(of, '_bucket', context.chosen);
  const format = numberFormat(metric.unit, false);
  // Side by side, whatever else the row holds.
  const size = { width: 12, height: 8 };
  return [
    {
      id: ids(`quantiles of ${metric.name}`),
      title: `${metric.help}: quantiles`,
      description: `Quantiles of \`${metric.name}\` over all ${metric.observes}. The dots are exemplars: each opens a trace.`,
      links: [],
      noValue,
      size,
      picture: {
        kind: 'lines',
        format,
        axisFrom: 'zero',
        stepped: false,
        curves: quantiles.map(([q, colour]) => ({
          expr: queryOf(context, { kind: 'quantile', of, q, window: 300_000, by: [] }),
          legend: quantileName(q),
          exemplars: q === 0.99,
          colours: [{ name: quantileName(q), colour }],
        })),
      },
    },
    {
      id: ids(`buckets of ${metric.name}`),
      title: `${metric.help}: distribution`,
      description: `How many ${metric.observes} fell into each bucket of \`${metric.name}\`. The dots are exemplars: each opens a trace.`,
      links: [],
      noValue,
      size,
      picture: {
        kind: 'heatmap',
        expr: aggregate('sum', ['le'], call('increase', range(buckets, rateInterval))),
        format,
      },
    },
  ];
}

/** The distributions behind the quantiles of a page; none when no panel reads a histogram. */
export function distributionRows(context: PlanContext, panels: readonly Panel[], ids: PanelIds): readonly PageRow[] {
  const histograms = histogramsOf(context, panels);
  if (histograms.length === 0) return [];
  const drawn = histograms.flatMap((metric) => distributionOf(context, metric, ids));
  return [{ title: 'Distributions', collapsed: true, panels: drawn }];
}
