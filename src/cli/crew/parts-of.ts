import type { Part } from '../../formats/artifact.ts';
import type { Model } from '../../model/model.ts';
import type { Dependencies } from '../dependencies.ts';

/** The parts of the output of a model, made when they are asked for first. */
export function partsOf(
  { outputParts }: Pick<Dependencies, 'outputParts'>,
  model: Model,
): () => Promise<readonly Part[]> {
  let parts: Promise<readonly Part[]> | undefined;
  return () => {
    parts ??= outputParts(model);
    return parts;
  };
}
