import { isAlertingRule } from '../../formats/rule-file.ts';
import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** Reports alerts whose `dashboard_url` leads to a dashboard or a panel that is not there. */
export const deadDashboard = defineCheck({
  id: 'links/dead-dashboard',
  severity: 'error',
  check({ rules, model, panels, knowledge, suggest, unreadable }, report) {
    // A dashboard that cannot be read may have any panel.
    const partial = [...unreadable].some((path) => path.startsWith('grafana/'));
    for (const { rule, file, at } of rules) {
      if (!isAlertingRule(rule) || !knowledge.alerts.has(rule.alert)) continue;
      const url = rule.annotations?.['dashboard_url'];
      const place = { file, at: [...at, 'annotations', 'dashboard_url'] };
      if (url === undefined) {
        report({ ...place, message: `${quote(rule.alert)} has no \`dashboard_url\``, help: 'add it' });
        continue;
      }
      const prefix = `${model.links.grafana}/d/`;
      const [, uid, panel] =
        /^([^/?#]+)\?viewPanel=(\d+)$/.exec(url.startsWith(prefix) ? url.slice(prefix.length) : '') ?? [];
      if (uid === undefined) {
        const message = `${quote(url)} does not lead to a panel of a dashboard`;
        report({ ...place, message, help: `write it as \`${prefix}<uid>?viewPanel=<id>\`` });
        continue;
      }
      const ids = panels.get(uid);
      if (ids === undefined) {
        if (!partial)
          report({ ...place, message: `there is no dashboard ${quote(uid)}`, help: suggest(uid, [...panels.keys()]) });
      } else if (!ids.has(Number(panel))) {
        const message = `the dashboard ${quote(uid)} has no panel ${quote(panel ?? '')}`;
        report({ ...place, message, help: 'use the id of the panel that draws the alert' });
      }
    }
  },
});
