import { conventions } from '../../../model/conventions.ts';
import { describeCondition } from '../../../model/describe.ts';
import type { Alert, Measure, Model } from '../../../model/model.ts';
import { formatDuration } from '../../../shared/duration.ts';
import type { PageLink } from './page.ts';
import { metricsOf, type PlanContext } from './plan-context.ts';

/** What the metrics of a measure are, in the words of their help. */
function helpOf(context: PlanContext, measure: Measure): string {
  switch (measure.kind) {
    case 'up':
      return `Whether Prometheus can scrape the targets of \`${measure.job.name}\``;
    case 'promql':
      return `\`${measure.text}\``;
    default:
      return metricsOf(context, measure)
        .map(({ name, help }) => `${help} (\`${name}\`)`)
        .join('; ');
  }
}

/** What an alert on a panel means and asks for. */
function alertText(model: Model, alert: Alert): string {
  const hold = alert.for === 0 ? '' : `, once that has held for ${formatDuration(alert.for)}`;
  const fires = alert.when.kind === 'always' ? 'always fires' : `fires on ${describeCondition(alert.when)}${hold}`;
  return [
    `**${alert.name}** (${alert.severity}, ${alert.audience}) ${fires}.`,
    alert.runbook.meaning,
    `**Action:** ${alert.action}. [Runbook](${conventions.runbookUrl(model, alert.name)})`,
  ].join('\n\n');
}

/** The description of a panel, in Markdown: the author's words or the metrics' help, then what its alert means. */
export function panelText(
  context: PlanContext,
  description: string,
  measure: Measure | undefined,
  alert: Alert | undefined,
): string {
  const own = description !== '' ? description : measure === undefined ? '' : `${helpOf(context, measure)}.`;
  const parts = [own, alert === undefined ? '' : alertText(context.model, alert)];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Where to go from an alert's panel. */
export function alertLinks(model: Model, alert: Alert): readonly PageLink[] {
  const { prometheus, alertmanager } = model.links;
  const filter = encodeURIComponent(`{alertname="${alert.name}",service="${model.service}"}`);
  return [
    { title: 'Runbook', url: conventions.runbookUrl(model, alert.name) },
    ...(prometheus === undefined
      ? []
      : [{ title: 'Alert in Prometheus', url: `${prometheus}/alerts?search=${encodeURIComponent(alert.name)}` }]),
    ...(alertmanager === undefined
      ? []
      : [{ title: 'Silence in Alertmanager', url: `${alertmanager}/#/silences/new?filter=${filter}` }]),
  ];
}

/** What a panel says when Prometheus has no series to show. */
export function noValueText(measure: Measure | undefined): string {
  switch (measure?.kind) {
    case undefined:
      return 'Nothing to report';
    case 'count':
    case 'rate':
      return 'None yet';
    case 'share':
      return 'Nothing to measure a share of';
    case 'quantile':
      return `No ${measure.of.metric.observes} in this time`;
    case 'up':
      return `No target of ${measure.job.name} is known`;
    default:
      return 'Not reported in this time';
  }
}
