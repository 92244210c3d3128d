import type { ReferenceDocument } from '../model/requirement-document.ts';

declare const named: unique symbol;

/** A part of the logs or traces of a spec, named on their handle; a requirement says that it is held by it. */
export interface SpecPart {
  readonly [named]: true;
}

/** The handle of a part; its document is the reference to it. */
export const specPart = (kind: 'span' | 'traceMode' | 'logField' | 'logProfile', name: string): SpecPart =>
  ({ [kind]: name }) as unknown as ReferenceDocument & SpecPart;
