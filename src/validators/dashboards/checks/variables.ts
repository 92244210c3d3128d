import type { Findings } from '../../../model/findings.ts';
import { quote } from '../../../model/findings.ts';
import type { DashboardView, Text } from '../dashboard-view.ts';
import { isBuiltIn, variableUses } from '../variables.ts';

/** Reports variables that no list defines, and those that are defined twice. */
export function checkVariables(view: DashboardView, findings: Findings): void {
  const defined = new Set<string>();
  for (const { name, path } of view.variables) {
    if (defined.has(name)) {
      findings.error(
        'dashboards/duplicate-variable',
        `the variable ${quote(name)} is defined twice`,
        'keep one of them',
        [...path, 'name'],
      );
    }
    defined.add(name);
  }
  for (const text of textsWithVariables(view)) {
    for (const { name, span } of variableUses(text.text)) {
      if (defined.has(name) || isBuiltIn(name)) continue;
      findings.error(
        'dashboards/undefined-variable',
        `the variable ${quote(`$${name}`)} is not defined`,
        findings.suggest(name, [...defined]),
        text.path,
        { span },
      );
    }
  }
}

/** Descriptions are left out: Grafana shows unknown variables there as they are written, and people write about `$HOME`. */
const textsWithVariables = (view: DashboardView): readonly Text[] => [
  ...view.annotations,
  ...view.links,
  ...view.datasources,
  ...view.variables.map(({ query }) => query),
  ...view.panels.flatMap(({ title, links, queries }) => [
    title,
    ...links,
    ...queries.flatMap(({ expr, legend }) => [expr, legend]),
  ]),
];
