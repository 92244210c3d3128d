import type { Artifact } from '../../formats/artifact.ts';
import { conventions } from '../../model/conventions.ts';
import type { Alert, Model } from '../../model/model.ts';
import { alertClusters } from '../expressions/recordings.ts';
import { experimentPage } from './experiment-page.ts';
import { runbookIndex } from './runbook-index.ts';
import { runbookPage } from './runbook-page.ts';

/**
 * `runbooks/<Alert>.md`.
 * @param rulesName the rule file that the alert is in
 */
export const runbookOf = (model: Model, alert: Alert, rulesName: string): Artifact => ({
  path: conventions.runbookPath(alert.name),
  content: runbookPage(model, alert, rulesName),
  from: `alert ${alert.name}`,
});

/** `runbooks/experiments/<experiment>.md`, a page for each experiment. */
export const experimentPagesOf = (model: Model): readonly Artifact[] =>
  model.experiments.map((experiment) => ({
    path: conventions.experimentPath(experiment.name),
    content: experimentPage(model, experiment),
    from: `experiment ${experiment.name}`,
  }));

/** `runbooks/README.md`, the index of the pages. */
export const runbookIndexOf = (model: Model): Artifact => ({
  path: conventions.runbookIndexPath,
  content: runbookIndex(model),
  from: 'spec',
});

/** A page for each alert, and an index of them. */
export const generateRunbooks = (model: Model): readonly Artifact[] => [
  ...alertClusters(model).flatMap((alerts) => alerts.map((alert) => runbookOf(model, alert, alerts[0].name))),
  ...experimentPagesOf(model),
  runbookIndexOf(model),
];
