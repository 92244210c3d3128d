import type { DashboardDocument, PanelDocument } from '../model/document.ts';
import type { Alert } from './alert.ts';
import { type Declaration, type Declared, declaration } from './declaration.ts';
import type { PanelMeasure } from './measure.ts';
import { given, isList, isRecord, node } from './node.ts';
import { plainOf } from './plain.ts';

/** A page of panels. */
export interface Dashboard extends Declared<'dashboard', DashboardDocument> {}

/** What is drawn, an alert whose measure and threshold are, or a measure with the threshold of an alert. */
export type Panel = { readonly title: string; readonly description?: string } & (
  | { readonly show: PanelMeasure; readonly alert?: Alert }
  | { readonly show?: PanelMeasure; readonly alert: Alert }
);

/** The panels of a row, in the order in which they are laid out. */
export type Row = readonly Panel[] | { readonly collapsed?: boolean; readonly panels: readonly Panel[] };

/** What is said about a dashboard. */
export interface DashboardOptions {
  readonly title: string;
  readonly description?: string;
  /** Rows by title, from top to bottom. */
  readonly rows: Readonly<Record<string, Row>>;
}

/** The handle of a declared dashboard. */
export const dashboard = (declared: Declaration<'dashboard', DashboardDocument>): Dashboard => ({
  [declaration]: declared,
});

/** The document form of a dashboard. */
export function dashboardDocument(name: string, options: DashboardOptions): DashboardDocument {
  const { rows } = given(options);
  const document = { ...options, rows: isRecord(rows) ? Object.entries(rows).map(rowDocument) : rows };
  return node({ name }, document) as DashboardDocument;
}

type RowDocument = DashboardDocument['rows'][number];

function rowDocument([title, row]: readonly [string, Row]): RowDocument {
  const options = isList(row) ? { panels: row } : row;
  const { panels } = given(options);
  return node({ title }, { ...options, panels: isList(panels) ? panels.map(panelDocument) : panels }) as RowDocument;
}

function panelDocument(panel: Panel): PanelDocument {
  if (!isRecord(panel)) return panel;
  const { show, alert } = panel;
  return node({}, { ...panel, show: show && plainOf(show), alert: alert && plainOf(alert) }) as PanelDocument;
}
