import type { Diagnostic, Location, Place } from '../diagnostics/diagnostic.ts';
import { locationOf, type TextLines, textLines } from '../diagnostics/text-lines.ts';
import { readJson } from './json-text.ts';
import { locateInTree } from './source-tree.ts';
import { readYaml } from './yaml-text.ts';

/** Specifications larger than this are refused unread: 8 MiB, in UTF-16 units. */
export const maxSpecLength = 8 * 1024 * 1024;

/** The data in a specification's text, and where its parts stand; or why it cannot be read. */
export type ReadSpecText =
  | { readonly ok: true; readonly document: unknown; readonly locate: (place: Place) => Location }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads a specification from YAML, or from JSON when the name of the file ends in `.json`. The content is not looked at:
 * `resolve` does that.
 * @param file The name of the file as locations show it.
 */
export function readSpecText(text: string, file: string): ReadSpecText {
  if (text.length > maxSpecLength) return { ok: false, diagnostics: [tooLarge(text.length, file)] };
  const lines = textLines(file, text.startsWith('\uFEFF') ? text.slice(1) : text);
  const read = file.toLowerCase().endsWith('.json') ? readJson(lines.text) : readYaml(lines.text);
  if (read.ok) return { ok: true, document: read.data, locate: (place) => locateInTree(lines, read.root, place) };
  return {
    ok: false,
    diagnostics: read.faults.map(({ range, ...fault }) => ({
      ...fault,
      severity: 'error',
      location: locationOf(lines, withinLine(lines, range)),
    })),
  };
}

/** A syntax error may go on to the end of the file; its first line says enough. */
function withinLine({ text }: TextLines, { start, end }: { readonly start: number; readonly end: number }) {
  const lineEnd = /[\r\n]/.exec(text.slice(start, end));
  return { start, end: lineEnd === null ? end : start + lineEnd.index };
}

function tooLarge(length: number, file: string): Diagnostic {
  const size = (length / 1024 / 1024).toFixed(1);
  return {
    code: 'shape/too-large',
    severity: 'error',
    message: `the file has ${size} MiB, more than the ${maxSpecLength / 1024 / 1024} MiB that are read`,
    help: 'split the specification by service',
    location: { file, line: 1, column: 1 },
  };
}
