import { aggregations } from '../signatures.ts';
import { callsFunction, durationFunctions, fillWords, groupingWords } from './keywords.ts';
import type { Token } from './token.ts';

/** What brackets hold. `duration` is the inside of parentheses in a length of time. */
export type Place = 'parentheses' | 'arguments' | 'labels' | 'fill' | 'braces' | 'brackets' | 'duration';

/** The innermost brackets that are open before the token at `at`. */
export function placeOf(tokens: readonly Token[], due: readonly boolean[], at: number): Place | undefined {
  const places: Place[] = [];
  for (let i = 0; i < at; i++) {
    const { kind, text } = tokens[i] ?? { kind: 'word', text: '' };
    if (kind !== 'symbol') continue;
    if (text === '{') places.push('braces');
    else if (text === '[') places.push('brackets');
    else if (text === '(') places.push(opens(places.at(-1), tokens, due, i));
    else if (/^[)\]}]$/.test(text)) places.pop();
  }
  return places.at(-1);
}

function opens(around: Place | undefined, tokens: readonly Token[], due: readonly boolean[], at: number): Place {
  if (around === 'brackets' || around === 'duration') return 'duration';
  const isFunction = durationFunctions.has(tokens[at - 1]?.text.toLowerCase() ?? '');
  const isOffset = offsetBefore(tokens, due, isFunction ? at - 1 : at) !== undefined;
  return isOffset ? 'duration' : parenthesesAfter(tokens, due, at);
}

/** The index of an `offset` that stands before the token, with nothing but signs between them. */
export function offsetBefore(tokens: readonly Token[], due: readonly boolean[], at: number): number | undefined {
  let i = at - 1;
  while (/^[-+]$/.test(tokens[i]?.text ?? '')) i -= 1;
  return tokens[i]?.text.toLowerCase() === 'offset' && due[i] === false ? i : undefined;
}

function parenthesesAfter(tokens: readonly Token[], due: readonly boolean[], at: number): Place {
  const previous = tokens[at - 1];
  // Behind the labels of `sum by (a)`.
  if (previous?.text === ')') return due[at] === true ? 'parentheses' : 'arguments';
  if (previous?.kind !== 'word') return 'parentheses';
  const word = previous.text.toLowerCase();
  if (groupingWords.has(word)) return 'labels';
  if (fillWords.has(word)) return 'fill';
  return aggregations.has(word) || callsFunction(word) ? 'arguments' : 'parentheses';
}
