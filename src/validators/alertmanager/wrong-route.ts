import { conventions } from '../../model/conventions.ts';
import { quote } from '../../model/findings.ts';
import type { Alert, Model } from '../../model/model.ts';
import { defineCheck } from '../check.ts';
import { router } from './walk-routes.ts';

/** Reports severities and audiences whose alerts reach another receiver than the one that the spec names. */
export const wrongRoute = defineCheck({
  id: 'alertmanager/wrong-route',
  severity: 'error',
  check({ alertmanager, model }, report) {
    if (alertmanager === undefined) return;
    const { path, value } = alertmanager;
    const reach = router(value.route);
    const reported = new Set<string>();
    for (const alert of model.alerts) {
      const { name, severity, audience } = alert;
      const pair = `${severity}\n${audience}`;
      const expected = expectedReceiver(model, alert);
      const reached = [...reach(labelsOf(model, alert))];
      if ((reached.length === 1 && reached[0] === expected) || reported.has(pair)) continue;
      reported.add(pair);
      report({
        file: path,
        at: ['route'],
        message: `alerts of ${quote(severity)} for ${quote(audience)}, such as ${quote(name)}, reach ${reached.map(quote).join(' or ')}`,
        help: `route them to \`${expected}\`, as in the spec`,
      });
    }
  },
});

function expectedReceiver(model: Model, { severity, audience }: Alert): string {
  const route = model.routes.find((one) => one.severity === severity && one.audience === audience);
  return route === undefined ? '' : conventions.receiverName(model, route);
}

const labelsOf = (model: Model, { name, severity, audience, labels }: Alert) => ({
  fixed: { alertname: name, severity, audience, service: model.service },
  varying: labels,
});
