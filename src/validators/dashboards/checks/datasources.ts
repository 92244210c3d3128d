import { conventions } from '../../../model/conventions.ts';
import type { Findings } from '../../../model/findings.ts';
import { quote } from '../../../model/findings.ts';
import type { DashboardView } from '../dashboard-view.ts';
import { variableUses } from '../variables.ts';

/** Stands for the data sources of the queries. */
const mixed = '-- Mixed --';

/** Reports data sources that are neither chosen by a variable of the dashboard nor provisioned. */
export function checkDatasources(view: DashboardView, findings: Findings): void {
  const variables = new Set(view.variables.filter(({ type }) => type === 'datasource').map(({ name }) => name));
  const known = new Set<string>([...Object.values(conventions.datasourceUid), mixed]);
  for (const { text, path } of view.datasources) {
    const [use] = variableUses(text);
    const isVariable = use !== undefined && use.span.start === 0 && use.span.end === text.length;
    if (isVariable ? variables.has(use.name) : known.has(text)) continue;
    findings.error(
      'dashboards/unknown-datasource',
      `there is no data source ${quote(text)}`,
      `use ${[...variables].map((name) => `\`\${${name}}\``).join(' or ')}, or a provisioned uid`,
      path,
    );
  }
}
