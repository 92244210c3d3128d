import { conventions } from '../../model/conventions.ts';
import type { Alert, Model } from '../../model/model.ts';
import { type AlertTests, alertTests } from '../../scenarios/alert-tests.ts';

let last: { readonly model: Model; readonly alert: Alert; readonly tests: AlertTests } | undefined;

/**
 * The tests of an alert as it is deployed, played once for the files that tell about them: those are generated one after
 * the other, and the tests of ten thousand alerts would fill the memory.
 */
export function testsOfAlert(model: Model, alert: Alert): AlertTests {
  if (last?.model === model && last.alert === alert) return last.tests;
  const tests = alertTests(model, alert, {
    staticLabels: { severity: alert.severity, audience: alert.audience, service: model.service },
    staticAnnotations: {
      action: alert.action,
      runbook_url: conventions.runbookUrl(model, alert.name),
      dashboard_url: conventions.dashboardUrl(model, alert),
    },
  });
  last = { model, alert, tests };
  return tests;
}
