import type { Span } from './ast.ts';

/** Which release's language is meant: that of Prometheus 3, or that of 2.42, the last one that some distributions ship. */
export type Dialect = '3' | '2.42';

/** What is wrong with a query, and where. */
export interface PromqlError {
  /** The fact, with values in backticks and no full stop. */
  readonly message: string;
  /** Always inside the query; empty at its end when something is missing there. */
  readonly span: Span;
  /** What to do about it, in the imperative. */
  readonly help?: string;
}

/** Names in backticks, as a sentence lists them: "`a`, `b` or `c`". */
export function oneOf(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}
