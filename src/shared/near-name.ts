/**
 * The candidate that a misspelt name most likely means, for "did you mean" help.
 * A candidate is near when at most a third of the longer name's characters, and never more than three, must be inserted,
 * deleted, replaced or swapped with a neighbour; names that differ only in case are always near. The first of equals wins.
 * @returns `undefined` when nothing is near, and for the name itself.
 */
export function nearName(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const sameLetters = candidate.toLowerCase() === name.toLowerCase();
    const limit = Math.min(3, Math.floor(Math.max(name.length, candidate.length) / 3));
    const distance = sameLetters ? 0.5 : editDistance(name, candidate, Math.min(limit, bestDistance - 1));
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Optimal string alignment distance, or infinity when it exceeds the limit. */
function editDistance(a: string, b: string, limit: number): number {
  if (limit < 1 || Math.abs(a.length - b.length) > limit) return Number.POSITIVE_INFINITY;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(previous, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(beforePrevious, j - 2) + 1 : Number.POSITIVE_INFINITY;
      const cost = Math.min(replaced, at(previous, j) + 1, at(current, j - 1) + 1, swapped);
      current.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest > limit) return Number.POSITIVE_INFINITY;
    beforePrevious = previous;
    previous = current;
  }
  const distance = at(previous, b.length);
  return distance <= limit ? distance : Number.POSITIVE_INFINITY;
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
