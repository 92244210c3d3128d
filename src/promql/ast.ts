/**
 * The syntax of PromQL as of Prometheus 3. Parentheses are not nodes: the printer puts back those that the tree needs.
 * Nodes made by the parser carry a span; nodes made by the builder do not, and equality of trees ignores it.
 */
export type Expr =
  | NumberLiteral
  | StringLiteral
  | VectorSelector
  | MatrixSelector
  | Subquery
  | Call
  | Aggregation
  | Binary
  | Unary;

/** Half-open UTF-16 offsets into the query text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly span?: Span;
}

/** A number, `Inf` and `NaN` included. A duration literal such as `5m` is the number of its seconds. */
export interface NumberLiteral extends Node {
  readonly kind: 'number';
  readonly value: number;
  /** True when it was written as a duration; it is printed as one again. */
  readonly duration?: boolean;
}

export interface StringLiteral extends Node {
  readonly kind: 'string';
  readonly value: string;
}

export interface LabelMatcher extends Node {
  readonly name: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

export type At =
  | { readonly kind: 'timestamp'; readonly seconds: number }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' };

export interface VectorSelector extends Node {
  readonly kind: 'vector-selector';
  /** The metric name when it stands before the braces or, quoted, inside them. */
  readonly name?: string;
  readonly nameSpan?: Span;
  readonly matchers: readonly LabelMatcher[];
  readonly offset?: DurationExpr;
  readonly at?: At;
  readonly extended?: 'anchored' | 'smoothed';
}

export interface MatrixSelector extends Node {
  readonly kind: 'matrix-selector';
  readonly vector: VectorSelector;
  readonly range: DurationExpr;
}

export interface Subquery extends Node {
  readonly kind: 'subquery';
  readonly expr: Expr;
  readonly range: DurationExpr;
  readonly step?: DurationExpr;
  readonly offset?: DurationExpr;
  readonly at?: At;
}

export interface Call extends Node {
  readonly kind: 'call';
  readonly func: string;
  readonly args: readonly Expr[];
}

export interface Aggregation extends Node {
  readonly kind: 'aggregation';
  readonly op: string;
  readonly param?: Expr;
  readonly expr: Expr;
  readonly without: boolean;
  readonly grouping: readonly string[];
  /** Where each of `grouping` stands. */
  readonly groupingSpans?: readonly Span[];
}

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | 'atan2'
  | '=='
  | '!='
  | '>'
  | '<'
  | '>='
  | '<='
  | '</'
  | '>/'
  | 'and'
  | 'or'
  | 'unless';

export interface VectorMatching {
  /** `on (labels)` or `ignoring (labels)`. */
  readonly on: boolean;
  readonly labels: readonly string[];
  /** Where each of `labels` stands. */
  readonly labelSpans?: readonly Span[];
  /** `group_left` (many-to-one) or `group_right`; absent for one-to-one and for set operators. */
  readonly group?: {
    readonly side: 'left' | 'right';
    readonly include: readonly string[];
    readonly includeSpans?: readonly Span[];
  };
  /** Values that stand in for a missing side. */
  readonly fill?: { readonly left?: number; readonly right?: number };
}

export interface Binary extends Node {
  readonly kind: 'binary';
  readonly op: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
  readonly bool: boolean;
  readonly matching?: VectorMatching;
  /** Where the operator and its modifiers stand. */
  readonly operatorSpan?: Span;
}

export interface Unary extends Node {
  readonly kind: 'unary';
  readonly op: '-' | '+';
  readonly expr: Expr;
}

/** A length of time, in seconds. `variable` is a dashboard variable (`$__rate_interval`): printed, never parsed. */
export type DurationExpr =
  | { readonly kind: 'literal'; readonly seconds: number; readonly span?: Span }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'step' | 'range'; readonly span?: Span }
  | { readonly kind: 'unary'; readonly op: '-' | '+'; readonly expr: DurationExpr; readonly span?: Span }
  | {
      readonly kind: 'binary';
      readonly op: '+' | '-' | '*' | '/' | '%' | '^';
      readonly left: DurationExpr;
      readonly right: DurationExpr;
      readonly span?: Span;
    }
  | {
      readonly kind: 'min_of' | 'max_of';
      readonly left: DurationExpr;
      readonly right: DurationExpr;
      readonly span?: Span;
    };
