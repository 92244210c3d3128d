import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { conventions } from '../../model/conventions.ts';
import { compare } from '../../shared/compare.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { type DisplayPath, displayBelow, displayPath } from '../display-path.ts';
import { openOutput } from '../files/open-output.ts';
import { manifestFinding } from '../files/output-findings.ts';
import type { Survey } from '../files/survey-disk.ts';
import { type BuiltSpec, buildSpec, type SpecOptions } from './build-spec.ts';
import { compareOutput } from './compare-output.ts';
import { generateCommand } from './repair-command.ts';
import { recordedOutput, stageOutput } from './stage-output.ts';
import { staleFindings } from './stale-findings.ts';

/**
 * The paths of the files as they are: generated, formerly generated, and whatever lies among them, since Prometheus would
 * load that, too. Sorted.
 */
function pathsIn(root: string, { entries, strangers }: Survey): readonly string[] {
  const known = [...entries].flatMap(([path, entry]) => (entry.kind === 'file' ? [path] : []));
  return [...known, ...strangers.filter((path) => lstatSync(join(root, path)).isFile())].sort(compare);
}

/** A finding about a file of the output folder, with the path that the user knows. */
function displayed(diagnostic: Diagnostic, display: DisplayPath): Diagnostic {
  const { location } = diagnostic;
  return location === undefined
    ? diagnostic
    : { ...diagnostic, location: { ...location, file: display(location.file) } };
}

/** `tocsin check`: the spec, the generated files as they are on disk, and whether they are current. Writes nothing. */
export async function check(options: SpecOptions, context: CommandContext): Promise<CommandResult> {
  const built = await buildSpec(options, context);
  if (!built.ok) return { diagnostics: built.diagnostics, files: [], text: () => '' };
  try {
    return await checkOutput(built, options, context);
  } finally {
    await built.crew.close();
  }
}

async function checkOutput(
  built: BuiltSpec & { readonly ok: true },
  options: SpecOptions,
  { io, progress }: CommandContext,
): Promise<CommandResult> {
  const { model, warnings, crew, out } = built;
  const display = displayBelow(io.cwd, out);
  const opened = openOutput(out, false);
  if (!opened.ok) {
    const manifest = display(conventions.manifestPath);
    const unusable = opened.errors.map((one) => manifestFinding(one, manifest));
    return { diagnostics: [...warnings, ...unusable], out, files: [], text: () => '' };
  }
  const output =
    (await recordedOutput(built, opened.value)) ?? (await stageOutput(built, opened.value, { keeps: false }));
  progress.step('comparing files');
  const { root, survey } = output;
  const comparison = compareOutput(output, () => true);
  const repair = generateCommand(options);
  const stale = staleFindings({ comparison, strangers: survey.strangers, display, repair });
  const paths = pathsIn(root, survey);
  // Of an output that was never generated there is nothing to say but that.
  const invalid = paths.length === 0 ? [] : await crew.validate({ root, paths });
  // Files of an older spec may be invalid for that reason alone, which is what to read first.
  const diagnostics = [...warnings, ...stale, ...invalid.map((one) => displayed(one, display))];
  const { alerts, metrics } = model;
  const summary = `${paths.length} files, ${alerts.length} alerts, ${metrics.length} metrics`;
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  return {
    diagnostics,
    out,
    files: comparison.files,
    text: () => (failed ? '' : `${displayPath(io.cwd, out)} is current and valid: ${summary}\n`),
  };
}
