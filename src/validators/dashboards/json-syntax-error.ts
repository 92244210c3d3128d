/** Where a text stops being JSON. */
export interface JsonSyntaxError {
  /** Offset of the first character that does not belong there; the length of the text when it ends too early. */
  readonly offset: number;
  readonly expected: string;
}

const token =
  /[ \t\n\r]*(?:([[\]{},:])|("[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*")|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null)(?![\w.]))/y;

/** What may come next, in words for the reader. */
type Expecting =
  | 'a value'
  | 'a value or `]`'
  | 'a key in quotes'
  | 'a key in quotes or `}`'
  | '`:`'
  | '`,` or `]`'
  | '`,` or `}`'
  | 'nothing more';

/** The first syntax error of a text; undefined for JSON. Its own reader, because engines word theirs each in its way. */
export function jsonSyntaxError(text: string): JsonSyntaxError | undefined {
  const open: ('[' | '{')[] = [];
  let expecting: Expecting = 'a value';
  const afterValue = (): Expecting => {
    const around = open.at(-1);
    return around === undefined ? 'nothing more' : around === '[' ? '`,` or `]`' : '`,` or `}`';
  };
  token.lastIndex = 0;
  for (;;) {
    const start = token.lastIndex;
    const match = token.exec(text);
    if (match === null) {
      const offset = start + (/^[ \t\n\r]*/.exec(text.slice(start))?.[0].length ?? 0);
      return offset === text.length && expecting === 'nothing more' ? undefined : { offset, expected: expecting };
    }
    const [, punctuation, string, scalar] = match;
    const found = punctuation ?? string ?? scalar ?? '';
    const next = step(expecting, punctuation, string !== undefined, open, afterValue);
    if (next === undefined) return { offset: token.lastIndex - found.length, expected: expecting };
    expecting = next;
  }
}

/** What may follow a token; undefined when the token itself may not stand here. Keeps `open` up to date. */
function step(
  expecting: Expecting,
  punctuation: string | undefined,
  isString: boolean,
  open: ('[' | '{')[],
  afterValue: () => Expecting,
): Expecting | undefined {
  const close = (): Expecting => {
    open.pop();
    return afterValue();
  };
  switch (expecting) {
    case 'a value or `]`':
      if (punctuation === ']') return close();
      return step('a value', punctuation, isString, open, afterValue);
    case 'a value':
      if (punctuation === undefined) return afterValue();
      if (punctuation !== '[' && punctuation !== '{') return undefined;
      open.push(punctuation);
      return punctuation === '[' ? 'a value or `]`' : 'a key in quotes or `}`';
    case 'a key in quotes or `}`':
      return punctuation === '}' ? close() : step('a key in quotes', punctuation, isString, open, afterValue);
    case 'a key in quotes':
      return isString ? '`:`' : undefined;
    case '`:`':
      return punctuation === ':' ? 'a value' : undefined;
    case '`,` or `]`':
      return punctuation === ']' ? close() : punctuation === ',' ? 'a value' : undefined;
    case '`,` or `}`':
      return punctuation === '}' ? close() : punctuation === ',' ? 'a key in quotes' : undefined;
    case 'nothing more':
      return undefined;
  }
}
