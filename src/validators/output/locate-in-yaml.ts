import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, Scalar } from 'yaml';
import type { Location, Place } from '../../diagnostics/diagnostic.ts';

/**
 * Lines and columns of places in a YAML text, in the order asked for. A place that does not exist is located at its
 * nearest surroundings that do. Nothing is assumed about the text: of one that is no YAML all places are its start.
 */
export function locateInYaml(text: string, file: string, places: readonly Place[]): readonly Location[] {
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines });
  return places.map((place) => {
    const [start, end] = rangeOf(text, contents, place) ?? [0, 0];
    const [from, to] = [lines.linePos(start), lines.linePos(end)];
    // Before the first line of an empty text there is nothing to point at.
    return { file, line: from.line || 1, column: from.col || 1, endLine: to.line || 1, endColumn: to.col || 1 };
  });
}

type Range = readonly [number, number];

function rangeOf(text: string, root: Node | null, { path, span, atKey }: Place): Range | undefined {
  let node = root;
  let key: Node | undefined;
  for (const step of path) {
    const next = stepInto(node, step);
    if (next === undefined) return rangeOfNode(text, node);
    [key, node] = next;
  }
  if (atKey === true) return rangeOfNode(text, key ?? node);
  if (span !== undefined && isScalar(node) && typeof node.value === 'string') return within(text, node, span);
  return rangeOfNode(text, node);
}

/** The key, if there is one, and the value of a member. */
function stepInto(node: Node | null, step: string | number): [Node | undefined, Node | null] | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return item === undefined ? undefined : [undefined, isPair(item) ? null : (item as Node | null)];
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return pair === undefined ? undefined : [pair.key as Node, pair.value as Node | null];
}

/** Without the line break that ends a block. */
function rangeOfNode(text: string, node: Node | null | undefined): Range | undefined {
  if (!node?.range) return undefined;
  const [start, end] = node.range;
  return [start, start + text.slice(start, end).trimEnd().length];
}

/** The part of a scalar that a span of its value stands for. */
function within(text: string, node: Scalar, { start, end }: NonNullable<Place['span']>): Range | undefined {
  if (!node.range) return undefined;
  const offsets = offsetsOf(text.slice(node.range[0], node.range[1]), node);
  const at = (index: number): number => (node.range?.[0] ?? 0) + (offsets[Math.min(index, offsets.length - 1)] ?? 0);
  return [at(start), Math.max(at(start), at(end))];
}

/** Where in the source of a scalar each character of its value stands, and where the value ends. */
function offsetsOf(source: string, { type, value }: Scalar): readonly number[] {
  switch (type) {
    case Scalar.BLOCK_LITERAL:
      return offsetsOfLiteral(source, String(value));
    case Scalar.QUOTE_DOUBLE:
      return offsetsOfQuoted(source, /\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[\s\S])|[\s\S]/y);
    case Scalar.QUOTE_SINGLE:
      return offsetsOfQuoted(source, /''|[\s\S]/y);
    default:
      return Array.from({ length: source.length + 1 }, (_, i) => i);
  }
}

function offsetsOfQuoted(source: string, unit: RegExp): readonly number[] {
  const offsets: number[] = [];
  unit.lastIndex = 1;
  while (unit.lastIndex < source.length - 1) {
    offsets.push(unit.lastIndex);
    unit.test(source);
  }
  return [...offsets, source.length - 1];
}

function offsetsOfLiteral(source: string, value: string): readonly number[] {
  const [header = '', ...lines] = source.split('\n');
  const values = value.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const indent = (lines[first]?.length ?? 0) - (values[first]?.length ?? 0);
  const offsets: number[] = [];
  let lineStart = header.length + 1;
  values.forEach((line, i) => {
    const margin = Math.min(indent, lines[i]?.length ?? 0);
    for (let column = 0; column <= line.length; column++) offsets.push(lineStart + margin + column);
    lineStart += (lines[i]?.length ?? 0) + 1;
  });
  return offsets;
}
