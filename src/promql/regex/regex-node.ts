import type { CharSet } from './char-set.ts';

/** Conditions on the place between two characters. */
export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-boundary' | 'no-word-boundary';

/** The syntax of a regular expression of RE2. */
export type RegexNode =
  | { readonly kind: 'chars'; readonly set: CharSet }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'concat'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'alternate'; readonly options: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly body: RegexNode;
      readonly min: number;
      /** Infinity for no limit. */
      readonly max: number;
      readonly greedy: boolean;
    }
  | { readonly kind: 'group'; readonly body: RegexNode; readonly index: number };

/** A regular expression and the names of its groups; group 0 is the whole. */
export interface ParsedRegex {
  readonly root: RegexNode;
  readonly groupNames: readonly (string | undefined)[];
}

/** A mistake in a regular expression; the message is worded like Go's. */
export interface RegexError {
  readonly message: string;
  readonly offset: number;
}
