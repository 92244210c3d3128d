import type { LoadedAlertingRule, LoadedRecordingRule, PrometheusVersion } from '../../simulate/rules/rule.ts';
import { parseAlertTemplate } from '../../simulate/templates/alert-template.ts';
import type { Mutant } from '../mutant.ts';
import { changing } from '../node-edit.ts';

/** Labels changed: a severity to another one that `severities` lists, any other to a value of its own. */
export function labelMutants(
  rule: LoadedAlertingRule,
  version: PrometheusVersion,
  severities: readonly string[],
): readonly Mutant[] {
  return rule.labels.flatMap(([name, { source }], i): readonly Mutant[] => {
    const known = name === 'severity' ? severities.find((severity) => severity !== source) : undefined;
    const other = known ?? `not-${source}`;
    const parsed = parseAlertTemplate(rule.name, other, version);
    if (!parsed.ok) return [];
    const labels = rule.labels.with(i, [name, parsed.value]);
    const change = changing(`${name}: ${source}`, `${name}: ${other}`);
    return [{ operator: 'label', change, field: ['labels', name], rule: { ...rule, labels } }];
  });
}

/** Labels that a recording gives its samples, each changed to a value of its own. */
export const recordedLabelMutants = (rule: LoadedRecordingRule): readonly Mutant[] =>
  Object.entries(rule.labels).map(([name, value]) => ({
    operator: 'label',
    change: changing(`${name}: ${value}`, `${name}: not-${value}`),
    field: ['labels', name],
    rule: { ...rule, labels: { ...rule.labels, [name]: `not-${value}` } },
  }));
