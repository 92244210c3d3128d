import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { conventions } from '../../model/conventions.ts';
import { compare } from '../../shared/compare.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { type DisplayPath, displayBelow, displayPath } from '../display-path.ts';
import { fault } from '../files/fault.ts';
import { openOutput } from '../files/open-output.ts';
import { manifestFinding } from '../files/output-findings.ts';
import type { HashedArtifact } from '../files/sha256.ts';
import type { Survey } from '../files/survey-disk.ts';
import { buildSpec, type SpecOptions } from './build-spec.ts';
import { compareOutput } from './compare-output.ts';
import { generateCommand } from './repair-command.ts';
import { staleFindings } from './stale-findings.ts';

interface OutputFile {
  readonly path: string;
  readonly content: string;
}

/**
 * The files as they are: generated, formerly generated, and whatever lies among them, since Prometheus would load that,
 * too. Those whose hash says that they are as generated are not read a second time.
 */
function readFiles(
  root: string,
  { entries, strangers }: Survey,
  artifacts: readonly HashedArtifact[],
): readonly OutputFile[] {
  const current = new Map(artifacts.map((artifact) => [artifact.path, artifact]));
  const files: OutputFile[] = [];
  for (const [path, entry] of entries) {
    if (entry.kind !== 'file') continue;
    const artifact = current.get(path);
    files.push(artifact?.sha256 === entry.sha256 ? artifact : { path, content: readText(root, path) });
  }
  for (const path of strangers)
    if (lstatSync(join(root, path)).isFile()) files.push({ path, content: readText(root, path) });
  return files.toSorted((a, b) => compare(a.path, b.path));
}

function readText(root: string, path: string): string {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch (error) {
    throw fault('read', join(root, path), error);
  }
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
  const { io, dependencies, progress } = context;
  const built = await buildSpec(options, context);
  if (!built.ok) return { diagnostics: built.diagnostics, files: [], text: () => '' };
  const { model, warnings, artifacts, out } = built;
  progress.step('comparing files');
  const display = displayBelow(io.cwd, out);
  const inScope = () => true;
  const opened = openOutput(out, { paths: artifacts.map(({ path }) => path), inScope, force: false });
  if (!opened.ok) {
    const manifest = display(conventions.manifestPath);
    const unusable = opened.errors.map((one) => manifestFinding(one, manifest));
    return { diagnostics: [...warnings, ...unusable], out, files: [], text: () => '' };
  }
  const { root, survey } = opened.value;
  const comparison = compareOutput(opened.value, artifacts, inScope);
  const repair = generateCommand(options);
  const stale = staleFindings({ comparison, strangers: survey.strangers, display, repair });
  progress.step('checking files');
  const files = readFiles(root, survey, artifacts);
  // Of an output that was never generated there is nothing to say but that.
  const invalid = files.length === 0 ? [] : await dependencies.validateArtifacts(files, model);
  const diagnostics = [...warnings, ...invalid.map((one) => displayed(one, display)), ...stale];
  const { alerts, metrics } = model;
  const summary = `${files.length} files, ${alerts.length} alerts, ${metrics.length} metrics`;
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  return {
    diagnostics,
    out,
    files: comparison.files,
    text: () => (failed ? '' : `${displayPath(io.cwd, out)} is current and valid: ${summary}\n`),
  };
}
