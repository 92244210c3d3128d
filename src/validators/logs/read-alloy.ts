import { fail, ok, type Result } from '../../shared/result.ts';

/** A part of a text in Alloy's configuration language; `at` counts UTF-16 units from its beginning. */
export interface AlloyToken {
  readonly kind: 'name' | 'text' | 'number' | 'sign';
  /** A text without its quotes. */
  readonly text: string;
  readonly at: number;
}

/** A block of a configuration: attributes keep their values as tokens. */
export interface AlloyNode {
  readonly name: string;
  readonly label: string | undefined;
  readonly at: number;
  readonly attributes: ReadonlyMap<string, readonly AlloyToken[]>;
  readonly blocks: readonly AlloyNode[];
}

export interface AlloyError {
  readonly expected: string;
  readonly at: number;
}

const pattern =
  /(?<space>\s+|\/\/[^\n]*)|(?<name>[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*)|(?<text>"(?:[^"\\\n]|\\.)*")|(?<number>\d+(?:\.\d+)?)|(?<sign>[{}[\](),=+])/y;

function tokensOf(text: string): Result<readonly AlloyToken[], AlloyError> {
  const tokens: AlloyToken[] = [];
  for (let at = 0; at < text.length; ) {
    pattern.lastIndex = at;
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) return fail({ expected: 'a name, a text or a sign', at });
    const [kind, written] = Object.entries(groups).find(([, found]) => found !== undefined) ?? ['space', ' '];
    if (kind === 'text') {
      const read = unquoted(written);
      if (read === undefined) return fail({ expected: 'a text with escapes that Alloy knows', at });
      tokens.push({ kind, text: read, at });
    } else if (kind !== 'space') tokens.push({ kind: kind as AlloyToken['kind'], text: written, at });
    at += written.length;
  }
  return ok(tokens);
}

function unquoted(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}

class Unexpected extends Error {
  readonly error: AlloyError;
  constructor(error: AlloyError) {
    super(error.expected);
    this.error = error;
  }
}

const opening: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };
/** Deeper than any configuration. */
const maxDepth = 50;

/** The blocks of a configuration. What values mean is not looked at, only that their brackets match. */
export function readAlloy(text: string): Result<readonly AlloyNode[], AlloyError> {
  const read = tokensOf(text);
  if (!read.ok) return read;
  const tokens = read.value;
  let next = 0;
  const peek = (offset = 0): AlloyToken | undefined => tokens[next + offset];
  const wrong = (expected: string): Unexpected => new Unexpected({ expected, at: peek()?.at ?? text.length });
  const isSign = (sign: string, offset = 0) => peek(offset)?.kind === 'sign' && peek(offset)?.text === sign;

  const value = (): readonly AlloyToken[] => {
    const from = next;
    const open: string[] = [];
    for (let token = peek(); token !== undefined; token = peek()) {
      const isEnd = open.length === 0 && next > from && (isSign('}') || startsEntry());
      if (isEnd) break;
      if (token.kind === 'sign' && token.text in opening) open.push(opening[token.text] ?? '');
      else if (token.kind === 'sign' && token.text === open.at(-1)) open.pop();
      else if (token.kind === 'sign' && Object.values(opening).includes(token.text))
        throw wrong(open.at(-1) ?? 'a value');
      next += 1;
    }
    if (open.length > 0) throw wrong(open.at(-1) ?? '');
    if (next === from) throw wrong('a value');
    return tokens.slice(from, next);
  };
  /** A value ends where the next attribute or block begins. */
  const startsEntry = () =>
    peek()?.kind === 'name' &&
    !isSign('+', -1) &&
    (isSign('=', 1) || isSign('{', 1) || (peek(1)?.kind === 'text' && isSign('{', 2)));

  const body = (depth: number): Pick<AlloyNode, 'attributes' | 'blocks'> => {
    if (depth > maxDepth) throw wrong('less nesting');
    const attributes = new Map<string, readonly AlloyToken[]>();
    const blocks: AlloyNode[] = [];
    while (peek() !== undefined && !isSign('}')) {
      const name = peek();
      if (name?.kind !== 'name') throw wrong('the name of a block or an attribute');
      next += 1;
      if (isSign('=')) {
        next += 1;
        attributes.set(name.text, value());
        continue;
      }
      const label = peek()?.kind === 'text' ? peek()?.text : undefined;
      if (label !== undefined) next += 1;
      if (!isSign('{')) throw wrong('{ or =');
      next += 1;
      blocks.push({ name: name.text, label, at: name.at, ...body(depth + 1) });
      if (!isSign('}')) throw wrong('}');
      next += 1;
    }
    return { attributes, blocks };
  };

  try {
    const { attributes, blocks } = body(0);
    if (attributes.size > 0) return fail({ expected: 'blocks only', at: 0 });
    if (next < tokens.length) throw wrong('a block');
    return ok(blocks);
  } catch (error) {
    if (error instanceof Unexpected) return fail(error.error);
    throw error;
  }
}
