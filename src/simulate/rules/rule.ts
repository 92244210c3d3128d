import type { Expr } from '../../promql/ast.ts';
import type { Labels } from '../../promql/storage/label-table.ts';
import type { AlertTemplate } from '../templates/alert-template.ts';

/** Which Prometheus is simulated. */
export type PrometheusVersion = '3' | '2.42';

/** A rule as it was read, its expression and its templates parsed. */
export type LoadedRule = LoadedRecordingRule | LoadedAlertingRule;

interface RuleBase {
  /** The alert's name, or the metric that is recorded. */
  readonly name: string;
  readonly expr: Expr;
  /** The expression as it was written. */
  readonly source: string;
}

/** A rule whose result is stored under a new name. */
export interface LoadedRecordingRule extends RuleBase {
  readonly kind: 'recording';
  readonly labels: Labels;
}

/** A rule whose every result is an alert. */
export interface LoadedAlertingRule extends RuleBase {
  readonly kind: 'alerting';
  readonly forMs: number;
  readonly keepFiringForMs: number;
  /** Sorted by name. */
  readonly labels: readonly (readonly [string, AlertTemplate])[];
  /** Sorted by name. */
  readonly annotations: readonly (readonly [string, AlertTemplate])[];
}

/** Rules that are evaluated one after the other. */
export interface LoadedGroup {
  /** The file that it is in: groups of two files may have the same name. */
  readonly file: string;
  readonly name: string;
  /** Results of a rule beyond which it fails; 0 for no limit. */
  readonly limit: number;
  /** How far in the past the rules look, in milliseconds. */
  readonly queryOffsetMs: number;
  readonly rules: readonly LoadedRule[];
}
