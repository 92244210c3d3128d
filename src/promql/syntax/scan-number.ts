import { parseDuration } from '../../shared/duration.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { PromqlError } from '../promql-error.ts';
import type { Token } from './token.ts';

/** Underscores may stand between digits, and after `0x`. */
const decimal = /^(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;
const hexadecimal = /^0[xX](?:_?[0-9a-fA-F]+)+$/;

/** The largest length of time that Prometheus can hold, in seconds: 2^63 nanoseconds. */
export const maxSeconds = 2 ** 63 / 1e9;

/** The number or duration that begins at a digit or a point. */
export function scanNumber(text: string, start: number): Result<Token, PromqlError> {
  // Everything that could belong to it, so that `1foo` and `5mm` are errors rather than two words.
  const run = /(?:0[xX]\w*|[\d_.]+(?:[eE][+-](?=\d))?\w*)+/y;
  run.lastIndex = start;
  const word = run.exec(text)?.[0] ?? text.charAt(start);
  const end = start + word.length;
  if (decimal.test(word) || hexadecimal.test(word)) {
    if (Number.isFinite(numberOf(word))) return ok({ kind: 'number', text: word, start, end });
    return fail({ message: `number \`${word}\` is out of range`, span: { start, end } });
  }
  if (/^\d+(?:ms|[smhdwy])/.test(word)) {
    const seconds = secondsOf(word);
    if (seconds <= maxSeconds) return ok({ kind: 'duration', text: word, start, end });
    if (seconds > maxSeconds) return fail({ message: `duration \`${word}\` is out of range`, span: { start, end } });
    return fail({
      message: `\`${word}\` is not a duration`,
      span: { start, end },
      help: 'write whole numbers with the units `y`, `w`, `d`, `h`, `m`, `s` and `ms`, largest first, as in `1h30m`',
    });
  }
  return fail({
    message: `bad number or duration \`${word}\``,
    span: { start, end },
    ...(/^\d*\.\d+[a-z]+$/.test(word) ? { help: 'write durations in whole numbers, as in `1m30s`' } : {}),
  });
}

/**
 * The value of a number as Go reads it: a leading zero makes an integer octal, `0x` hexadecimal. Infinite when it is
 * too large.
 */
export function numberOf(word: string): number {
  const digits = word.replaceAll('_', '');
  if (/^0[xX]/.test(digits)) {
    // Hexadecimal floats need an exponent in Go, so one that exceeds its integers is no number at all.
    return BigInt(digits) < 2n ** 63n ? Number(digits) : Number.POSITIVE_INFINITY;
  }
  if (/^0+[0-7]{1,21}$/.test(digits)) return Number.parseInt(digits, 8);
  return Number(digits);
}

/** Seconds of a duration; not a number when it is none, or beyond 2^53 ms. */
export const secondsOf = (word: string): number => (parseDuration(word) ?? Number.NaN) / 1000;
