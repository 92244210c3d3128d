/** What a requirement can refer to. */
export type ReferenceKind =
  | 'metric'
  | 'alert'
  | 'experiment'
  | 'receiver'
  | 'severity'
  | 'logField'
  | 'logProfile'
  | 'span'
  | 'traceMode';

export interface Reference {
  readonly kind: ReferenceKind;
  readonly name: string;
}

/** One sentence of the requirements, and what holds it. */
export interface Requirement {
  readonly section: string;
  readonly text: string;
  readonly heldBy: readonly Reference[];
  readonly beyond?: string;
  readonly tests: readonly string[];
  readonly gap?: string;
  readonly decision?: string;
}
