import type { PreparedQuery } from '../../promql/eval/prepare.ts';
import type { Feed } from '../run/feed.ts';

/** A feed that appends its samples only when a query is about to read them. */
export interface LazyFeed extends Feed {
  /** A query that has the samples appended before each evaluation. */
  fed(query: PreparedQuery): PreparedQuery;
}

/**
 * Where rules read what other rules recorded, and that is remembered, a run needs none of the input: days of it for a burn rate. `onLoad` is called
 * once in each run that needs it.
 */
export function createLazyFeed(feed: Feed, onLoad: () => void): LazyFeed {
  let due = Number.NEGATIVE_INFINITY;
  let isLoaded = false;
  function catchUp(): void {
    if (!isLoaded) onLoad();
    isLoaded = true;
    feed.load(due);
  }
  return {
    storage: feed.storage,
    rewind() {
      due = Number.NEGATIVE_INFINITY;
      isLoaded = false;
      feed.rewind();
    },
    load(timeMs) {
      due = timeMs;
    },
    fed: (query) => ({
      ...query,
      instant(storage, time) {
        catchUp();
        return query.instant(storage, time);
      },
    }),
  };
}
