import type { Labels } from '../storage/label-table.ts';
import type { NotatedSeries } from '../storage/series-notation.ts';
import type { SampleValue } from '../storage/storage.ts';

/** A series to load: values at multiples of the gap, and start timestamps where they are known. */
export interface LoadedSeries {
  readonly labels: Labels;
  readonly values: readonly (SampleValue | undefined)[];
  /** Milliseconds, 0 for unknown. */
  readonly starts: readonly number[];
}

/** How the text of an annotation or error must look. */
export interface TextExpectation {
  readonly kind: 'any' | 'text' | 'regex';
  readonly text: string;
}

/** What an evaluation must give. */
export interface Expectations {
  readonly ordered: boolean;
  readonly fail: TextExpectation | undefined;
  readonly warnings: readonly TextExpectation[];
  readonly infos: readonly TextExpectation[];
  readonly noWarning: boolean;
  readonly noInfo: boolean;
  readonly scalar: number | undefined;
  readonly string: string | undefined;
  /** The times of the points of a range vector, in milliseconds. */
  readonly rangeVector: { readonly start: number; readonly end: number; readonly step: number } | undefined;
  readonly series: readonly ExpectedSeries[];
}

/** A line of the expected result. */
export interface ExpectedSeries extends NotatedSeries {
  /** The line says what counter reset hint the histograms have. */
  readonly comparesHints: boolean;
}

/** One command of a test file, with the number of its first line. */
export type Command =
  | { readonly kind: 'clear'; readonly line: number }
  | {
      readonly kind: 'load';
      readonly line: number;
      readonly gapMs: number;
      /** Classic histograms are also stored as native ones with custom buckets. */
      readonly withCustomBuckets: boolean;
      readonly series: readonly LoadedSeries[];
    }
  | {
      readonly kind: 'eval';
      readonly line: number;
      readonly query: string;
      readonly start: number;
      readonly end: number;
      /** 0 for an instant query. */
      readonly step: number;
      readonly expect: Expectations;
    };

/** A line that cannot be understood. */
export interface TestFileError {
  readonly line: number;
  readonly message: string;
}
