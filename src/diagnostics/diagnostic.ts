export type DiagnosticSeverity = 'error' | 'warning' | 'info';

/** A place in the user's own file. Lines and columns count from 1; the end is exclusive. */
export interface Location {
  /** As the user would write it: relative to the working directory where possible. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** Where in a document a finding is: the keys and indexes from the root, and a span inside the string found there. */
export interface Place {
  readonly path: readonly (string | number)[];
  /** Half-open UTF-16 offsets into the string at `path`, for a finding inside PromQL or a template. */
  readonly span?: { readonly start: number; readonly end: number };
  /** True when the key at the end of `path` is at fault rather than its value. */
  readonly atKey?: boolean;
}

/** A finding before its place is looked up in the user's file. What checks return. */
export interface Finding {
  /** Stable, `area/kebab-case`: scripts, suppressions and the documentation refer to it. */
  readonly code: string;
  readonly severity: DiagnosticSeverity;
  /** The fact, with the offending values in backticks and no full stop: "label `braker` is not declared on `x`". */
  readonly message: string;
  /** What to do, in the imperative: "use one of `a`, `b`". */
  readonly help: string;
  readonly place: Place;
}

/** A finding as the user sees it. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: DiagnosticSeverity;
  readonly message: string;
  readonly help: string;
  /** Absent only when no file can be blamed, as for a missing one. */
  readonly location?: Location;
  /** `alerts[3].when.measure.in`: always there when the finding is about the spec. */
  readonly path?: string;
}
