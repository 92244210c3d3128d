import { parseDuration } from '../../shared/duration.ts';
import { TestFileFault } from './test-file-fault.ts';

/** A line of a test file, counted from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** Milliseconds of a duration in a command. */
export function timeOf(text: string, { number }: Line): number {
  const time = parseDuration(text);
  if (time === undefined) throw new TestFileFault(`\`${text}\` is not a duration`, number);
  return time;
}
