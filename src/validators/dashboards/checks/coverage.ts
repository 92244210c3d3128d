import type { ComparisonOperator } from '../../../model/document.ts';
import type { Findings } from '../../../model/findings.ts';
import { quote } from '../../../model/findings.ts';
import { type LeafCondition, leavesOf } from '../../../model/leaves-of.ts';
import { measuredUnit } from '../../../model/measured-unit.ts';
import type { Alert, Metric, Panel } from '../../../model/model.ts';
import type { ShapedQuery } from '../../../promql/parse-by-shape.ts';
import type { DashboardKnowledge } from '../dashboard-knowledge.ts';
import type { DashboardView, PanelView, ThresholdsView } from '../dashboard-view.ts';

/** The metrics that queries read, recordings looked through. */
export function metricsRead(queries: readonly ShapedQuery[], knowledge: DashboardKnowledge): ReadonlySet<Metric> {
  const found = new Set<Metric>();
  for (const { name = '' } of queries.flatMap(({ selectors }) => selectors)) {
    const metric = knowledge.series.get(name);
    if (metric !== undefined) found.add(metric);
    for (const behind of knowledge.recorded.get(name) ?? []) found.add(behind);
  }
  return found;
}

/** Reports panels of the model that the file lacks, and alerts whose panels do not draw what the alert is about. */
export function checkPanels(
  view: DashboardView,
  queries: readonly (readonly ShapedQuery[])[],
  knowledge: DashboardKnowledge,
  findings: Findings,
): void {
  const dashboard = knowledge.dashboards.get(view.uid);
  if (dashboard === undefined) {
    const help = findings.suggest(view.uid, [...knowledge.dashboards.keys()]);
    findings.error('dashboards/unknown-dashboard', `the spec has no dashboard ${quote(view.uid)}`, help, ['uid']);
    return;
  }
  const drawn = new Map<number, { readonly panel: PanelView; readonly queries: readonly ShapedQuery[] }>();
  view.panels.forEach((panel, index) => {
    // Of two panels with one id, which is reported elsewhere, the first counts.
    if (panel.id !== undefined && !drawn.has(panel.id)) drawn.set(panel.id, { panel, queries: queries[index] ?? [] });
  });
  for (const panel of dashboard.rows.flatMap((row) => row.panels)) {
    const found = drawn.get(panel.id);
    if (found === undefined) {
      findings.error(
        'dashboards/missing-panel',
        `the panel ${quote(panel.title)} of the spec, with the id \`${panel.id}\`, is not on the dashboard`,
        'generate the dashboard again',
        ['panels'],
      );
      continue;
    }
    const alert = panel.alert === undefined ? undefined : knowledge.alerts.get(panel.alert);
    if (alert === undefined) continue;
    checkSubject(found.panel, found.queries, alert, knowledge, findings);
    checkThresholds(found.panel, panel, alert, findings);
  }
}

/** An alert's panel has to read something that the alert reads. */
function checkSubject(
  panel: PanelView,
  queries: readonly ShapedQuery[],
  alert: Alert,
  knowledge: DashboardKnowledge,
  findings: Findings,
): void {
  const wanted = knowledge.alertMetrics.get(alert.name) ?? new Set();
  const read = metricsRead(queries, knowledge);
  if (wanted.size === 0 || [...wanted].some((metric) => read.has(metric))) return;
  const names = [...wanted].map(({ name }) => `\`${name}\``).join(', ');
  findings.error(
    'dashboards/off-topic',
    `the panel of ${quote(alert.name)} reads none of the metrics that the alert reads`,
    `draw ${names}`,
    [...panel.path, 'targets'],
  );
}

/** The thresholds of an alert have to be on its panel, and the side on which it fires has to be red. */
function checkThresholds(view: PanelView, { show }: Panel, alert: Alert, findings: Findings): void {
  if (show?.kind === 'states' || show?.kind === 'up') return;
  const unit = show === undefined ? undefined : measuredUnit(show);
  const comparisons = leavesOf(alert.when)
    .filter((leaf) => leaf.kind === 'compare')
    .filter(({ measure }) => unit === undefined || measuredUnit(measure) === unit);
  for (const comparison of comparisons) {
    const { value, written } = comparison.threshold;
    const drawn = view.thresholds.find(({ steps }) => steps.some((step) => step.value === value));
    if (drawn === undefined) {
      findings.error(
        'dashboards/missing-threshold',
        `the panel of ${quote(alert.name)} does not show the threshold ${quote(written)}`,
        `add the threshold \`${value}\``,
        [...view.path, 'fieldConfig'],
      );
    } else if (alert.when.kind === 'compare' && !isRedBeyond(drawn, comparison)) {
      findings.error(
        'dashboards/wrong-side',
        `the panel of ${quote(alert.name)} does not show in red where the alert fires`,
        `colour the side of \`${value}\` on which it fires, and no other`,
        drawn.path,
      );
    }
  }
}

const firesAbove: Readonly<Record<ComparisonOperator, boolean>> = {
  above: true,
  atLeast: true,
  below: false,
  atMost: false,
};

function isRedBeyond(
  { steps }: ThresholdsView,
  { op, threshold }: Extract<LeafCondition, { readonly kind: 'compare' }>,
): boolean {
  const index = steps.findIndex(({ value }) => value === threshold.value);
  const [above, below] = [steps[index]?.color, steps[index - 1]?.color];
  const [fires, rests] = firesAbove[op] ? [above, below] : [below, above];
  return fires === 'red' && rests !== 'red';
}
