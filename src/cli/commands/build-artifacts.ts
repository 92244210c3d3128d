import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Artifact } from '../../formats/artifact.ts';
import { compare } from '../../shared/compare.ts';
import type { CommandContext } from '../command-context.ts';
import { type BuiltSpec, buildSpec, type SpecOptions } from './build-spec.ts';

/** A spec with all its files in memory, sorted by path, or everything that is wrong with it. */
export type BuiltArtifacts =
  | (Omit<BuiltSpec & { readonly ok: true }, 'crew'> & { readonly artifacts: readonly Artifact[] })
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Loads, resolves and generates for commands that play with the files rather than write them. Throws a
 * {@link CannotRunError} when there is no config.
 */
export async function buildArtifacts(options: SpecOptions, context: CommandContext): Promise<BuiltArtifacts> {
  const built = await buildSpec(options, context);
  if (!built.ok) return built;
  const { crew, ...rest } = built;
  try {
    const parts = await context.dependencies.outputParts(built.model);
    const artifacts = parts.flatMap((part) => part()).sort((a, b) => compare(a.path, b.path));
    return { ...rest, artifacts };
  } finally {
    await crew.close();
  }
}
