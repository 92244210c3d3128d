import type { Matcher } from '../matchers/matcher.ts';
import { type LabelSpace, narrowSpace, narrowToAll } from './label-space.ts';

/** Branches after which the search gives up, and says that there may be a solution. */
const maximumSteps = 200_000;

/**
 * A part of the space that fulfils `all` and of every set in `none` leaves at least one matcher unfulfilled; `undefined` when
 * there is none. Exact where labels are enumerated or matchers name values.
 */
export function satisfiable(
  space: LabelSpace,
  all: readonly Matcher[],
  none: readonly (readonly Matcher[])[],
): LabelSpace | undefined {
  const start = narrowToAll(space, all);
  let steps = 0;
  const search = (from: LabelSpace, i: number): LabelSpace | undefined => {
    const set = none[i];
    if (set === undefined) return from;
    const parts: LabelSpace[] = [];
    for (const matcher of set) {
      if (++steps > maximumSteps) return from;
      const part = narrowSpace(from, matcher, false);
      if (part === from) return search(from, i + 1);
      if (part !== undefined) parts.push(part);
    }
    for (const part of parts) {
      const found = search(part, i + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return start === undefined ? undefined : search(start, 0);
}
