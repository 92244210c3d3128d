declare const isPlaceholder: unique symbol;

/**
 * Stands for a value that only a firing alert has. It can be put in a text and nothing else: it is not the text itself,
 * so that no string method can be called on it.
 */
export interface Placeholder {
  readonly [isPlaceholder]: true;
  toString(): string;
}

/** What a summary or description may mention: the labels that the condition keeps, and its value in its own unit. */
interface Mentionable<L extends string> {
  readonly labels: Kept<L>;
  readonly value: Placeholder;
}

/** The labels that a condition keeps. */
type Kept<L extends string> = { readonly [K in L]: Placeholder };

/** The text of a summary or a description: fixed, or with placeholders. */
export type Text<L extends string> = string | ((alert: Mentionable<L>) => string);

/** The text in the document's notation. A label that the condition does not keep is written as well, for `resolve` to refuse. */
export function templateText<L extends string>(text: Text<L>): string {
  if (typeof text !== 'function') return text;
  // The labels are known to the compiler alone.
  const labels = new Proxy({} as Kept<L>, {
    get: (_, label) => (typeof label === 'string' ? placeholder(`{{ $labels.${label} }}`) : undefined),
  });
  return text({ labels, value: placeholder('{{ $value }}') });
}

function placeholder(text: string): Placeholder {
  const handle: Omit<Placeholder, typeof isPlaceholder> = { toString: () => text };
  return handle as Placeholder;
}
