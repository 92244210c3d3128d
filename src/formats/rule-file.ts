import { toYaml } from './yaml.ts';

/** A rule whose result Prometheus stores under a new name. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A rule whose every result is an alert. Durations are in the notation of Prometheus. */
export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** One rule of a Prometheus rule file. */
export type Rule = RecordingRule | AlertingRule;

/** Rules that are evaluated one after the other. */
export interface RuleGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly Rule[];
}

/** What a Prometheus rule file contains. */
export interface RuleFileContent {
  readonly groups: readonly RuleGroup[];
}

/** Whether the rule raises alerts. */
export const isAlertingRule = (rule: Rule): rule is AlertingRule => 'alert' in rule;

function orderedRule(rule: Rule): object {
  return isAlertingRule(rule)
    ? {
        alert: rule.alert,
        expr: rule.expr,
        for: rule.for,
        keep_firing_for: rule.keep_firing_for,
        labels: rule.labels,
        annotations: rule.annotations,
      }
    : { record: rule.record, expr: rule.expr, labels: rule.labels };
}

/** The text of a Prometheus rule file, keys in the order of its documentation. */
export const serialiseRuleFile = (groups: readonly RuleGroup[]): string =>
  toYaml({ groups: groups.map(({ name, interval, rules }) => ({ name, interval, rules: rules.map(orderedRule) })) });
