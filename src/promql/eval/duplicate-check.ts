import { EvaluationFault } from './evaluation-fault.ts';
import type { Vector } from './vector.ts';

/** A check that no two rows of a vector have the same labels; made once per node and used at every step. */
export function createDuplicateCheck(): (vector: Vector) => void {
  // Ids are dense: an array is read without jumping about in memory.
  const lastSeen: number[] = [];
  let round = 0;
  return (vector) => {
    if (vector.size < 2) return;
    round++;
    for (let row = 0; row < vector.size; row++) {
      const labels = vector.labels[row] ?? 0;
      if (lastSeen[labels] === round) {
        throw new EvaluationFault('vector cannot contain metrics with the same labelset');
      }
      lastSeen[labels] = round;
    }
  };
}
