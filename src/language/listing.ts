import type { CallPlace } from './call-place.ts';
import { type Declared, type DeclaredKind, type DeclaredMetric, declarationOf } from './declaration.ts';
import { isList } from './node.ts';
import { isPlain, type Plain } from './plain.ts';

/** What may stand beside the parts of a spec in a module: values of the language that say nothing by themselves. */
export type LanguageValue = DeclaredMetric | Declared<'job'> | Plain<object>;

/** Parts in the order of a list, or of their declarations: in a record, or a module (`import * as alerts`). */
export type Listing<P> = readonly P[] | Readonly<Record<string, P | LanguageValue>>;

/** An element of a list of the document. */
export interface Part {
  readonly document: unknown;
  readonly place: CallPlace | undefined;
}

/**
 * The parts of one kind, each of them once. Language values that say nothing by themselves are left out; anything else
 * that does not belong here is put at the end as it is, for `resolve` to refuse.
 */
export function partsOf(kind: DeclaredKind, listing: Listing<unknown>): readonly Part[] {
  const values = [...new Set(Object.values(listing))];
  const known = values.flatMap((value) => declarationOf(value) ?? []).filter((declared) => declared.kind === kind);
  // The exports of a module are sorted by name; the order in which things were written is that of their declarations.
  const inOrder = isList(listing) ? known : known.sort((a, b) => a.order - b.order);
  const strangers = values.filter((value) => declarationOf(value)?.kind !== kind && !saysNothing(value));
  return [
    ...inOrder.map(({ document, place }) => ({ document, place })),
    ...strangers.map((document) => ({ document, place: undefined })),
  ];
}

function saysNothing(value: unknown): boolean {
  const kind = declarationOf(value)?.kind;
  return kind === undefined ? isPlain(value) : kind === 'metric' || kind === 'job';
}
