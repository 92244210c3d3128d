import type { Span } from './ast.ts';
import type { ValueType } from './signatures.ts';

/** Collects findings about a tree; a node without a span is blamed at the start of the query. */
export type Report = (node: { readonly span?: Span }, message: string, help?: string) => void;

/** The type with its article: "an instant vector". */
export const article = (type: ValueType): string => `${type === 'instant vector' ? 'an' : 'a'} ${type}`;
