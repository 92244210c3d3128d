import type { Span } from '../ast.ts';

/**
 * One word of a query. `word` covers names, keywords, operators such as `and`, and `Inf`; `symbol` is punctuation and
 * operators such as `>=`.
 */
export interface Token extends Span {
  readonly kind: 'number' | 'duration' | 'string' | 'word' | 'symbol';
  readonly text: string;
}

/** Only the offsets of what also has other fields. */
export const spanOf = ({ start, end }: Span): Span => ({ start, end });
