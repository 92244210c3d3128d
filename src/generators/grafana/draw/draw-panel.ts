import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { DashboardLink, DataSourceRef, GridPos, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { assertNever } from '../../../shared/assert-never.ts';
import { formatDuration } from '../../../shared/duration.ts';
import type { GridPosition } from '../layout.ts';
import type { PagePanel, Picture } from '../plan/page.ts';
import { alertTablePanel } from './alert-table-panel.ts';
import { chosenDatasource, mixedDatasource } from './datasources.ts';
import { errorParityPanel } from './error-parity-panel.ts';
import { outwardLink } from './fields.ts';
import { heatmapPanel } from './heatmap-panel.ts';
import { linesPanel } from './lines-panel.ts';
import { logsPanel } from './logs-panel.ts';
import { tilesPanel } from './tiles-panel.ts';
import { timelinePanel } from './timeline-panel.ts';

/** What the builders of all kinds of panels have in common; the SDK has no name for it. */
interface FramedBuilder extends Builder<Panel> {
  id(id: number): this;
  title(title: string): this;
  description(description: string): this;
  datasource(datasource: DataSourceRef): this;
  gridPos(gridPos: GridPos): this;
  links(links: Builder<DashboardLink>[]): this;
  noValue(noValue: string): this;
  interval(interval: string): this;
}

function pictureBuilder(picture: Picture): FramedBuilder {
  switch (picture.kind) {
    case 'lines':
      return linesPanel(picture);
    case 'timeline':
      return timelinePanel(picture);
    case 'tiles':
      return tilesPanel(picture);
    case 'heatmap':
      return heatmapPanel(picture);
    case 'alert-table':
      return alertTablePanel(picture);
    case 'log-lines':
      return logsPanel(picture);
    case 'error-parity':
      return errorParityPanel(picture);
    default:
      return assertNever(picture);
  }
}

function datasourceOf({ kind }: Picture): DataSourceRef {
  if (kind === 'error-parity') return mixedDatasource;
  return chosenDatasource(kind === 'log-lines' ? 'loki' : 'prometheus');
}

/** A panel of a page, at its place. */
export function drawPanel(panel: PagePanel, position: GridPosition, scrapeInterval: number): FramedBuilder {
  return pictureBuilder(panel.picture)
    .id(panel.id)
    .title(panel.title)
    .description(panel.description)
    .datasource(datasourceOf(panel.picture))
    .gridPos({ ...position })
    .links(panel.links.map(outwardLink))
    .noValue(panel.noValue)
    .interval(formatDuration(scrapeInterval));
}
