/** Who does which of many pieces of work: threads that share it take the next one whenever they are free. */
export interface Claims {
  /** The numbers below `count` that nobody else took, in rising order. */
  readonly each: (count: number) => Iterable<number>;
  /** Starts again at 0; only when nobody is at work. */
  readonly reset: () => void;
  /** Leaves nothing to take. */
  readonly stop: () => void;
}

const beyondAll = 2 ** 30;

/**
 * Claims on a shared counter of one element.
 * @param onClaim called with each number taken through this object, and the count.
 */
export function claimsOn(counter: Int32Array, onClaim: (number: number, count: number) => void = () => {}): Claims {
  return {
    *each(count) {
      for (let next = Atomics.add(counter, 0, 1); next < count; next = Atomics.add(counter, 0, 1)) {
        onClaim(next, count);
        yield next;
      }
    },
    reset: () => {
      Atomics.store(counter, 0, 0);
    },
    stop: () => {
      Atomics.store(counter, 0, beyondAll);
    },
  };
}
