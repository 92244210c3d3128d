import type { BoundQuery } from '../../promql/eval/prepare.ts';
import type { NativeHistogram } from '../../promql/histogram/native-histogram.ts';
import type { Labels } from '../../promql/storage/label-table.ts';
import { fail, ok, type Result } from '../../shared/result.ts';

/** One row of the result of a rule's expression. */
export interface QueryRow {
  /** The same object for equal labels of one storage. */
  readonly labels: Labels;
  readonly value: number | NativeHistogram;
}

const noLabels: Labels = Object.freeze(Object.create(null));

/** The result of an expression as rules see it: a scalar is one row without labels. */
export function queryRows(query: BoundQuery, timeMs: number): Result<readonly QueryRow[], string> {
  const result = query.instant(timeMs);
  if (!result.ok) return fail(...result.errors.map(({ message }) => message));
  const { value } = result.value;
  switch (value.kind) {
    case 'vector':
      return ok(value.samples);
    case 'scalar':
      return ok([{ labels: noLabels, value: value.value }]);
    case 'string':
    case 'matrix':
      return fail('rule result is not a vector or scalar');
  }
}
