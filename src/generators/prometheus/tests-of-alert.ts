import { conventions } from '../../model/conventions.ts';
import type { Alert, Model } from '../../model/model.ts';
import { type AlertTests, alertTests } from '../../scenarios/alert-tests.ts';

const known = new WeakMap<Model, Map<Alert, AlertTests>>();

/** The tests of an alert as it is deployed, played once however many files tell about them. */
export function testsOfAlert(model: Model, alert: Alert): AlertTests {
  const ofModel = known.get(model) ?? new Map<Alert, AlertTests>();
  known.set(model, ofModel);
  const tests =
    ofModel.get(alert) ??
    alertTests(model, alert, {
      staticLabels: { severity: alert.severity, audience: alert.audience, service: model.service },
      staticAnnotations: {
        action: alert.action,
        runbook_url: conventions.runbookUrl(model, alert.name),
        dashboard_url: conventions.dashboardUrl(model, alert),
      },
    });
  ofModel.set(alert, tests);
  return tests;
}
