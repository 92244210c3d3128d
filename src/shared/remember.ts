/** More entries than a run usually has different texts, and few enough to be held. */
const mostEntries = 2048;

/**
 * A function of a text that remembers its answers: files repeat each other's texts. Only for functions whose answer nobody
 * changes; forgets all when it knows too many.
 * @param isSmall Whether an answer may be held.
 */
export function remember<T>(compute: (text: string) => T, isSmall: (answer: T) => boolean): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    const answer = compute(text);
    if (!isSmall(answer)) return answer;
    if (known.size >= mostEntries) known.clear();
    known.set(text, answer);
    return answer;
  };
}
