import type { Span } from '../promql/ast.ts';
import type { LoadedRule } from '../simulate/rules/rule.ts';

/** The families of single edits, in the order in which they are tried. */
export const operatorNames = [
  'comparison',
  'threshold',
  'unit',
  'window',
  'for',
  'keep-firing-for',
  'matcher',
  'aggregation',
  'grouping',
  'range-function',
  'ratio',
  'set-operator',
  'offset',
  'join',
  'quantile',
  'label',
  'annotation',
] as const;

export type OperatorName = (typeof operatorNames)[number];

/** One small mistake in a rule that its tests should notice. */
export interface Mutant {
  readonly operator: OperatorName;
  /** The edit in the gerund: "changing `> 5` to `>= 5`". */
  readonly change: string;
  /** The field of the rule that is edited: `['expr']`, `['labels', 'severity']`. */
  readonly field: readonly string[];
  /** Where in the expression as it is written; absent for the other fields. */
  readonly span?: Span;
  /** The rule with the mistake. */
  readonly rule: LoadedRule;
}
