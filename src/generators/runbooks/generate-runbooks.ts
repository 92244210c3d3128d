import type { Artifact } from '../../formats/artifact.ts';
import { conventions } from '../../model/conventions.ts';
import type { Model } from '../../model/model.ts';
import { alertClusters } from '../expressions/recordings.ts';
import { runbookIndex } from './runbook-index.ts';
import { runbookPage } from './runbook-page.ts';

/** `runbooks/<Alert>.md`, one page for each alert, and an index of them. */
export function generateRunbooks(model: Model): readonly Artifact[] {
  const rulesNames = new Map(
    alertClusters(model).flatMap((alerts) => alerts.map(({ name }) => [name, alerts[0]?.name ?? name])),
  );
  const pages = model.alerts.map((alert) => ({
    path: conventions.runbookPath(alert.name),
    content: runbookPage(model, alert, rulesNames.get(alert.name) ?? alert.name),
    from: `alert ${alert.name}`,
  }));
  return [...pages, { path: conventions.runbookIndexPath, content: runbookIndex(model), from: 'spec' }];
}
