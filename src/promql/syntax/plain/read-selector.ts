import type { LabelMatcher, VectorSelector } from '../../ast.ts';
import { advance, type Cursor, expect, notPlain, takeString } from './cursor.ts';

/** The selector of a metric whose name was read, or one without a name, which begins here. */
export function readSelector(
  cursor: Cursor,
  named: { readonly name: string; readonly start: number } | undefined,
): VectorSelector {
  const start = named?.start ?? cursor.start;
  const nameEnd = cursor.before;
  const matchers = cursor.word === '{' ? readMatchers(cursor, named !== undefined) : [];
  const span = { start, end: cursor.before };
  if (named === undefined) return { kind: 'vector-selector', matchers, span };
  return { kind: 'vector-selector', name: named.name, nameSpan: { start, end: nameEnd }, matchers, span };
}

function readMatchers(cursor: Cursor, isNamed: boolean): readonly LabelMatcher[] {
  const matchers: LabelMatcher[] = [];
  advance(cursor);
  while (cursor.word !== '}') {
    const { start, word: name } = cursor;
    if (cursor.kind !== 'name' || name.includes(':') || (isNamed && name === '__name__')) throw notPlain;
    advance(cursor);
    const op = cursor.word;
    if (op !== '=' && op !== '!=' && op !== '=~' && op !== '!~') throw notPlain;
    advance(cursor);
    const value = takeString(cursor);
    matchers.push({ name, op, value, span: { start, end: cursor.before } });
    if (cursor.word === ',') advance(cursor);
    else if (cursor.word !== '}') throw notPlain;
  }
  expect(cursor, '}');
  return matchers;
}
