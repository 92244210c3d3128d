import type { Diagnostic, Location, Place } from '../diagnostics/diagnostic.ts';
import type { Artifact } from '../formats/artifact.ts';
import type { Model } from '../model/model.ts';
import type { Resolved } from '../model/resolve.ts';

/** A spec that was read, and how to find the places in it. */
export type LoadedSpec =
  | {
      readonly ok: true;
      readonly document: unknown;
      /** The output folder that the config asks for, relative to the config. */
      readonly out?: string;
      readonly locate: (place: Place) => Location | undefined | Promise<Location | undefined>;
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** The parts that commands put together; heavy, and therefore loaded when they are called. */
export interface Dependencies {
  readonly loadSpec: (configPath: string) => Promise<LoadedSpec>;
  readonly resolve: (document: unknown) => Promise<Resolved>;
  readonly generate: (model: Model) => Promise<readonly Artifact[]>;
  readonly validateArtifacts: (
    files: readonly { readonly path: string; readonly content: string }[],
    model: Model,
  ) => Promise<readonly Diagnostic[]>;
}

/** What the installed command uses. */
export const realDependencies: Dependencies = {
  loadSpec: async (configPath) => (await import('./files/load-config.ts')).loadSpec(configPath),
  resolve: async (document) => (await import('../model/resolve.ts')).resolve(document),
  generate: async (model) => (await import('../generators/generate.ts')).generate(model),
  validateArtifacts: async (files, model) =>
    (await import('../validators/validate-artifacts.ts')).validateArtifacts(files, model),
};
