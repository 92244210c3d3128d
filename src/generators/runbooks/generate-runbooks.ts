import type { Artifact } from '../../formats/artifact.ts';
import { conventions } from '../../model/conventions.ts';
import type { Model } from '../../model/model.ts';
import { alertClusters } from '../expressions/recordings.ts';
import { experimentPage } from './experiment-page.ts';
import { runbookIndex } from './runbook-index.ts';
import { runbookPage } from './runbook-page.ts';

/** `runbooks/<Alert>.md` and `runbooks/experiments/<experiment>.md`, a page for each, and an index of all. */
export function generateRunbooks(model: Model): readonly Artifact[] {
  const rulesNames = new Map(
    alertClusters(model).flatMap((alerts) => alerts.map(({ name }) => [name, alerts[0]?.name ?? name])),
  );
  const pages = model.alerts.map((alert) => ({
    path: conventions.runbookPath(alert.name),
    content: runbookPage(model, alert, rulesNames.get(alert.name) ?? alert.name),
    from: `alert ${alert.name}`,
  }));
  const experiments = model.experiments.map((experiment) => ({
    path: conventions.experimentPath(experiment.name),
    content: experimentPage(model, experiment),
    from: `experiment ${experiment.name}`,
  }));
  return [...pages, ...experiments, { path: conventions.runbookIndexPath, content: runbookIndex(model), from: 'spec' }];
}
