import { findText, type TextCondition } from '../../../promql/regex/find-text.ts';

/** What is known of values that no matcher names: by regular expression, whether it takes them. */
export type OtherValues = ReadonlyMap<string, boolean>;

const memory = new Map<string, string | false | undefined>();

/** Answers that are remembered at most. */
const maximumMemory = 20_000;

/**
 * A value of which all that is true, and which is none of `named`; `undefined` when there is none, `false` when nobody knows.
 * Trees ask for the same values again and again.
 */
export function otherValue(taken: OtherValues, named: readonly string[]): string | false | undefined {
  const conditions: readonly TextCondition[] = [...taken].map(([pattern, wanted]) => ({ pattern, wanted }));
  const key = JSON.stringify([[...taken].sort(), named]);
  if (memory.has(key)) return memory.get(key);
  const found = findText(conditions, named);
  const value = found.ok ? found.value : false;
  if (memory.size >= maximumMemory) memory.clear();
  memory.set(key, value);
  return value;
}
