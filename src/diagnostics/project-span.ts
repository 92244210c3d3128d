import { decodeScalar } from './decode-scalar.ts';
import type { Range } from './text-lines.ts';

/** No file indents a block by more; only for blocks that say their indentation themselves. */
const maxIndent = 400;

/**
 * Where a span of a string stands in the YAML or JSON text that the string was read from: through quotes, escapes,
 * folded lines and the indentation of block scalars.
 * @param scalar The scalar's place in the source: with its quotes, or from its `|` or `>` on.
 * @param value What the parser made of it.
 * @returns the whole scalar when the two do not fit together, which no YAML that the parser accepts should make happen.
 */
export function projectSpan(source: string, scalar: Range, value: string, span: Range): Range {
  const { starts, ends } = decoded(source, scalar, value) ?? { starts: [], ends: [] };
  const first = starts[span.start];
  if (first !== undefined)
    return { start: first, end: Math.max(first, ends[Math.max(span.start, span.end) - 1] ?? first) };
  // Something is missing at the end of the string: point behind its last character.
  const last = ends.at(-1);
  return last === undefined ? scalar : { start: last, end: last };
}

function decoded(source: string, { start, end }: Range, value: string) {
  const found = decodeScalar(source, start, end);
  if (found.text === value) return found;
  // The indentation indicator counts from the parent's indentation, which the scalar alone does not tell.
  if (/^[|>][-+]?[1-9]/.test(source.slice(start, start + 3))) {
    for (let indent = 0; indent <= maxIndent; indent++) {
      const attempt = decodeScalar(source, start, end, indent);
      if (attempt.text === value) return attempt;
    }
  }
  return undefined;
}
