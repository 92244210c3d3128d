import type { Labels } from '../../promql/storage/label-table.ts';
import type { NotatedValue } from '../../promql/storage/series-notation.ts';

/** One history of input series. Times are milliseconds. */
export interface Scenario {
  /** How it came about. */
  readonly origin: 'test' | 'variation' | 'random' | 'boundary';
  /** Between two entries. */
  readonly interval: number;
  readonly start: number;
  readonly inputs: readonly ScenarioInput[];
  /** The times at which what fires is compared, ascending multiples of the evaluation interval. */
  readonly looks: readonly number[];
  readonly externalLabels: Labels;
}

export interface ScenarioInput {
  readonly labels: Labels;
  readonly values: readonly NotatedValue[];
}

/** The length of the longest series. */
export const lengthOf = ({ inputs, interval }: Pick<Scenario, 'inputs' | 'interval'>): number =>
  Math.max(0, ...inputs.map(({ values }) => values.length - 1)) * interval;
