import type { Findings } from '../../../model/findings.ts';
import { quote } from '../../../model/findings.ts';
import type { Metric } from '../../../model/model.ts';
import type { VectorSelector } from '../../../promql/ast.ts';
import { parseByShape, type ShapedQuery } from '../../../promql/parse-by-shape.ts';
import type { DashboardKnowledge } from '../dashboard-knowledge.ts';
import type { DashboardView, QueryView, Text } from '../dashboard-view.ts';
import { type Labels, possibleLabels } from '../possible-labels.ts';
import { expandVariables } from '../variables.ts';

/** Series that Prometheus itself makes, and those that every client library exposes. */
const everywhere = /^(?:up|ALERTS|ALERTS_FOR_STATE|scrape_\w+|process_\w+)$/;

const labelValues = /^label_values\((.+), *([A-Za-z_]\w*)\)$/s;

/**
 * Reports queries that are no PromQL, that read what nobody exposes, or whose legends name labels that they lose.
 * @returns the parsed queries of each panel, in the order of `view.panels`
 */
export function checkQueries(
  view: DashboardView,
  knowledge: DashboardKnowledge,
  findings: Findings,
): readonly (readonly ShapedQuery[])[] {
  const read = (text: Text, from = 0): ShapedQuery | undefined => parsed(text, from, knowledge, findings);
  for (const annotation of view.annotations) read(annotation);
  for (const { type, query } of view.variables) {
    if (type !== 'query') continue;
    const match = labelValues.exec(query.text);
    if (match === null) {
      findings.error(
        'dashboards/promql',
        `${quote(query.text)} is no query of label values`,
        'write `label_values(<selector>, <label>)`',
        query.path,
      );
      continue;
    }
    const [, selector = ''] = match;
    read({ text: selector, path: query.path }, 'label_values('.length);
  }
  return view.panels.map(({ queries }) =>
    queries.flatMap((query) => {
      const understood = query.isPromql ? read(query.expr) : undefined;
      if (understood === undefined) return [];
      checkLegend(query, understood, knowledge, findings);
      return [understood];
    }),
  );
}

/** The query as it was understood; undefined when it is none, which is reported. `from` is where it starts in the text at `path`. */
function parsed(
  { text, path }: Text,
  from: number,
  knowledge: DashboardKnowledge,
  findings: Findings,
): ShapedQuery | undefined {
  const shifted = ({ start, end }: { readonly start: number; readonly end: number }) => ({
    span: { start: start + from, end: end + from },
  });
  const result = parseByShape(expandVariables(text));
  if (!result.ok) {
    for (const { message, span, help } of result.errors) {
      findings.error('dashboards/promql', message, help ?? 'correct the query', path, shifted(span));
    }
    return undefined;
  }
  for (const { name = '', nameSpan, matchers } of result.value.selectors) {
    const metric = knowledge.series.get(name);
    if (metric === undefined && !knowledge.recorded.has(name) && !everywhere.test(name)) {
      const help = findings.suggest(name, [...knowledge.series.keys(), ...knowledge.recorded.keys()]);
      const message = name === '' ? 'a selector names no metric' : `nothing exposes or records ${quote(name)}`;
      findings.error('dashboards/unknown-metric', message, help, path, nameSpan && shifted(nameSpan));
    }
    const labels = metric === undefined ? undefined : labelsOf(metric, name, knowledge);
    for (const matcher of matchers) {
      if (labels === undefined || labels.has(matcher.name)) continue;
      findings.error(
        'dashboards/unknown-label',
        `${quote(name)} has no label ${quote(matcher.name)}`,
        findings.suggest(matcher.name, [...labels]),
        path,
        matcher.span && shifted(matcher.span),
      );
    }
  }
  return result.value;
}

const labelsOf = (metric: Metric, series: string, { model }: DashboardKnowledge): ReadonlySet<string> =>
  new Set([
    ...model.targetLabels,
    ...metric.labels.map(({ name }) => name),
    ...(series === `${metric.name}_bucket` ? ['le'] : []),
  ]);

const placeholder = /\{\{\s*([^}\s]*)\s*\}\}/g;

/** A label that the query loses would leave a hole in the legend. */
function checkLegend(
  { legend }: QueryView,
  { shape, nameOf }: ShapedQuery,
  knowledge: DashboardKnowledge,
  findings: Findings,
): void {
  const ofSeries = (selector: VectorSelector): Labels => {
    const name = nameOf(selector) ?? '';
    const metric = knowledge.series.get(name);
    return metric === undefined ? undefined : labelsOf(metric, name, knowledge);
  };
  const labels = possibleLabels(shape, ofSeries);
  if (labels === undefined) return;
  for (const { 0: written, 1: label = '', index } of legend.text.matchAll(placeholder)) {
    if (labels.has(label)) continue;
    findings.error(
      'dashboards/lost-label',
      `the legend names the label ${quote(label)}, which the query does not keep`,
      labels.size === 0 ? 'name the series in words' : findings.suggest(label, [...labels]),
      legend.path,
      { span: { start: index, end: index + written.length } },
    );
  }
}
