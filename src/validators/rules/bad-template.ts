import { isAlertingRule } from '../../formats/rule-file.ts';
import { quote } from '../../model/findings.ts';
import { defineCheck, type Report } from '../check.ts';
import type { LocatedRule } from '../output/located-rule.ts';

/** The only actions that texts of alerts have. */
const action =
  /^\{\{ (?:\$labels\.([A-Za-z_][A-Za-z0-9_]*)|\$value(?: \| (?:humanize|humanize1024|humanizeDuration|humanizePercentage))?) \}\}$/;

/** Reports template actions in the texts of alerts that are malformed, or that name a label which the alert lacks. */
export const badTemplate = defineCheck({
  id: 'rules/bad-template',
  severity: 'error',
  check({ rules, knowledge, suggest }, report) {
    for (const located of rules) {
      const { rule } = located;
      const alert = isAlertingRule(rule) ? knowledge.alerts.get(rule.alert) : undefined;
      if (alert === undefined || !isAlertingRule(rule)) continue;
      for (const [name, text] of Object.entries(rule.annotations ?? {})) {
        checkText(located, ['annotations', name], text, alert.labels, suggest, report);
      }
      for (const [name, text] of Object.entries(rule.labels ?? {})) {
        const start = text.indexOf('{{');
        if (start === -1) continue;
        const message = `the label ${quote(name)} of ${quote(alert.name)} is a template`;
        const help = 'write a fixed value: an alert whose labels change is another alert each time';
        report({ file: located.file, at: [...located.at, 'labels', name], message, help });
      }
    }
  },
});

function checkText(
  { file, at }: LocatedRule,
  path: readonly string[],
  text: string,
  labels: readonly string[],
  suggest: (name: string, candidates: readonly string[]) => string,
  report: Report,
): void {
  for (let start = text.indexOf('{{'); start !== -1; start = text.indexOf('{{', start + 2)) {
    const close = text.indexOf('}}', start);
    const end = close === -1 ? text.length : close + 2;
    const written = text.slice(start, end);
    const match = action.exec(written);
    const place = { file, at: [...at, ...path], span: { start, end } };
    if (match === null) {
      const message = `${quote(written)} is not an action that texts of alerts may have`;
      report({ ...place, message, help: 'write `{{ $labels.<label> }}`, `{{ $value }}` or `{{ $value | humanize }}`' });
    } else if (match[1] !== undefined && !labels.includes(match[1])) {
      const message = `the alert does not carry the label ${quote(match[1])}, so the text has a hole`;
      report({ ...place, message, help: suggest(match[1], labels) });
    }
  }
}
