import { InvalidArgumentError } from 'commander';

/** A whole number above zero. Throws commander's `InvalidArgumentError`. */
export function parseAmount(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('Write a whole number above zero.');
}
