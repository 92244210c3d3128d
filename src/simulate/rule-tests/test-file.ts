import type { Labels } from '../../promql/storage/label-table.ts';
import type { NotatedValue } from '../../promql/storage/series-notation.ts';
import type { Path } from '../rules/yaml-fields.ts';

/** A unit-test file of `promtool test rules`, read. Times are in milliseconds. */
export interface TestFile {
  /** As written: relative to the file, globs allowed. */
  readonly ruleFiles: readonly string[];
  readonly evaluationInterval: number;
  readonly groupOrder: readonly string[];
  /** Whether values that differ in their last bit are equal. */
  readonly isFuzzy: boolean;
  readonly groups: readonly TestGroup[];
}

/** Tests that share their input. */
export interface TestGroup {
  /** Place in the file. */
  readonly path: Path;
  /** `''` when it has none. */
  readonly name: string;
  /** Between two samples of the input. */
  readonly interval: number;
  /** The time of the first sample and of the first evaluation. */
  readonly start: number;
  readonly inputs: readonly TestInput[];
  /** Input series that promtool does not load, because a line break before them ends the list. */
  readonly ignored: readonly Pick<TestInput, 'path' | 'series'>[];
  readonly externalLabels: Labels;
  readonly externalUrl: string;
  readonly alertTests: readonly AlertTest[];
  readonly exprTests: readonly ExprTest[];
}

/** A series of the input. */
export interface TestInput {
  readonly path: Path;
  /** As written. */
  readonly series: string;
  readonly labels: Labels;
  readonly values: readonly NotatedValue[];
}

/** All alerts of one name that fire at a time. */
export interface AlertTest {
  readonly path: Path;
  readonly evalTime: number;
  readonly alertName: string;
  readonly expected: readonly ExpectedAlert[];
}

/** An alert as the test wants it, `alertname` included. */
export interface ExpectedAlert {
  /** Empty values are kept: no alert has them. */
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
}

/** All samples of a query at a time. */
export interface ExprTest {
  readonly path: Path;
  readonly evalTime: number;
  readonly expr: string;
  readonly expected: readonly ExpectedSample[];
}

/** A sample as the test wants it. */
export interface ExpectedSample {
  readonly path: Path;
  /** As written. */
  readonly labels: string;
  readonly value: number;
  /** Series notation of a native histogram, instead of the value. */
  readonly histogram: string | undefined;
}
