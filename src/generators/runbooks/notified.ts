import type { IntegrationDocument } from '../../model/document.ts';
import type { Alert, Model } from '../../model/model.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { plain } from './markdown.ts';

function through(integration: IntegrationDocument): string {
  switch (integration.kind) {
    case 'pagerduty':
      return 'PagerDuty';
    case 'slack':
      return `Slack ${integration.channel}`;
    case 'email':
      return `e-mail to ${integration.to}`;
    case 'webhook':
      return `a webhook on ${new URL(integration.url).host}`;
    default:
      return assertNever(integration);
  }
}

/** Who is told about an alert, and how: "team: Slack #alerts, e-mail to team@example.com". */
export function notified(model: Model, { severity, audience }: Pick<Alert, 'severity' | 'audience'>): string {
  const route = model.routes.find((one) => one.severity === severity && one.audience === audience);
  const receiver = model.receivers.find(({ name }) => name === route?.receiver);
  if (receiver === undefined) throw new Error(`nobody is told about ${severity} for ${audience}`);
  return plain(`${receiver.name}: ${receiver.integrations.map(through).join(', ')}`);
}
