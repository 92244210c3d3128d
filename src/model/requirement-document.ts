/** An item of the spec, or a part of one. */
export type ReferenceDocument =
  | { readonly metric: string }
  | { readonly alert: string }
  | { readonly experiment: string }
  | { readonly receiver: string }
  | { readonly severity: string }
  | { readonly logField: string }
  | { readonly logProfile: string }
  | { readonly span: string }
  | { readonly traceMode: string };

/** One sentence of the requirements, and what holds it. */
export interface RequirementDocument {
  /** The heading under which it stands. */
  readonly section: string;
  /** The sentence; of a table the row, cells separated by ` | `. */
  readonly text: string;
  /** The items of the spec that fulfil it. */
  readonly heldBy?: readonly ReferenceDocument[];
  /** Why no item of the spec can fulfil it, when none does. */
  readonly beyond?: string;
  /** Paths of tests, relative to the config. */
  readonly tests?: readonly string[];
  /** What the sentence leaves open, or what it contradicts ... */
  readonly gap?: string;
  /** ... and how that was decided. */
  readonly decision?: string;
}
