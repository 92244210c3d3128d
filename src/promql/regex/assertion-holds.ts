import { assertNever } from '../../shared/assert-never.ts';
import { contains, wordCharacters } from './char-set.ts';
import type { Assertion } from './regex-node.ts';

const newline = 10;

/** Whether a condition holds between two characters; `undefined` stands for the bounds of the text. */
export function assertionHolds(assertion: Assertion, before: number | undefined, after: number | undefined): boolean {
  switch (assertion) {
    case 'text-start':
      return before === undefined;
    case 'text-end':
      return after === undefined;
    case 'line-start':
      return before === undefined || before === newline;
    case 'line-end':
      return after === undefined || after === newline;
    case 'word-boundary':
      return isWord(before) !== isWord(after);
    case 'no-word-boundary':
      return isWord(before) === isWord(after);
    default:
      return assertNever(assertion);
  }
}

const isWord = (code: number | undefined): boolean => code !== undefined && contains(wordCharacters, code);
