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
import type { Io } from '../io.ts';
import { diffList, fileList, maxDiffs, statusCounts } from '../reporters/change-list.ts';
import { type BuiltSpec, buildSpec, type SpecOptions } from './build-spec.ts';
import { changedFiles } from './changed-files.ts';
import { compareOutput } from './compare-output.ts';
import { generateCommand } from './repair-command.ts';
import { type StagedOutput, stageOutput } from './stage-output.ts';
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
  try {
    const { out, warnings } = built;
    const opened = openOutput(out, options.force && !options.check);
    if (!opened.ok) {
      const manifest = displayBelow(context.io.cwd, out)(conventions.manifestPath);
      return nothing([...warnings, ...opened.errors.map((problem) => manifestFinding(problem, manifest))], out);
    }
    const { only } = options;
    const output = await stageOutput(built, opened.value, {
      keeps: !options.check,
      ...(only === undefined ? {} : { only }),
    });
    context.progress.step('comparing files');
    const result = await (options.check ? check : write)(built, output, options, context.io);
    return { ...result, diagnostics: [...warnings, ...result.diagnostics] };
  } finally {
    await built.crew.close();
  }
}

type Built = BuiltSpec & { readonly ok: true };

async function check(
  { crew, out }: Built,
  output: StagedOutput,
  options: GenerateOptions,
  { cwd }: Io,
): Promise<CommandResult> {
  const display = displayBelow(cwd, out);
  const comparison = compareOutput(output, scopeOf(options.only));
  const { strangers } = output.survey;
  const diagnostics = staleFindings({ comparison, strangers, display, repair: generateCommand(options) });
  const { files, changes } = comparison;
  const current = `${displayPath(cwd, out)} is current: ${statusCounts(files)}\n`;
  const shown = (await changedFiles(changes.slice(0, maxDiffs), output, crew)).map((change) => ({
    ...change,
    path: display(change.path),
  }));
  return {
    diagnostics,
    out,
    files,
    text: (colors) => (diagnostics.length > 0 ? diffList(shown, changes.length, colors) : current),
  };
}

function reportOf({ kind, path, from }: FileAction): FileReport {
  const status = { create: 'created', update: 'updated', keep: 'unchanged', remove: 'removed' } as const;
  return { path, status: status[kind], ...(from === '' ? {} : { from }) };
}

async function write(
  { crew, out }: Built,
  output: StagedOutput,
  options: GenerateOptions,
  { cwd }: Io,
): Promise<CommandResult> {
  const display = displayBelow(cwd, out);
  const inScope = scopeOf(options.only);
  const { survey } = output;
  const plan = planWrites({ ...output, disk: survey.entries, inScope, force: options.force });
  if (plan.refusals.length > 0)
    return nothing(
      plan.refusals.map((refusal) => refusalFinding(refusal, display)),
      out,
    );
  await applyPlan({ ...output, plan, leftovers: survey.leftovers, inScope, install: crew.install });
  const files = plan.actions.map(reportOf);
  const changed = files.some(({ status }) => status !== 'unchanged');
  const folder = displayPath(cwd, out);
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
