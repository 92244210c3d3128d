import { toYaml, type YamlOptions } from './yaml.ts';

/** A unit-test file of `promtool test rules`. Durations are in the notation of Prometheus. */
export interface RuleTestFile {
  /** Relative to the test file; globs are allowed. */
  readonly rule_files: readonly string[];
  readonly evaluation_interval: string;
  readonly tests: readonly RuleTestGroup[];
}

/** Tests that share their input. The rules are evaluated from time 0 on a storage of their own. */
export interface RuleTestGroup {
  readonly name: string;
  /** Time between two samples of the input. */
  readonly interval: string;
  readonly input_series?: readonly InputSeries[];
  readonly alert_rule_test?: readonly AlertRuleTest[];
  readonly promql_expr_test?: readonly PromqlExprTest[];
}

/** A series in text form and its samples in the expanding notation: `0+1x10 _x3 5`. */
export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

/** All alerts of a name that fire at a time. */
export interface AlertRuleTest {
  readonly eval_time: string;
  readonly alertname: string;
  readonly exp_alerts: readonly ExpectedAlert[];
}

/** Labels without `alertname`; labels and annotations must be the alert's exactly. */
export interface ExpectedAlert {
  readonly exp_labels: Readonly<Record<string, string>>;
  readonly exp_annotations: Readonly<Record<string, string>>;
}

/** All samples of an expression at a time. */
export interface PromqlExprTest {
  readonly expr: string;
  readonly eval_time: string;
  readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
}

function orderedTest(test: RuleTestGroup): object {
  return {
    name: test.name,
    interval: test.interval,
    input_series: test.input_series?.map(({ series, values }) => ({ series, values })),
    alert_rule_test: test.alert_rule_test?.map(({ eval_time, alertname, exp_alerts }) => ({
      eval_time,
      alertname,
      exp_alerts: exp_alerts.map(({ exp_labels, exp_annotations }) => ({ exp_labels, exp_annotations })),
    })),
    promql_expr_test: test.promql_expr_test?.map(({ expr, eval_time, exp_samples }) => ({
      expr,
      eval_time,
      exp_samples: exp_samples.map(({ labels, value }) => ({ labels, value })),
    })),
  };
}

/** The text of a unit-test file, keys in the order of promtool's documentation. */
export const serialiseRuleTest = (
  { rule_files, evaluation_interval, tests }: RuleTestFile,
  options: YamlOptions = {},
): string => toYaml({ rule_files, evaluation_interval, tests: tests.map(orderedTest) }, options);
