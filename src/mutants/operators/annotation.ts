import type { LoadedAlertingRule, PrometheusVersion } from '../../simulate/rules/rule.ts';
import { type AlertTemplate, parseAlertTemplate } from '../../simulate/templates/alert-template.ts';
import type { Mutant } from '../mutant.ts';
import { changing } from '../node-edit.ts';

const labelRead = /(\$labels|\.Labels)\.([A-Za-z_]\w*)/g;

/** In labels and annotations, each label that a template reads swapped for another one that the alert may have. */
export function annotationMutants(
  rule: LoadedAlertingRule,
  version: PrometheusVersion,
  known: readonly string[],
): readonly Mutant[] {
  const within = (field: 'labels' | 'annotations'): readonly Mutant[] =>
    rule[field].flatMap(([name, template], i) =>
      swaps(rule.name, template, version, known).map(({ change, swapped }) => ({
        operator: 'annotation' as const,
        change: `${change} in \`${name}\``,
        field: [field, name],
        rule: { ...rule, [field]: rule[field].with(i, [name, swapped]) },
      })),
    );
  return [...within('annotations'), ...within('labels')];
}

function swaps(alert: string, { source }: AlertTemplate, version: PrometheusVersion, known: readonly string[]) {
  return [...source.matchAll(labelRead)].flatMap((match) => {
    const [whole, root = '', label = ''] = match;
    const other = known.find((one) => one !== label) ?? (label === 'alertname' ? 'instance' : 'alertname');
    const text = `${source.slice(0, match.index)}${root}.${other}${source.slice(match.index + whole.length)}`;
    const parsed = parseAlertTemplate(alert, text, version);
    return parsed.ok ? [{ change: changing(whole, `${root}.${other}`), swapped: parsed.value }] : [];
  });
}
