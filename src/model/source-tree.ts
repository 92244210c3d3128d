import type { Location, Place } from '../diagnostics/diagnostic.ts';
import { projectSpan } from '../diagnostics/project-span.ts';
import { locationOf, type Range, type TextLines } from '../diagnostics/text-lines.ts';

/** Where a value stands in a text; its children are looked up one at a time. */
export interface SourceNode {
  /** Without anchors, tags and comments. */
  readonly range: Range;
  /** Present on texts, which may have spans: what was read from the range. */
  readonly text?: string;
  /** The value at a key or an index, and the place of the key. */
  child(key: string | number): { readonly node?: SourceNode; readonly key?: Range } | undefined;
  /** True for lists and objects: their range may go over many lines. */
  readonly isCollection: boolean;
}

/**
 * The location of a place. Where the document ends before the path does, as for a missing field, the last thing that is
 * there is blamed.
 */
export function locateInTree(lines: TextLines, root: SourceNode | undefined, place: Place): Location {
  let node = root;
  let range: Range = node?.range ?? { start: 0, end: 0 };
  let key: Range | undefined;
  let depth = 0;
  for (const step of place.path) {
    const child = node?.child(step);
    if (child === undefined) break;
    depth += 1;
    key = child.key;
    node = child.node;
    range = node?.range ?? key ?? range;
  }
  const complete = depth === place.path.length;
  if (complete && place.span !== undefined && node?.text !== undefined)
    return locationOf(lines, projectSpan(lines.text, range, node.text, place.span));
  if (key !== undefined && complete && place.atKey) return locationOf(lines, key);
  if (node?.isCollection && spansLines(lines, range)) return locationOf(lines, key ?? firstLine(lines, range));
  return locationOf(lines, range);
}

const spansLines = ({ text }: TextLines, { start, end }: Range): boolean => text.slice(start, end).includes('\n');

function firstLine({ text }: TextLines, { start }: Range): Range {
  const line = /^[^\r\n]*/.exec(text.slice(start, start + 500))?.[0] ?? '';
  return { start, end: start + line.trimEnd().length };
}
