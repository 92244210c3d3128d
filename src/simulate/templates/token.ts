/** The words of a template. */
export type TokenKind =
  | 'text'
  | 'left-delimiter'
  | 'right-delimiter'
  | 'space'
  | 'assign'
  | 'declare'
  | 'pipe'
  | 'left-paren'
  | 'right-paren'
  | 'char'
  | 'character-constant'
  | 'string'
  | 'number'
  | 'bool'
  | 'identifier'
  | 'field'
  | 'variable'
  | 'dot'
  | 'nil'
  | 'keyword'
  | 'error'
  | 'end';

/** One word of a template and where it stands. */
export interface Token {
  readonly kind: TokenKind;
  /** As written; for an error, what is wrong. */
  readonly text: string;
  /** UTF-16 offset into the template. */
  readonly at: number;
}

/** The words that are neither functions nor variables. */
export const keywords: ReadonlySet<string> = new Set([
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'range',
  'template',
  'with',
]);
