import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { checkDashboardsTogether, panelsOfDashboards } from './dashboards/check-dashboards.ts';
import { checkProvisioning } from './dashboards/check-provisioning.ts';
import { buildOutput, type OutputParts } from './output/build-output.ts';
import { type CheckedFile, checkFile } from './output/check-file.ts';
import { fileKind } from './output/file-kind.ts';
import type { OutputFile } from './output/output-file.ts';
import type { Unreadable } from './output/read-files.ts';
import { createReporter, type Reporter } from './output/reporter.ts';
import { checks } from './registry.ts';

/**
 * The checks of an output folder, in two steps: files one by one, in any order and by anybody who was given the same
 * facts, and then what they are together.
 */
export interface Validation {
  /** Checks a rule test, a runbook or a dashboard; undefined for others, which are checked in the end. */
  readonly check: (file: OutputFile) => CheckedFile | undefined;
  /** Everything that is wrong. @param checked what was found in all files, sorted by path */
  readonly conclude: (checked: readonly CheckedFile[]) => readonly Diagnostic[];
}

/** Starts with the facts of all files of rules and all dashboards. */
export function openValidation(parts: OutputParts): Validation {
  const refused: { readonly path: string; readonly why: Unreadable }[] = [];
  const output = buildOutput(parts, (path, why) => refused.push({ path, why }));
  const panels = panelsOfDashboards(output.panels, output.knowledge);
  return {
    check: (file) => checkFile(file, output, panels),
    conclude(checked) {
      const reporter = createReporter(new Map(parts.files.map((file) => [file.path, file])));
      for (const { path, why } of refused) reportUnreadable(reporter, path, why);
      const dashboards = checked.filter((one) => one.kind === 'dashboard');
      for (const one of checked) {
        if (one.kind === 'dashboard') continue;
        for (const why of one.unreadable ?? []) reportUnreadable(reporter, one.path, why);
        if (one.unreadable !== undefined) output.unreadable.add(one.path);
        for (const alert of one.tested) output.tested.add(alert);
        for (const { id, severity, fault } of one.faults) reporter.report(id, severity, fault);
      }
      for (const check of checks) {
        const { id, severity } = check;
        if ('check' in check) check.check(output, (fault) => reporter.report(id, severity, fault));
      }
      for (const { checked: one } of dashboards) reporter.add(...one.diagnostics);
      reporter.add(
        ...checkDashboardsTogether(
          dashboards.map((one) => one.checked),
          output.knowledge,
        ),
      );
      for (const { path, content } of parts.files.filter((file) => fileKind(file.path) === 'provisioning'))
        reporter.add(...checkProvisioning(content, path));
      return reporter.diagnostics();
    },
  };
}

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
