import { fillWords, groupingWords, wordOperators } from '../keywords.ts';

/** Words that mean something to the lexer, and those that the grammar needs help with: never names here. */
export const reserved: ReadonlySet<string> = new Set([
  ...wordOperators,
  ...groupingWords,
  ...fillWords,
  'bool',
  'offset',
  'inf',
  'nan',
  'start',
  'end',
  'step',
  'range',
  'min_of',
  'max_of',
  'anchored',
  'smoothed',
  'constructor',
  '__proto__',
]);
