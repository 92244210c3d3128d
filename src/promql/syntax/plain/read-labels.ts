import type { Span } from '../../ast.ts';
import { aggregations } from '../../signatures.ts';
import { advance, type Cursor, expect, notPlain } from './cursor.ts';
import { reserved } from './reserved.ts';

/** Labels, with where they stand. */
export interface Labels {
  readonly labels: readonly string[];
  readonly spans: readonly Span[];
}

/** The list of labels in parentheses that begins here. */
export function readLabels(cursor: Cursor): Labels {
  const labels: string[] = [];
  const spans: Span[] = [];
  expect(cursor, '(');
  if (cursor.word !== ')') {
    readLabel(cursor, labels, spans);
    while (cursor.word === ',') {
      advance(cursor);
      readLabel(cursor, labels, spans);
    }
  }
  expect(cursor, ')');
  return { labels, spans };
}

function readLabel(cursor: Cursor, labels: string[], spans: Span[]): void {
  const { kind, word, start, end } = cursor;
  const lower = word.toLowerCase();
  if (kind !== 'name' || word.includes(':') || reserved.has(lower) || aggregations.has(lower)) throw notPlain;
  labels.push(word);
  spans.push({ start, end });
  advance(cursor);
}
