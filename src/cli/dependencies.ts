import type { Diagnostic, Location, Place } from '../diagnostics/diagnostic.ts';
import type { Part } from '../formats/artifact.ts';
import type { Model } from '../model/model.ts';
import type { Resolved } from '../model/resolve.ts';
import type { OutputParts } from '../validators/output/build-output.ts';
import type { FileFacts } from '../validators/output/file-facts.ts';
import type { OutputFile } from '../validators/output/output-file.ts';
import type { Validation } from '../validators/validation.ts';

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
  readonly outputParts: (model: Model) => Promise<readonly Part[]>;
  readonly factsOf: () => Promise<(file: OutputFile) => FileFacts | undefined>;
  readonly openValidation: (parts: OutputParts) => Promise<Validation>;
}

/** What the installed command uses. */
export const realDependencies: Dependencies = {
  loadSpec: async (configPath) => (await import('./files/load-config.ts')).loadSpec(configPath),
  resolve: async (document) => (await import('../model/resolve.ts')).resolve(document),
  outputParts: async (model) => (await import('../generators/generate.ts')).outputParts(model),
  factsOf: async () => (await import('../validators/output/file-facts.ts')).factsOf,
  openValidation: async (parts) => (await import('../validators/validation.ts')).openValidation(parts),
};
