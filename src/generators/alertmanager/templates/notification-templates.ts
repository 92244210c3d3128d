import { generatedHeader } from '../../../formats/generated-header.ts';
import type { Model } from '../../../model/model.ts';
import { emailTemplates } from './email-templates.ts';
import { pagerdutyTemplates } from './pagerduty-templates.ts';
import { plainTemplates } from './plain-templates.ts';
import { slackTemplates } from './slack-templates.ts';

/**
 * The templates of all notifications of the service, for Alertmanager 0.25 and later. They live on the functions that
 * 0.25 has, bear alerts of other services that have none of the annotations, and list at most ten alerts.
 */
export function notificationTemplates(model: Model): string {
  const parts = [plainTemplates(model), pagerdutyTemplates(model), slackTemplates(model), emailTemplates(model)];
  return `{{/* ${generatedHeader.join(' ')} */}}\n\n${parts.join('\n\n')}\n`;
}
