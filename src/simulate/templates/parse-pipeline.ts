import { goInt } from './go-value.ts';
import type { Command, Operand, Pipeline } from './node.ts';
import { parseNumber } from './parse-number.ts';
import type { TemplateCursor } from './template-cursor.ts';
import { TemplateError } from './template-error.ts';
import type { Token, TokenKind } from './token.ts';
import { unquoteGo } from './unquote-go.ts';

/** What is in reach where a pipeline stands. */
export interface PipelineScope {
  readonly functions: { has(name: string): boolean };
  /** Names with their dollar signs; grows with declarations. */
  readonly variables: string[];
}

/** Deeper parentheses are refused, as they would exhaust the stack. */
const maximumDepth = 200;

/** Parses declarations and commands up to and including the closing word. Throws a TemplateError. */
export function parsePipeline(
  cursor: TemplateCursor,
  context: string,
  closing: TokenKind,
  scope: PipelineScope,
  depth = 0,
): Pipeline {
  if (depth > maximumDepth) cursor.fail(`nested more than ${maximumDepth} deep`);
  const { at } = cursor.peekNonSpace();
  const { declares, assigns } = parseDeclarations(cursor, context, scope);
  const commands: Command[] = [];
  for (;;) {
    const token = cursor.peekNonSpace();
    if (token.kind === closing) {
      cursor.next();
      break;
    }
    if (!operandStarts.has(token.kind)) {
      cursor.next();
      cursor.unexpected(token, context);
    }
    commands.push(parseCommand(cursor, scope, depth));
  }
  if (commands.length === 0) cursor.fail(`missing value for ${context}`);
  commands.slice(1).forEach((command, i) => {
    const { kind } = command.operands[0];
    if (kind === 'bool' || kind === 'dot' || kind === 'nil' || kind === 'number' || kind === 'string')
      cursor.fail(`non executable command in pipeline stage ${i + 2}`);
  });
  return { kind: 'pipeline', at, declares, assigns, commands };
}

const operandStarts: ReadonlySet<TokenKind> = new Set([
  'bool',
  'character-constant',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'string',
  'variable',
  'left-paren',
]);

function parseDeclarations(cursor: TemplateCursor, context: string, scope: PipelineScope) {
  const declares: string[] = [];
  let assigns = false;
  while (cursor.peekNonSpace().kind === 'variable') {
    const mark = cursor.mark();
    const variable = cursor.next();
    const next = cursor.peekNonSpace();
    if (next.kind === 'assign' || next.kind === 'declare') {
      assigns = next.kind === 'assign';
      cursor.next();
      declares.push(variable.text);
      scope.variables.push(variable.text);
      break;
    }
    if (next.kind !== 'char' || next.text !== ',') {
      cursor.reset(mark);
      break;
    }
    cursor.next();
    declares.push(variable.text);
    scope.variables.push(variable.text);
    if (context !== 'range' || declares.length >= 2) cursor.fail(`too many declarations in ${context}`);
    const { kind } = cursor.peekNonSpace();
    if (kind !== 'variable' && kind !== 'right-delimiter' && kind !== 'right-paren')
      cursor.fail('range can only initialize variables');
  }
  return { declares, assigns };
}

function parseCommand(cursor: TemplateCursor, scope: PipelineScope, depth: number): Command {
  const { at } = cursor.peekNonSpace();
  const operands: Operand[] = [];
  for (;;) {
    cursor.peekNonSpace();
    const operand = parseOperand(cursor, scope, depth);
    if (operand !== undefined) operands.push(operand);
    const mark = cursor.mark();
    const token = cursor.next();
    if (token.kind === 'space') continue;
    if (token.kind === 'right-delimiter' || token.kind === 'right-paren') cursor.reset(mark);
    else if (token.kind !== 'pipe') cursor.unexpected(token, 'operand');
    break;
  }
  const [first, ...rest] = operands;
  if (first === undefined) return cursor.fail('empty command');
  return { at, operands: [first, ...rest] };
}

/** A term and the fields that follow it. */
function parseOperand(cursor: TemplateCursor, scope: PipelineScope, depth: number): Operand | undefined {
  const term = parseTerm(cursor, scope, depth);
  const { kind, at } = cursor.peek();
  if (term === undefined || kind !== 'field') return term;
  const names: string[] = [];
  while (cursor.peek().kind === 'field') names.push(cursor.next().text.slice(1));
  switch (term.kind) {
    case 'field':
    case 'variable':
      return { ...term, names: [...term.names, ...names], at };
    case 'bool':
    case 'string':
    case 'number':
    case 'nil':
    case 'dot': {
      const shown =
        term.kind === 'bool' ? String(term.value) : 'source' in term ? term.source : term.kind === 'nil' ? 'nil' : '.';
      return cursor.fail(`unexpected . after term ${JSON.stringify(shown)}`);
    }
    case 'function':
    case 'chain':
    case 'pipeline':
      return { kind: 'chain', of: term, names, at };
  }
}

function parseTerm(cursor: TemplateCursor, scope: PipelineScope, depth: number): Operand | undefined {
  const mark = cursor.mark();
  const token = cursor.nextNonSpace();
  const { at, text } = token;
  switch (token.kind) {
    case 'identifier':
      if (!scope.functions.has(text)) cursor.fail(`function "${text}" not defined`);
      return { kind: 'function', name: text, at };
    case 'dot':
    case 'nil':
      return { kind: token.kind, at };
    case 'variable':
      if (!scope.variables.includes(text)) cursor.fail(`undefined variable "${text}"`);
      return { kind: 'variable', name: text, names: [], at };
    case 'field':
      return { kind: 'field', names: [text.slice(1)], at };
    case 'bool':
      return { kind: 'bool', value: text === 'true', at };
    case 'number':
      return { kind: 'number', source: text, at, ...numberOf(cursor, text) };
    case 'character-constant':
      return { kind: 'number', source: text, at, ...characterOf(cursor, token) };
    case 'string': {
      const value = unquoteGo(text);
      return value === undefined ? cursor.fail('invalid syntax') : { kind: 'string', value, source: text, at };
    }
    case 'left-paren':
      return parsePipeline(cursor, 'parenthesized pipeline', 'right-paren', scope, depth + 1);
    default:
      cursor.reset(mark);
      return undefined;
  }
}

function numberOf(cursor: TemplateCursor, source: string) {
  try {
    return parseNumber(source);
  } catch (error) {
    if (error instanceof TemplateError) return cursor.fail(error.message);
    throw error;
  }
}

function characterOf(cursor: TemplateCursor, { text }: Token) {
  const value = unquoteGo(text);
  if (value === undefined || [...value].length !== 1) return cursor.fail(`malformed character constant: ${text}`);
  const code = value.codePointAt(0) ?? 0;
  return { int: goInt(code), float: code };
}
