import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { RuleTestFile } from '../formats/rule-test-file.ts';
import type { Model } from '../model/model.ts';
import type { Check } from './check.ts';
import { checkDashboards } from './dashboards/check-dashboards.ts';
import { checkProvisioning } from './dashboards/check-provisioning.ts';
import { buildOutput, filesByKind } from './output/build-output.ts';
import type { OutputFile } from './output/output-file.ts';
import { readYamlFile, type Unreadable } from './output/read-files.ts';
import { createReporter, type Reporter } from './output/reporter.ts';
import { checks } from './registry.ts';
import { runbookPage } from './runbooks/runbook-page.ts';
import { ruleTestSchema } from './schemas/rule-test-schema.ts';
import { testFile } from './tests/test-file.ts';

/**
 * Everything that is wrong with the files of an output folder: each by itself, all of them together, and against the
 * model that they should be generated from. Locations name the files by their paths in the folder.
 */
export function validateArtifacts(files: readonly OutputFile[], model: Model): readonly Diagnostic[] {
  const reporter = createReporter(new Map(files.map((file) => [file.path, file])));
  const unreadable = (path: string, why: Unreadable): void => reportUnreadable(reporter, path, why);
  const byKind = filesByKind(files);
  const output = buildOutput(files, byKind, model, unreadable);

  for (const file of byKind.get('rule-tests') ?? []) {
    const read = readYamlFile<RuleTestFile>(file, ruleTestSchema);
    if (!read.ok) {
      output.unreadable.add(file.path);
      for (const why of read.errors) unreadable(file.path, why);
      continue;
    }
    const prepared = testFile(read.value, output);
    for (const { alerts, alertQueries } of prepared.tests) {
      for (const { alert } of [...alerts, ...alertQueries]) output.tested.add(alert);
    }
    for (const check of checks) {
      if ('checkTests' in check) check.checkTests(prepared, output, reportAs(check, reporter));
    }
  }
  for (const file of [...(byKind.get('runbook') ?? []), ...(byKind.get('experiment') ?? [])]) {
    const page = runbookPage(file, output);
    for (const check of checks) {
      if ('checkPage' in check) check.checkPage(page, output, reportAs(check, reporter));
    }
  }
  for (const check of checks) {
    if ('check' in check) check.check(output, reportAs(check, reporter));
  }
  reporter.add(...checkDashboards(byKind.get('dashboard') ?? [], output.knowledge));
  for (const { path, content } of byKind.get('provisioning') ?? []) reporter.add(...checkProvisioning(content, path));
  return reporter.diagnostics();
}

const reportAs =
  ({ id, severity }: Check, reporter: Reporter) =>
  (fault: Parameters<Reporter['report']>[2]): void =>
    reporter.report(id, severity, fault);

function reportUnreadable(reporter: Reporter, path: string, why: Unreadable): void {
  if (why.kind === 'shape') {
    for (const { code, severity, message, help, place } of why.findings) {
      const { path: at, ...more } = place;
      reporter.report(code, severity, { file: path, at, ...more, message, help });
    }
    return;
  }
  // The later errors of a text are mostly consequences of the first.
  const [first] = why.errors;
  if (first === undefined) return;
  const location = { file: path, line: first.line, column: first.column };
  const { message } = first;
  reporter.add({ code: 'artifacts/not-yaml', severity: 'error', message, help: 'correct the YAML', location });
}
