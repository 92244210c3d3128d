import type { RuleOwner } from '../../../mutants/report.ts';
import { evidenceText } from '../../mutation/evidence-text.ts';
import type { AlertSummary, LocatedMutant, MutationSummary } from '../../mutation/summary.ts';
import { xmlAttribute, xmlContent } from '../xml-text.ts';

/** A JUnit XML report: a suite for each alert, a case for each mutant, failed when it survives, skipped when it is equivalent. */
export function renderMutationJunit({ alerts, killed, survived, equivalent }: MutationSummary): string {
  const counts = countsOf(killed, survived, equivalent);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="tocsin mutate" ${counts}>\n${alerts.map(suiteXml).join('')}</testsuites>\n`;
}

const countsOf = (killed: number, survived: number, equivalent: number): string =>
  `tests="${killed + survived + equivalent}" failures="${survived}" skipped="${equivalent}"`;

function suiteXml({ kind, alert, file, mutants, killed, survived, equivalent }: AlertSummary): string {
  const head = `  <testsuite name="${xmlAttribute(`${file}: ${alert}`)}" ${countsOf(killed, survived, equivalent)}>\n`;
  return `${head}${mutants.map((mutant) => caseXml(kind, alert, mutant)).join('')}  </testsuite>\n`;
}

function caseXml(kind: RuleOwner['kind'], alert: string, mutant: LocatedMutant): string {
  const { rule, change, outcome, location, evidence, suggestion } = mutant;
  const where = location === undefined ? rule : `${rule} ${location.line}:${location.column}`;
  const head = `    <testcase classname="${xmlAttribute(alert)}" name="${xmlAttribute(`${where} ${change}`)}"`;
  if (outcome === 'killed') return `${head}/>\n`;
  if (outcome === 'equivalent') {
    const message = evidenceText(evidence ?? { scenarios: 0, firing: 0 }, kind);
    return `${head}>\n      <skipped message="${xmlAttribute(message)}"/>\n    </testcase>\n`;
  }
  const message = `${change} goes unnoticed`;
  const body = suggestion === undefined ? message : `${message}\nsuggested test: ${suggestion}`;
  return `${head}>\n      <failure message="${xmlAttribute(message)}">${xmlContent(body)}</failure>\n    </testcase>\n`;
}
