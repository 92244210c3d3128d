import { expect } from 'vitest';
import { parseByShape } from '../../src/promql/parse-by-shape.ts';
import { parse } from '../../src/promql/parser.ts';
import { selectorsOf } from '../../src/promql/walk.ts';

/** Holds a query against the parser itself. */
export function expectSameByShape(text: string): void {
  const [shaped, plain] = [parseByShape(text), parse(text)];
  if (!plain.ok || !shaped.ok) {
    expect(shaped, text).toEqual(plain);
    return;
  }
  const selectors = selectorsOf(plain.value);
  expect(shaped.value.selectors, text).toEqual(selectors);
  expect(selectorsOf(shaped.value.shape).map(shaped.value.nameOf), text).toEqual(selectors.map(({ name }) => name));
  // Everything but names and values is the query's own.
  const outline = (_key: string, value: unknown) =>
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'vector-selector' ? null : value;
  expect(JSON.stringify(shaped.value.shape, outline), text).toBe(JSON.stringify(plain.value, outline));
}
