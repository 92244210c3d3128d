/** Things that happen at their time; those of one moment in the order of their rank, then as they were added. */
export interface EventQueue {
  add(at: number, rank: number, act: () => void): void;
  /** Lets everything happen up to a moment, that moment included. */
  runUntil(end: number): void;
}

interface Event {
  readonly at: number;
  readonly rank: number;
  readonly number: number;
  readonly act: () => void;
}

const isBefore = (a: Event, b: Event): boolean =>
  a.at !== b.at ? a.at < b.at : a.rank !== b.rank ? a.rank < b.rank : a.number < b.number;

/** An empty queue: a binary heap. */
export function createEventQueue(): EventQueue {
  const heap: Event[] = [];
  let count = 0;

  function swap(i: number, j: number): void {
    const [a, b] = [heap[i], heap[j]];
    if (a === undefined || b === undefined) return;
    heap[i] = b;
    heap[j] = a;
  }

  const precedes = (i: number, j: number): boolean => {
    const [a, b] = [heap[i], heap[j]];
    return a !== undefined && b !== undefined && isBefore(a, b);
  };

  function take(): Event | undefined {
    swap(0, heap.length - 1);
    const first = heap.pop();
    for (let i = 0; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) if (precedes(child, least)) least = child;
      if (least === i) return first;
      swap(i, least);
      i = least;
    }
  }

  return {
    add(at, rank, act) {
      heap.push({ at, rank, number: count++, act });
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (!precedes(i, parent)) return;
        swap(i, parent);
        i = parent;
      }
    },
    runUntil(end) {
      while ((heap[0]?.at ?? Number.POSITIVE_INFINITY) <= end) take()?.act();
    },
  };
}
