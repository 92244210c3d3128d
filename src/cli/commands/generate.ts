import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { conventions } from '../../model/conventions.ts';
import { type Area, scopeOf } from '../areas.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult, FileReport } from '../command-result.ts';
import { displayBelow, displayPath } from '../display-path.ts';
import { applyPlan } from '../files/apply-plan.ts';
import { openOutput } from '../files/open-output.ts';
import { manifestFinding, refusalFinding, releasedFinding, strangerFinding } from '../files/output-findings.ts';
import { type FileAction, planWrites } from '../files/plan-writes.ts';
import { diffList, fileList, statusCounts } from '../reporters/change-list.ts';
import { type BuiltSpec, buildSpec, type SpecOptions } from './build-spec.ts';
import { compareOutput } from './compare-output.ts';
import { generateCommand } from './repair-command.ts';
import { staleFindings } from './stale-findings.ts';

/** The options of `tocsin generate`. */
export interface GenerateOptions extends SpecOptions {
  readonly check: boolean;
  readonly force: boolean;
  readonly only?: readonly Area[];
}

const nothing = (diagnostics: readonly Diagnostic[], out?: string): CommandResult => ({
  diagnostics,
  files: [],
  text: () => '',
  ...(out === undefined ? {} : { out }),
});

/**
 * `tocsin generate`: writes the output folder, or with `--check` says how it differs. Throws a {@link CannotRunError}.
 */
export async function generate(options: GenerateOptions, context: CommandContext): Promise<CommandResult> {
  const built = await buildSpec(options, context);
  if (!built.ok) return nothing(built.diagnostics);
  const result = options.check ? check(built, options, context) : write(built, options, context);
  return { ...result, diagnostics: [...built.warnings, ...result.diagnostics] };
}

type Built = BuiltSpec & { readonly ok: true };

function check({ artifacts, out }: Built, options: GenerateOptions, { io, progress }: CommandContext): CommandResult {
  progress.step('comparing files');
  const display = displayBelow(io.cwd, out);
  const inScope = scopeOf(options.only);
  const opened = openOutput(out, { paths: artifacts.map(({ path }) => path), inScope, force: false });
  if (!opened.ok)
    return nothing(
      opened.errors.map((problem) => manifestFinding(problem, display(conventions.manifestPath))),
      out,
    );
  const comparison = compareOutput(opened.value, artifacts, inScope);
  const { strangers } = opened.value.survey;
  const diagnostics = staleFindings({ comparison, strangers, display, repair: generateCommand(options) });
  const { files, changes } = comparison;
  const current = `${displayPath(io.cwd, out)} is current: ${statusCounts(files)}\n`;
  const shown = changes.map((change) => ({ ...change, path: display(change.path) }));
  return { diagnostics, out, files, text: (colors) => (diagnostics.length > 0 ? diffList(shown, colors) : current) };
}

function reportOf({ kind, path, from }: FileAction): FileReport {
  const status = { create: 'created', update: 'updated', keep: 'unchanged', remove: 'removed' } as const;
  return { path, status: status[kind], ...(from === '' ? {} : { from }) };
}

function write({ artifacts, out }: Built, options: GenerateOptions, { io, progress }: CommandContext): CommandResult {
  progress.step('comparing files');
  const display = displayBelow(io.cwd, out);
  const inScope = scopeOf(options.only);
  const { force } = options;
  const opened = openOutput(out, { paths: artifacts.map(({ path }) => path), inScope, force });
  if (!opened.ok)
    return nothing(
      opened.errors.map((problem) => manifestFinding(problem, display(conventions.manifestPath))),
      out,
    );
  const { survey, ...output } = opened.value;
  const plan = planWrites({ ...output, artifacts, disk: survey.entries, inScope, force });
  if (plan.refusals.length > 0)
    return nothing(
      plan.refusals.map((refusal) => refusalFinding(refusal, display)),
      out,
    );
  applyPlan({
    ...output,
    plan,
    leftovers: survey.leftovers,
    inScope,
    onProgress: (done, total) => progress.step('writing files', done, total),
  });
  const files = plan.actions.map(reportOf);
  const changed = files.some(({ status }) => status !== 'unchanged');
  const folder = displayPath(io.cwd, out);
  return {
    diagnostics: [
      ...plan.released.map((path) => releasedFinding(path, display)),
      ...survey.strangers.map((path) => strangerFinding(path, display, 'warning')),
    ],
    out,
    files,
    text: (colors) =>
      changed
        ? `${fileList(files, colors)}${colors.bold(`Generated ${folder}`)}: ${statusCounts(files)}\n`
        : `${folder} is up to date: ${statusCounts(files)}\n`,
  };
}
