import type { Location, Place } from '../../diagnostics/diagnostic.ts';
import type { YamlNode } from './yaml-node.ts';

/** Finds lines and columns by offset in one text. */
export interface LineIndex {
  /** Both count from 1. */
  position(offset: number): { readonly line: number; readonly column: number };
}

/** Scans the text once. */
export function createLineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return {
    position(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >>> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
    },
  };
}

/** Where a place is in a YAML file: that of the nearest value around it that exists. */
export function locatePlace(root: YamlNode, lines: LineIndex, file: string, text: string, place: Place): Location {
  let node = root;
  let range = { start: node.start, end: node.end };
  place.path.forEach((key, i) => {
    const isLast = i === place.path.length - 1;
    if (node.kind === 'list' && typeof key === 'number') node = node.items[key] ?? node;
    else if (node.kind === 'map') {
      const entry = node.entries.findLast((one) => one.key.text === String(key));
      if (entry === undefined) return;
      node = entry.value;
      const isEmpty = node.start === node.end;
      range = (isLast && place.atKey === true) || isEmpty ? entry.key : node;
      return;
    }
    range = node;
  });
  const { start, end } = place.span === undefined ? range : spanWithin(text, range, place.span);
  const from = lines.position(start);
  const to = lines.position(Math.max(start, end));
  return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

/** A span of the value as a range of the file. Exact for texts on one line without escapes, the whole value for others. */
function spanWithin(
  text: string,
  range: { readonly start: number; readonly end: number },
  span: { readonly start: number; readonly end: number },
): { readonly start: number; readonly end: number } {
  const source = text.slice(range.start, range.end);
  const quote = source[0] === '"' || source[0] === "'" ? 1 : 0;
  const isSimple =
    !source.includes('\n') && !(quote === 1 && /\\|''/.test(source.slice(1, -1))) && !/^[|>]/.test(source);
  if (isSimple) return { start: range.start + quote + span.start, end: range.start + quote + span.end };
  if (/^[|>]/.test(source)) return spanInBlock(source, range.start, span);
  return range;
}

/** Block scalars: the header line and the indentation of every line are not part of the value. */
function spanInBlock(source: string, start: number, span: { readonly start: number; readonly end: number }) {
  const lines = source.split('\n');
  const indent = /^ */.exec(lines.slice(1).find((line) => line.trim() !== '') ?? '')?.[0].length ?? 0;
  const offsetOf = (wanted: number): number => {
    let inValue = 0;
    let inSource = (lines[0]?.length ?? 0) + 1;
    for (const line of lines.slice(1)) {
      const length = Math.max(0, line.length - indent);
      if (wanted <= inValue + length) return start + inSource + Math.min(indent, line.length) + wanted - inValue;
      inValue += length + 1;
      inSource += line.length + 1;
    }
    return start + source.length;
  };
  return { start: offsetOf(span.start), end: offsetOf(span.end) };
}
