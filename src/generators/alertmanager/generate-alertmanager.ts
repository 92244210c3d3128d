import { serialiseAlertmanagerConfig } from '../../formats/alertmanager-config.ts';
import type { Artifact } from '../../formats/artifact.ts';
import { generatedHeader } from '../../formats/generated-header.ts';
import { conventions } from '../../model/conventions.ts';
import type { Model } from '../../model/model.ts';
import { inhibitRules } from './inhibit-rules.ts';
import { receiverConfigs } from './receiver-configs.ts';
import { generateRouteTests } from './route-tests.ts';
import { routeTree } from './route-tree.ts';
import { notificationTemplates } from './templates/notification-templates.ts';

/** `alertmanager/alertmanager.yml` and the templates of its notifications. Secrets stay in files that the spec names. */
export function generateAlertmanager(model: Model): readonly Artifact[] {
  const templates = `${conventions.templatesFolder}/${model.service}.tmpl`;
  const config = serialiseAlertmanagerConfig(
    {
      templates: [`${templates.slice(templates.indexOf('/') + 1)}`],
      route: routeTree(model),
      inhibit_rules: inhibitRules(model),
      receivers: receiverConfigs(model),
    },
    [
      ...generatedHeader,
      '',
      'Alerts are routed by severity, then by audience. One of a known severity for an unknown audience goes where the',
      'first audience of that severity is told; one of an unknown severity is treated like the loudest. None is lost.',
    ],
  );
  return [
    { path: conventions.alertmanagerPath, content: config, from: 'spec' },
    { path: templates, content: notificationTemplates(model), from: 'spec' },
    generateRouteTests(model),
  ];
}
