/** What {@link readSoundJson} returns for a text that has something wrong with it. */
export const notSound = Symbol('not sound JSON');

/** As deep as `readJson` goes. */
const maxDepth = 250;

const strings = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

/**
 * The data of a JSON text in which `readJson` finds nothing wrong; five times as fast, because it does not know where
 * anything stands.
 */
export function readSoundJson(text: string): unknown {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return notSound;
  }
  let written = 0;
  for (const [, colon] of text.matchAll(strings)) if (colon !== undefined) written += 1;
  // Of keys that occur twice in an object only one is left.
  return keysIn(data, 0) === written ? data : notSound;
}

/** The number of keys of all objects; NaN when they nest too deeply. */
function keysIn(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return depth > maxDepth ? Number.NaN : 0;
  if (depth > maxDepth) return Number.NaN;
  const members = Object.values(value);
  let count = Array.isArray(value) ? 0 : members.length;
  for (const member of members) count += keysIn(member, depth + 1);
  return count;
}
