import { precedence } from '../precedence.ts';
import { callsFunction, durationFunctions } from './keywords.ts';
import { operandDue } from './operand-due.ts';
import type { Token } from './token.ts';

/** What brackets hold that is read differently. */
type Inside = 'matchers' | 'duration' | 'expressions';

/** Names that the grammar looks up in plain objects, where it finds what every object has. */
const misread: ReadonlySet<string> = new Set(['constructor', '__proto__']);

/** What the grammar reads as a number; Prometheus also takes `2.`, `0X1F` and `1_0.5`. */
const plainNumber = /^(?:\d+(?:\.\d+)?|\.\d+)$/;

/**
 * The query with everything at the same offset, but spelled so that the grammar of `@prometheus-io/lezer-promql` reads
 * what Prometheus reads. No comments; plain numbers; one known name for all functions (it lists them, and so refuses
 * those of other releases); `step()` and its like in lower case; no metric called `offset` or `constructor`; one
 * operator for all (precedence is applied later, and it gives up on long chains of those that group from the left).
 * Names, numbers and operators are taken from the tokens afterwards.
 */
export function prepare(text: string, tokens: readonly Token[]): string {
  const due = operandDue(tokens);
  let out = '';
  let durationNext = false;
  const open: Inside[] = [];
  tokens.forEach((token, i) => {
    const inside = open.at(-1) ?? 'expressions';
    const called = token.kind === 'word' && tokens[i + 1]?.text === '(';
    let written = token.text;
    if (inside === 'duration' || durationNext) {
      if (called && durationFunctions.has(written.toLowerCase())) written = written.toLowerCase();
    } else if (inside === 'expressions') {
      if (called && due[i] === true && tokens[i - 1]?.text !== '@') written = asCall(written);
      else if (due[i] === false && Object.hasOwn(precedence, written.toLowerCase())) written = '^';
    }
    const isOffset = token.kind === 'word' && written.toLowerCase() === 'offset';
    if ((isOffset && due[i] === true) || misread.has(written.toLowerCase())) written = '_'.repeat(written.length);
    if (token.kind === 'number') written = asNumber(written);

    if (token.text === '{') open.push('matchers');
    else if (token.text === '[') open.push('duration');
    else if (token.text === '(') open.push(durationNext || inside === 'duration' ? 'duration' : 'expressions');
    else if (/^[)\]}]$/.test(token.text)) open.pop();
    if (isOffset) durationNext = due[i] === false;
    else if (!called && !/^[-+]$/.test(token.text)) durationNext = false;

    out += ' '.repeat(token.start - out.length) + written + ' '.repeat(token.text.length - written.length);
  });
  return out + ' '.repeat(text.length - out.length);
}

/** No known function has a name of one character, and none fits there. */
const asCall = (word: string): string => (callsFunction(word) && word.length > 1 ? 'ln' : word);

/** A number of the same length at most; the point stays first, as a digit there could become part of a word before it. */
function asNumber(word: string): string {
  if (plainNumber.test(word)) return word;
  return word.startsWith('.') ? '.0' : '0';
}
