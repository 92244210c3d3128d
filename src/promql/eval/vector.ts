import type { NativeHistogram } from '../histogram/native-histogram.ts';

/**
 * An instant vector as parallel columns, of which the first `size` rows are in use. Each plan node owns one and refills it
 * at every step, so a consumer reads it before the node is evaluated again.
 */
export interface Vector {
  size: number;
  /** Label set ids. */
  readonly labels: number[];
  readonly values: number[];
  /** A hole means that the row is a float. */
  readonly histograms: (NativeHistogram | undefined)[];
  /** Rows whose metric name is to be dropped at the end of the query. */
  readonly dropName: boolean[];
}

/** A vector without rows. */
export const createVector = (): Vector => ({ size: 0, labels: [], values: [], histograms: [], dropName: [] });

/** Adds a float row. */
export function pushFloat(vector: Vector, labels: number, value: number, dropName: boolean): void {
  const row = vector.size++;
  vector.labels[row] = labels;
  vector.values[row] = value;
  vector.histograms[row] = undefined;
  vector.dropName[row] = dropName;
}

/** Adds a row that is a histogram, or a float when `histogram` is undefined. */
export function pushRow(
  vector: Vector,
  labels: number,
  value: number,
  histogram: NativeHistogram | undefined,
  dropName: boolean,
): void {
  const row = vector.size++;
  vector.labels[row] = labels;
  vector.values[row] = value;
  vector.histograms[row] = histogram;
  vector.dropName[row] = dropName;
}
