import type { PromqlError } from '../promql-error.ts';
import { aggregations } from '../signatures.ts';
import { fillWords, wordOperators } from './keywords.ts';
import { operandDue } from './operand-due.ts';
import { offsetBefore, type Place, placeOf } from './place-of.ts';
import { spanOf, type Token } from './token.ts';

/**
 * What is wrong with the word at which the grammar got stuck. Grammars of this kind cannot say what they expected, but
 * the brackets around the word and the words before it can.
 */
export function explain(text: string, tokens: readonly Token[], stuckAt: number): PromqlError {
  const found = tokens.findIndex(({ end }) => end > stuckAt);
  const at = found === -1 ? tokens.length : found;
  const token = tokens[at];
  const span = token === undefined ? { start: text.length, end: text.length } : spanOf(token);
  const known = diagnose(tokens, at, (expected, help) => ({
    message: `unexpected ${describe(token)}, expected ${expected}`,
    span,
    ...(help === undefined ? {} : { help }),
  }));
  return known ?? { message: `unexpected ${describe(token)}`, span };
}

function diagnose(tokens: readonly Token[], at: number, wrong: Wrong): PromqlError | undefined {
  const token = tokens[at];
  const previous = tokens[at - 1];
  const due = operandDue(tokens);
  const place = placeOf(tokens, due, at);

  if (place === 'braces') return insideBraces(token, previous, tokens[at - 2], wrong);
  if (place === 'labels') {
    if (previous?.text === '(' || previous?.text === ',') return wrong('a label name or `)`');
    return wrong('`,` or `)`');
  }
  if (place === 'fill') return wrong(previous?.text === '(' ? 'a number' : '`)`');
  if (previous?.text === '(' && tokens[at - 3]?.text === '@') return wrong('`)`');
  const offset = offsetBefore(tokens, due, at);
  if (offset !== undefined && (offset < at - 1 || token?.text !== '(')) return wrong('a duration such as `5m`');
  if (previous?.kind === 'word' && token?.text !== '(' && offsetBefore(tokens, due, at - 1) !== undefined)
    return wrong('`(`');
  const after = afterKeyword(token, previous, tokens[at - 2], due[at - 1] === true, wrong);
  if (after !== undefined) return after;
  if (place === 'brackets' || place === 'duration')
    return insideDuration(token, previous, tokens[at - 2], place, wrong);
  if (due[at] === true) {
    if (startsOperand(token)) return undefined;
    if (place === 'arguments' && previous?.text === ',' && token?.text === ')')
      return wrong('another argument', 'remove the comma before it');
    return wrong('an expression', token?.kind === 'word' ? misplaced(token.text, previous) : undefined);
  }
  if (isGroupedAggregator(tokens, at - 1)) return wrong('`(`');
  return afterOperand(token, previous, due[at - 1] === true, place, wrong);
}

type Wrong = (expected: string, help?: string) => PromqlError;

/** What to do about a keyword of vector matching where an operand is due. */
function misplaced(word: string, previous: Token | undefined): string {
  if (previous === undefined || /^[(,]$/.test(previous.text)) return `write a metric of that name as \`{"${word}"}\``;
  if (/^group_/i.test(word)) return `write \`${word}\` after \`on (...)\` or \`ignoring (...)\``;
  if (/^bool$/i.test(word)) return 'write `bool` once, right behind a comparison operator';
  return 'write `on` or `ignoring` once, behind `bool` and before `group_left`';
}

/** Whether the token closes the labels of `sum by (a)`, of which the operand is still to come. */
function isGroupedAggregator(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.text !== ')') return false;
  let open = at - 1;
  while (open > 0 && tokens[open]?.text !== '(') open -= 1;
  const [aggregator, word] = [tokens[open - 2], tokens[open - 1]];
  return (
    aggregator !== undefined &&
    aggregations.has(aggregator.text.toLowerCase()) &&
    /^(?:by|without)$/i.test(word?.text ?? '')
  );
}

function describe(token: Token | undefined): string {
  if (token === undefined) return 'end of the query';
  return token.kind === 'string' || token.text.length > 40 ? token.kind : `\`${token.text}\``;
}

function insideBraces(
  token: Token | undefined,
  previous: Token | undefined,
  beforePrevious: Token | undefined,
  wrong: Wrong,
): PromqlError {
  if (previous?.text === '{' || previous?.text === ',') return wrong('a label name or `}`');
  if (previous?.kind === 'word') return wrong('one of `=`, `!=`, `=~` and `!~`');
  if (previous?.kind === 'string' && (beforePrevious?.text === '{' || beforePrevious?.text === ','))
    return wrong('one of `=`, `!=`, `=~` and `!~`, or `,` or `}`');
  if (previous?.kind === 'string') return wrong('`,` or `}`');
  return wrong(
    'a string',
    token?.kind === 'word' || token?.kind === 'number' ? `write \`"${token.text}"\`` : undefined,
  );
}

function insideDuration(
  token: Token | undefined,
  previous: Token | undefined,
  beforePrevious: Token | undefined,
  place: 'brackets' | 'duration',
  wrong: Wrong,
): PromqlError {
  if (previous?.text === '(' && /^(?:step|range)$/i.test(beforePrevious?.text ?? '')) return wrong('`)`');
  if (previous?.kind === 'symbol' && !/^[)\]]$/.test(previous.text)) return wrong('a duration such as `5m`');
  if (previous?.kind === 'word') return wrong('`(`');
  if (token?.text === ')') return wrong('`,`');
  if (place === 'duration') return wrong('an operator or `)`');
  return wrong(token?.text === ':' ? '`]`' : '`:` or `]`');
}

/** Keywords that something particular has to follow. */
function afterKeyword(
  token: Token | undefined,
  previous: Token | undefined,
  beforePrevious: Token | undefined,
  isOperand: boolean,
  wrong: Wrong,
): PromqlError | undefined {
  if (previous?.text === '@' || (beforePrevious?.text === '@' && /^[-+]$/.test(previous?.text ?? '')))
    return wrong('a timestamp, `start()` or `end()`');
  if (beforePrevious?.text === '@' && previous?.kind === 'word') return wrong('`()`');
  if (previous?.kind !== 'word' || token?.text === '(') return undefined;
  const word = previous.text.toLowerCase();
  if (/^(?:on|ignoring)$/.test(word) || (/^(?:by|without)$/.test(word) && !isOperand))
    return wrong('labels in parentheses', `write \`${word} (...)\``);
  if (fillWords.has(word) && !isOperand) return wrong('a number in parentheses', `write \`${word} (0)\``);
  if (aggregations.has(word) && isOperand && token?.kind !== 'symbol' && !isOperator(token))
    return wrong('`(`, `by` or `without`');
  return undefined;
}

function afterOperand(
  token: Token | undefined,
  previous: Token | undefined,
  isOperand: boolean,
  place: Place | undefined,
  wrong: Wrong,
): PromqlError | undefined {
  const word = token?.kind === 'word' ? token.text.toLowerCase() : undefined;
  const closing = place === 'arguments' ? '`,` or `)`' : place === 'parentheses' ? '`)`' : 'the end of the query';
  if (token?.text === '=') return wrong('an operator', 'compare with `==`');
  if (token?.text === '(' && previous?.kind === 'word' && isOperand)
    return { ...wrong('an operator'), message: `unknown function \`${previous.text}\``, span: spanOf(previous) };
  if (word === 'by' || word === 'without')
    return wrong(`an operator or ${closing}`, `write \`${word}\` after an aggregation such as \`sum\``);
  if (word === 'on' || word === 'ignoring' || word === 'bool')
    return wrong(`an operator or ${closing}`, `write \`${word}\` after an operator between two vectors`);
  if (word === 'group_left' || word === 'group_right')
    return wrong(`an operator or ${closing}`, `write \`${word}\` after \`on (...)\` or \`ignoring (...)\``);
  if (isOperator(token)) return undefined;
  if (token?.kind === 'symbol' && /^(?:[-+*/%^@[)]|[<>=!]=|[<>]\/?)$/.test(token.text)) return undefined;
  if (token?.text === ',' && place === 'arguments') return undefined;
  return wrong(`an operator or ${closing}`);
}

const isOperator = (token: Token | undefined): boolean =>
  token?.kind === 'word' &&
  (wordOperators.has(token.text.toLowerCase()) || /^(offset|anchored|smoothed)$/i.test(token.text));

/** Whether an operand can begin with the token. */
function startsOperand(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === 'symbol') return /^[-+({]$/.test(token.text);
  if (token.kind !== 'word') return true;
  return !/^(?:bool|ignoring|on|group_left|group_right)$/i.test(token.text);
}
