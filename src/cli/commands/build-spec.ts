import { dirname, resolve } from 'node:path';
import type { Diagnostic, Finding } from '../../diagnostics/diagnostic.ts';
import type { SpecDocument } from '../../model/document.ts';
import type { Model } from '../../model/model.ts';
import type { CommandContext } from '../command-context.ts';
import { type Crew, openCrew } from '../crew/crew.ts';
import { startHelpers } from '../crew/helpers.ts';
import type { LoadedSpec } from '../dependencies.ts';
import { findConfig } from '../files/find-config.ts';
import { specDigest } from '../files/spec-digest.ts';

/** Where the spec is and where the output goes, as given on the command line. */
export interface SpecOptions {
  readonly config?: string;
  readonly out?: string;
}

/** A spec and who generates everything from it, or everything that is wrong with it. */
export type BuiltSpec =
  | {
      readonly ok: true;
      readonly model: Model;
      /** What the model was made from. */
      readonly document: SpecDocument;
      readonly digest: string;
      /** What is doubtful about the spec. */
      readonly warnings: readonly Diagnostic[];
      /** Generates it; must be closed. */
      readonly crew: Crew;
      /** The output folder, absolute. */
      readonly out: string;
      /** Findings about the document with their places in the user's files. */
      readonly locate: (findings: readonly Finding[]) => Promise<readonly Diagnostic[]>;
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** `alerts[3].when.measure.in` */
function pathText(path: Finding['place']['path']): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

/** The findings with their places in the user's files. */
export async function located(
  findings: readonly Finding[],
  spec: LoadedSpec & { readonly ok: true },
): Promise<Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  for (const { place, ...rest } of findings) {
    const location = await spec.locate(place);
    diagnostics.push({ ...rest, ...(location === undefined ? {} : { location }), path: pathText(place.path) });
  }
  return diagnostics;
}

/** Loads and resolves the spec, and prepares to generate. Throws a {@link CannotRunError} when there is no config. */
export async function buildSpec(options: SpecOptions, context: CommandContext): Promise<BuiltSpec> {
  const { io, dependencies, progress } = context;
  const config = findConfig(io.cwd, options.config);
  progress.step('loading the spec');
  const spec = await dependencies.loadSpec(config);
  if (!spec.ok) return spec;
  progress.step('resolving the spec');
  const helpers = startHelpers(spec.document);
  const model = await dependencies.resolve(spec.document);
  if (!model.ok) {
    for (const { stop } of helpers.threads) stop();
    return { ok: false, diagnostics: await located(model.errors, spec) };
  }
  const warnings = await located(model.warnings, spec);
  const crew = openCrew({ model: model.value, helpers }, context);
  const out = options.out === undefined ? resolve(dirname(config), spec.out ?? 'output') : resolve(io.cwd, options.out);
  const locate = (findings: readonly Finding[]) => located(findings, spec);
  // `resolve` has accepted it.
  const document = spec.document as SpecDocument;
  const digest = specDigest(document);
  return { ok: true, model: model.value, document, digest, warnings, crew, out, locate };
}
