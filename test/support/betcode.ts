import type { Artifact } from '../../src/formats/artifact.ts';
import { generate } from '../../src/generators/generate.ts';
import type { Model } from '../../src/model/model.ts';
import { resolve } from '../../src/model/resolve.ts';
import spec from '../../src/spec/index.ts';

/** The model of betcode's specification. */
export function betcodeModel(): Model {
  const resolved = resolve(spec.document);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.errors, null, 2));
  return resolved.value;
}

let generated: Promise<readonly Artifact[]> | undefined;

/** Everything generated from it, once per test file. */
export function betcodeArtifacts(): Promise<readonly Artifact[]> {
  generated ??= generate(betcodeModel());
  return generated;
}
