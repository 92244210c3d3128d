import { TemplateError } from './template-error.ts';
import { keywords, type Token } from './token.ts';

/** Reads the words of one template from left to right. */
export interface TemplateCursor {
  /** The next word, not yet consumed. */
  peek(): Token;
  peekNonSpace(): Token;
  next(): Token;
  nextNonSpace(): Token;
  /** The position to come back to with `reset`. */
  mark(): number;
  reset(mark: number): void;
  /** Notes where an action begins: errors inside one that spans lines name it. */
  startAction(token: Token | undefined): void;
  fail(message: string): never;
  unexpected(token: Token, context: string): never;
}

/** A cursor over the words of the template `name`. */
export function createTemplateCursor(name: string, text: string, tokens: readonly Token[]): TemplateCursor {
  let index = 0;
  let action: Token | undefined;
  const last: Token = tokens[tokens.length - 1] ?? { kind: 'end', text: '', at: text.length };
  const at = (i: number): Token => tokens[i] ?? last;
  const lineOf = (token: Token): number => text.slice(0, token.at).split('\n').length;
  const skipSpace = (): void => {
    while (at(index).kind === 'space') index++;
  };
  const consume = (): Token => at(index++);

  function fail(message: string): never {
    const token = at(Math.max(0, Math.min(index, tokens.length) - 1));
    throw new TemplateError(`template: ${name}:${lineOf(token)}: ${message}`);
  }

  return {
    peek: () => at(index),
    peekNonSpace() {
      skipSpace();
      return at(index);
    },
    next: consume,
    nextNonSpace() {
      skipSpace();
      return consume();
    },
    mark: () => index,
    reset(mark) {
      index = mark;
    },
    startAction(token) {
      action = token;
    },
    fail,
    unexpected(token, context) {
      if (token.kind !== 'error') return fail(`unexpected ${describe(token)} in ${context}`);
      const started = action === undefined ? 0 : lineOf(action);
      const far = started !== 0 && started !== lineOf(token);
      const where = far ? `${token.text.endsWith(' action') ? '' : ' in action'} started at ${name}:${started}` : '';
      return fail(token.text + where);
    },
  };
}

function describe({ kind, text }: Token): string {
  if (kind === 'end') return 'EOF';
  if (keywords.has(text) && kind === 'keyword') return `<${text}>`;
  const chars = [...text];
  return chars.length > 10 ? `${JSON.stringify(chars.slice(0, 10).join(''))}...` : JSON.stringify(text);
}
