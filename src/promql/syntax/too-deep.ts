import { precedence } from '../precedence.ts';
import type { PromqlError } from '../promql-error.ts';
import { spanOf, type Token } from './token.ts';

/**
 * How many operators and modifiers may be pending at once, a bracket counting as two. Beyond a few times as many the
 * grammar's parser drops parts of the tree, and whoever walks the tree could overflow the stack.
 */
const maxDepth = 500;
const bracket = 2;

/** The error of a query that nests or chains too much. */
export function tooDeep(tokens: readonly Token[]): PromqlError | undefined {
  // What is pending at each open bracket, the bracket included, and outside of all.
  const pending = [0];
  let total = 0;
  for (const token of tokens) {
    const last = pending.length - 1;
    if (/^[([{]$/.test(token.text)) {
      // Brackets behind a selector wrap it, so they stay pending after they are closed.
      if (token.text === '[') pending[last] = (pending[last] ?? 0) + 1;
      pending.push(bracket);
      total += token.text === '[' ? bracket + 1 : bracket;
    } else if (/^[)\]}]$/.test(token.text)) {
      total -= pending.pop() ?? 0;
    } else if (token.text === ',') {
      // The next argument begins afresh.
      total -= (pending[last] ?? bracket) - bracket;
      pending[last] = bracket;
    } else if (token.kind !== 'string' && nests(token.text.toLowerCase())) {
      pending[last] = (pending[last] ?? 0) + 1;
      total += 1;
    }
    if (total > maxDepth)
      return {
        message: 'the query nests or chains too deeply',
        span: spanOf(token),
        help: 'split the query, for instance with recording rules',
      };
  }
  return undefined;
}

const nests = (text: string): boolean =>
  Object.hasOwn(precedence, text) || /^(?:@|offset|anchored|smoothed)$/.test(text);
