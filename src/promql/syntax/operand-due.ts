import { fillWords, wordOperators } from './keywords.ts';
import type { Token } from './token.ts';

/** Words that stand, with what they have in parentheses, between an operator and its right operand. */
const matchingWords: ReadonlySet<string> = new Set(['on', 'ignoring', 'group_left', 'group_right', ...fillWords]);

/**
 * For each place before a token, and for the end, whether an operand is due there rather than an operator: that tells a
 * metric called `offset` or `and` from the keyword. It means nothing inside braces and lists of labels.
 */
export function operandDue(tokens: readonly Token[]): readonly boolean[] {
  const due = [true];
  const matching: boolean[] = [];
  tokens.forEach((token, i) => {
    const here = due[i] === true;
    if (token.text === '(') matching.push(isMatchingWord(tokens[i - 1]));
    due.push(dueAfter(token, here, token.text === ')' && matching.pop() === true));
  });
  return due;
}

const isMatchingWord = (token: Token | undefined): boolean =>
  token?.kind === 'word' && matchingWords.has(token.text.toLowerCase());

function dueAfter(token: Token, here: boolean, closesMatching: boolean): boolean {
  if (token.kind === 'symbol') return closesMatching || !/^[)\]}]$/.test(token.text);
  if (token.kind !== 'word') return false;
  const word = token.text.toLowerCase();
  if (wordOperators.has(word)) return !here;
  // No metric can have these names, and `fill` is one unless parentheses follow.
  return here && (word === 'bool' || (matchingWords.has(word) && !fillWords.has(word)));
}
