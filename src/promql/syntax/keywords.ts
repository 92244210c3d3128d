import { aggregations } from '../signatures.ts';

/** Operators that are words. */
export const wordOperators: ReadonlySet<string> = new Set(['and', 'or', 'unless', 'atan2']);

/** Words that a list of labels in parentheses follows. */
export const groupingWords: ReadonlySet<string> = new Set([
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
]);

/** Words that a number in parentheses follows. */
export const fillWords: ReadonlySet<string> = new Set(['fill', 'fill_left', 'fill_right']);

/** Functions of a duration; also functions of scalars, except in `[...]` and after `offset`. */
export const durationFunctions: ReadonlySet<string> = new Set(['step', 'range', 'min_of', 'max_of']);

/** Functions whose names are keywords, and therefore may be written in any case. */
const keywordFunctions: ReadonlySet<string> = new Set([...durationFunctions, 'start', 'end']);

/** The name by which a function is known: keywords have no case, other names do. */
export const functionName = (word: string): string =>
  keywordFunctions.has(word.toLowerCase()) ? word.toLowerCase() : word;

/** Whether the word, with `(` after it, calls a function, known or not. */
export function callsFunction(word: string): boolean {
  const lower = word.toLowerCase();
  return !(
    wordOperators.has(lower) ||
    groupingWords.has(lower) ||
    fillWords.has(lower) ||
    aggregations.has(lower) ||
    lower === 'bool' ||
    lower === 'offset'
  );
}
