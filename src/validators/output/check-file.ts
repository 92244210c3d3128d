import type { DiagnosticSeverity } from '../../diagnostics/diagnostic.ts';
import type { RuleTestFile } from '../../formats/rule-test-file.ts';
import type { Check, Fault } from '../check.ts';
import { type CheckedDashboard, checkDashboardFile } from '../dashboards/check-dashboards.ts';
import type { PanelsOfDashboards } from '../dashboards/checks/links.ts';
import { checks } from '../registry.ts';
import { runbookPage } from '../runbooks/runbook-page.ts';
import { ruleTestSchema } from '../schemas/rule-test-schema.ts';
import { testFile } from '../tests/test-file.ts';
import { fileKind } from './file-kind.ts';
import type { Output } from './output.ts';
import type { OutputFile } from './output-file.ts';
import { readYamlFile, type Unreadable } from './read-files.ts';

/** What was found in one file; plain data. */
export type CheckedFile =
  | { readonly kind: 'dashboard'; readonly path: string; readonly checked: CheckedDashboard }
  | {
      readonly kind: 'text';
      readonly path: string;
      /** Why the file cannot be used at all. */
      readonly unreadable?: readonly Unreadable[];
      /** The alerts about which it asserts something. */
      readonly tested: readonly string[];
      readonly faults: readonly FoundFault[];
    };

/** A fault and the check that found it. */
interface FoundFault {
  readonly id: string;
  readonly severity: DiagnosticSeverity;
  readonly fault: Fault;
}

/** Checks a rule test, a runbook or a dashboard; undefined for files of other kinds. */
export function checkFile(file: OutputFile, output: Output, panels: PanelsOfDashboards): CheckedFile | undefined {
  switch (fileKind(file.path)) {
    case 'rule-tests':
      return checkTests(file, output);
    case 'runbook':
    case 'experiment':
      return checkPage(file, output);
    case 'dashboard':
      return { kind: 'dashboard', path: file.path, checked: checkDashboardFile(file, output.knowledge, panels) };
    default:
      return undefined;
  }
}

function checkTests(file: OutputFile, output: Output): CheckedFile {
  const { path } = file;
  const read = readYamlFile<RuleTestFile>(file, ruleTestSchema);
  if (!read.ok) return { kind: 'text', path, unreadable: read.errors, tested: [], faults: [] };
  const prepared = testFile(read.value, output);
  const tested = prepared.tests.flatMap(({ alerts, alertQueries }) =>
    [...alerts, ...alertQueries].map(({ alert }) => alert),
  );
  const { faults, reportAs } = collectFaults();
  for (const check of checks) if ('checkTests' in check) check.checkTests(prepared, output, reportAs(check));
  return { kind: 'text', path, tested: [...new Set(tested)], faults };
}

function checkPage(file: OutputFile, output: Output): CheckedFile {
  const page = runbookPage(file, output);
  const { faults, reportAs } = collectFaults();
  for (const check of checks) if ('checkPage' in check) check.checkPage(page, output, reportAs(check));
  return { kind: 'text', path: file.path, tested: [], faults };
}

function collectFaults() {
  const faults: FoundFault[] = [];
  const reportAs =
    ({ id, severity }: Check) =>
    (fault: Fault): void => {
      faults.push({ id, severity, fault });
    };
  return { faults, reportAs };
}
