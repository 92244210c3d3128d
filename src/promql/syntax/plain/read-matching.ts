import type { VectorMatching } from '../../ast.ts';
import { advance, type Cursor } from './cursor.ts';
import { readLabels } from './read-labels.ts';

/** What stands between an operator and its right operand about the matching of labels. */
export function readMatching(cursor: Cursor): VectorMatching | undefined {
  const { word } = cursor;
  if (word !== 'on' && word !== 'ignoring') return undefined;
  advance(cursor);
  const { labels, spans } = readLabels(cursor);
  const matching = { on: word === 'on', labels, labelSpans: spans };
  const side = cursor.word === 'group_left' ? 'left' : cursor.word === 'group_right' ? 'right' : undefined;
  if (side === undefined) return matching;
  advance(cursor);
  const include = cursor.word === '(' ? readLabels(cursor) : { labels: [], spans: [] };
  return { ...matching, group: { side, include: include.labels, includeSpans: include.spans } };
}
