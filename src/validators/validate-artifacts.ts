import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Model } from '../model/model.ts';
import { compare } from '../shared/compare.ts';
import { factsOf } from './output/file-facts.ts';
import type { OutputFile } from './output/output-file.ts';
import { openValidation } from './validation.ts';

/**
 * Everything that is wrong with the files of an output folder: each by itself, all of them together, and against the
 * model that they should be generated from. Locations name the files by their paths in the folder.
 */
export function validateArtifacts(files: readonly OutputFile[], model: Model): readonly Diagnostic[] {
  const sorted = files.toSorted((a, b) => compare(a.path, b.path));
  const facts = sorted.flatMap((file) => factsOf(file) ?? []);
  const validation = openValidation({ files: sorted, facts, model });
  return validation.conclude(sorted.flatMap((file) => validation.check(file) ?? []));
}
