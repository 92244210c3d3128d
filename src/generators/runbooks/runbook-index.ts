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
  ]
    .join('\n\n')
    .concat('\n');
}
