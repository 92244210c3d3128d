import {
  AnnotationQueryBuilder,
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { conventions } from '../../../model/conventions.ts';
import { print } from '../../../promql/printer.ts';
import { formatDuration } from '../../../shared/duration.ts';
import { layOut } from '../layout.ts';
import type { Page, PageAnnotation, TargetVariable } from '../plan/page.ts';
import { panelIds } from '../plan/panel-ids.ts';
import { chosenDatasource, datasourceVariable } from './datasources.ts';
import { drawPanel } from './draw-panel.ts';
import { outwardLink } from './fields.ts';

/** A page as the SDK builds it: complete, but with the builder's noise. */
export function drawPage(page: Page): Dashboard {
  const builder = new DashboardBuilder(page.title)
    .uid(page.uid)
    .description(page.description)
    .tags([...page.tags])
    .timezone('browser')
    .readonly()
    .refresh('30s')
    .time({ from: 'now-6h', to: 'now' })
    .tooltip(DashboardCursorSync.Crosshair)
    .variables([
      datasource('prometheus', 'Prometheus data source'),
      ...(page.readsLogs ? [datasource('loki', 'Loki data source')] : []),
      ...page.variables.map(targetVariable),
    ])
    .annotations(page.annotations.map((annotation) => annotationQuery(annotation, page.evaluationInterval)))
    .links([siblings(page), ...page.links.map(outwardLink)]);
  addRows(builder, page);
  return builder.build();
}

function addRows(builder: DashboardBuilder, page: Page): void {
  const rowId = panelIds(page.rows.flatMap(({ panels }) => panels.map(({ id }) => id)));
  let y = 0;
  for (const { title, collapsed, panels } of page.rows) {
    const row = new RowBuilder(title)
      .id(rowId(`row: ${title}`))
      .collapsed(collapsed)
      .gridPos({ x: 0, y, w: 24, h: 1 });
    const { positions, bottom } = layOut(panels, y + 1);
    const drawn = panels.flatMap((panel, index) => {
      const position = positions[index];
      return position === undefined ? [] : [drawPanel(panel, position, page.scrapeInterval)];
    });
    if (collapsed) for (const panel of drawn) row.withPanel(panel);
    builder.withRow(row);
    if (!collapsed) for (const panel of drawn) builder.withPanel(panel);
    y = collapsed ? y + 1 : bottom;
  }
}

const datasource = (type: keyof typeof datasourceVariable, label: string): DatasourceVariableBuilder =>
  new DatasourceVariableBuilder(datasourceVariable[type])
    .label(label)
    .type(type)
    .current({ selected: true, text: conventions.datasourceUid[type], value: conventions.datasourceUid[type] });

function targetVariable({ label, values }: TargetVariable): QueryVariableBuilder {
  const query = `label_values(${print(values)}, ${label})`;
  return new QueryVariableBuilder(label)
    .label(label.charAt(0).toUpperCase() + label.slice(1))
    .datasource(chosenDatasource('prometheus'))
    .definition(query)
    .query({ query, refId: `Variable-${label}` })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.+')
    .current({ selected: true, text: ['All'], value: ['$__all'] });
}

const annotationQuery = (annotation: PageAnnotation, evaluationInterval: number): AnnotationQueryBuilder =>
  new AnnotationQueryBuilder()
    .name(annotation.name)
    .datasource(chosenDatasource('prometheus'))
    .enable(true)
    .iconColor(annotation.colour)
    .expr(print(annotation.expr))
    .step(formatDuration(evaluationInterval))
    .titleFormat(annotation.title)
    .textFormat(annotation.text)
    .tagKeys('')
    .useValueForTime(annotation.atValue);

/** Links to the other dashboards of the service, at the same time and for the same targets. */
const siblings = ({ tags, manySiblings }: Page): DashboardLinkBuilder =>
  new DashboardLinkBuilder('Dashboards')
    .type(DashboardLinkType.Dashboards)
    .icon('external link')
    .tags(tags.slice(0, 1))
    .asDropdown(manySiblings)
    .keepTime(true)
    .includeVars(true);
