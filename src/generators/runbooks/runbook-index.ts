import { generatedHeader } from '../../formats/generated-header.ts';
import { describeCondition } from '../../model/describe.ts';
import type { Model } from '../../model/model.ts';
import { cellProse, generatedComment, link, plain, table } from './markdown.ts';

/** The table of contents: the loudest alerts first, and within a severity as the spec lists them. */
export function runbookIndex(model: Model): string {
  const alerts = model.severities.flatMap((severity) => model.alerts.filter((alert) => alert.severity === severity));
  const rows = alerts.map((alert) => [
    link(plain(alert.name), `${alert.name}.md`),
    plain(alert.severity),
    plain(alert.audience),
    plain(describeCondition(alert.when)),
    cellProse(alert.action),
  ]);
  return [
    generatedComment(generatedHeader),
    `# Runbooks of ${plain(model.service)}`,
    `${model.alerts.length} alerts, the loudest first.`,
    table(['Alert', 'Severity', 'Audience', 'Fires on', 'Action'], rows),
    ...experiments(model),
  ]
    .join('\n\n')
    .concat('\n');
}

/** The experiments in the order of the spec. */
function experiments(model: Model): readonly string[] {
  if (model.experiments.length === 0) return [];
  const rows = model.experiments.map(({ name, title, variants }) => {
    const fired = [...new Set(variants.flatMap(({ fires }) => fires.map(({ alert }) => alert)))];
    return [
      link(plain(title), `experiments/${name}.md`),
      variants.map((variant) => plain(variant.name)).join(', '),
      fired.length === 0 ? 'none' : fired.map((alert) => link(plain(alert), `${alert}.md`)).join(', '),
    ];
  });
  const intro = 'Faults to inject on a game day, and what must come of them. `tocsin simulate` rehearses them.';
  return ['## Experiments', intro, table(['Experiment', 'Variants', 'Must fire'], rows)];
}
