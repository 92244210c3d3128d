import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Model } from '../../model/model.ts';
import type { CommandContext } from '../command-context.ts';
import { findConfig } from '../files/find-config.ts';
import { located } from './build-spec.ts';

/** A model, or everything that is wrong with its spec. */
export type LoadedModel =
  | { readonly ok: true; readonly model: Model }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Loads and resolves the spec, and generates nothing. Throws a {@link CannotRunError} when there is no config. */
export async function loadModel(
  config: string | undefined,
  { io, dependencies, progress }: CommandContext,
): Promise<LoadedModel> {
  const path = findConfig(io.cwd, config);
  progress.step('loading the spec');
  const spec = await dependencies.loadSpec(path);
  if (!spec.ok) return spec;
  const model = await dependencies.resolve(spec.document);
  if (!model.ok) return { ok: false, diagnostics: await located(model.errors, spec) };
  return { ok: true, model: model.value };
}
