import { maximumLength } from './execution.ts';
import type { GoValue } from './go-value.ts';
import { CallError } from './template-error.ts';
import type { TemplateFunction } from './template-function.ts';

/** Calls a function of which the result may be a text of any length. Throws a CallError when it is too long. */
export function boundedCall(fn: TemplateFunction, values: readonly GoValue[]): GoValue {
  try {
    const value = fn.call(values);
    if (typeof value !== 'string' || value.length <= maximumLength) return value;
  } catch (error) {
    // JavaScript gives up on a text of half a billion characters.
    if (!(error instanceof RangeError)) throw error;
  }
  throw new CallError(`the text is longer than ${maximumLength} characters`);
}
