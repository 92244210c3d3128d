import type { Suppression } from '../notification.ts';

type Entry = Omit<Suppression, 'from' | 'to'>;

/** Collects what was held back; flushes one after the other with the same cause become one entry. */
export interface SuppressionLog {
  /** To be called at every flush, for all alerts of the group that are held back. */
  flushed(group: object, at: number, held: readonly Entry[]): void;
  all(): readonly Suppression[];
}

/** An empty log. */
export function createSuppressionLog(): SuppressionLog {
  const spans: { entry: Entry; from: number; to: number }[] = [];
  const open = new Map<object, Map<string, { entry: Entry; from: number; to: number }>>();
  const keyOf = ({ labels, cause }: Entry): string => JSON.stringify([labels, cause]);
  return {
    flushed(group, at, held) {
      const before = open.get(group);
      if (held.length === 0) {
        if (before !== undefined) open.delete(group);
        return;
      }
      const now = new Map<string, { entry: Entry; from: number; to: number }>();
      for (const entry of held) {
        const key = keyOf(entry);
        let span = before?.get(key);
        if (span === undefined) {
          span = { entry, from: at, to: at };
          spans.push(span);
        }
        span.to = at;
        now.set(key, span);
      }
      open.set(group, now);
    },
    all: () => spans.map(({ entry, from, to }) => ({ from, to, ...entry })),
  };
}
