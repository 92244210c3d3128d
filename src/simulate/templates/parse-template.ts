import { fail, ok, type Result } from '../../shared/result.ts';
import type { Branch, ParsedTemplate, Pipeline, TemplateNode } from './node.ts';
import { type PipelineScope, parsePipeline } from './parse-pipeline.ts';
import { createTemplateCursor, type TemplateCursor } from './template-cursor.ts';
import { TemplateError } from './template-error.ts';
import type { Token } from './token.ts';
import { tokeniseTemplate } from './tokenise-template.ts';
import { unquoteGo } from './unquote-go.ts';

/** What the parser has to know about the functions and the version of the language. */
export interface TemplateLanguage {
  readonly functions: { has(name: string): boolean };
  /** `{{else with}}`, which Go has since 1.23. */
  readonly elseWith: boolean;
}

/** What was there before the text that is parsed: it counts for places, and its variables are in reach. */
export interface TemplatePrelude {
  /** UTF-16 offset into the text where parsing begins. */
  readonly length: number;
  /** Names with their dollar signs. */
  readonly variables: readonly string[];
}

/** Deeper nesting is refused, as it would exhaust the stack. */
const maximumDepth = 200;

/** How a list of nodes ended. */
type Ending = { readonly kind: 'end' } | { readonly kind: 'else'; readonly elseOf: 'if' | 'with' | undefined };

interface Scope extends PipelineScope {
  rangeDepth: number;
}

/** Parses a template as Go's `text/template` does. The error is Go's, `template: NAME:LINE: ...` included. */
export function parseTemplate(
  name: string,
  text: string,
  language: TemplateLanguage,
  prelude: TemplatePrelude = { length: 0, variables: [] },
): Result<ParsedTemplate, string> {
  const cursor = createTemplateCursor(name, text, tokeniseTemplate(text, prelude.length));
  const parser = createParser(cursor, language);
  try {
    const body = parser.parseRoot(prelude.variables);
    return ok({ name, text, body, defined: parser.defined });
  } catch (error) {
    if (error instanceof TemplateError) return fail(error.message);
    throw error;
  }
}

function createParser(cursor: TemplateCursor, language: TemplateLanguage) {
  const defined = new Map<string, readonly TemplateNode[]>();
  let depth = 0;

  const newScope = (): Scope => ({ functions: language.functions, variables: ['$'], rangeDepth: 0 });

  function parseRoot(variables: readonly string[]): readonly TemplateNode[] {
    const scope = newScope();
    scope.variables.push(...variables);
    const nodes: TemplateNode[] = [];
    while (cursor.peek().kind !== 'end') {
      const mark = cursor.mark();
      if (cursor.next().kind === 'left-delimiter' && isKeyword(cursor.nextNonSpace(), 'define')) {
        parseDefinition();
        continue;
      }
      cursor.reset(mark);
      const node = textOrAction(scope);
      if (isEnding(node)) cursor.fail(`unexpected {{${node.kind}}}`);
      nodes.push(node);
    }
    return nodes;
  }

  function parseDefinition(): void {
    const context = 'define clause';
    const { name } = templateName(context);
    expect('right-delimiter', context);
    const { nodes, ending } = list(newScope());
    if (ending.kind !== 'end') cursor.fail(`unexpected {{${ending.kind}}} in ${context}`);
    define(name, nodes);
  }

  function define(name: string, nodes: readonly TemplateNode[]): void {
    const isEmpty = (list: readonly TemplateNode[] | undefined): boolean =>
      list === undefined || list.every((node) => node.kind === 'text' && node.text.trim() === '');
    if (isEmpty(defined.get(name))) defined.set(name, nodes);
    else if (!isEmpty(nodes)) cursor.fail(`template: multiple definition of template ${JSON.stringify(name)}`);
  }

  function list(scope: Scope): { readonly nodes: readonly TemplateNode[]; readonly ending: Ending } {
    if (++depth > maximumDepth) cursor.fail(`nested more than ${maximumDepth} deep`);
    const nodes: TemplateNode[] = [];
    while (cursor.peekNonSpace().kind !== 'end') {
      const node = textOrAction(scope);
      if (isEnding(node)) {
        depth--;
        return { nodes, ending: node };
      }
      nodes.push(node);
    }
    return cursor.fail('unexpected EOF');
  }

  function textOrAction(scope: Scope): TemplateNode | Ending {
    const token = cursor.nextNonSpace();
    if (token.kind === 'text') return { kind: 'text', text: token.text, at: token.at };
    if (token.kind !== 'left-delimiter') return cursor.unexpected(token, 'input');
    cursor.startAction(token);
    const node = action(scope);
    cursor.startAction(undefined);
    return node;
  }

  function action(scope: Scope): TemplateNode | Ending {
    const mark = cursor.mark();
    const token = cursor.nextNonSpace();
    if (token.kind === 'keyword') {
      switch (token.text) {
        case 'block':
          return block(scope);
        case 'break':
        case 'continue':
          return loopControl(token, token.text, scope);
        case 'else':
          return elseClause();
        case 'end':
          expect('right-delimiter', 'end');
          return { kind: 'end' };
        case 'if':
        case 'with':
        case 'range':
          return branch(token.text, scope);
        case 'template':
          return invocation(scope);
      }
    }
    cursor.reset(mark);
    const { at } = cursor.peekNonSpace();
    return { kind: 'action', at, pipeline: parsePipeline(cursor, 'command', 'right-delimiter', scope) };
  }

  function loopControl(token: Token, kind: 'break' | 'continue', scope: Scope): TemplateNode {
    const next = cursor.nextNonSpace();
    if (next.kind !== 'right-delimiter') cursor.unexpected(next, `{{${kind}}}`);
    if (scope.rangeDepth === 0) cursor.fail(`{{${kind}}} outside {{range}}`);
    return { kind, at: token.at };
  }

  function elseClause(): Ending {
    const next = cursor.peekNonSpace();
    if (isKeyword(next, 'if')) return { kind: 'else', elseOf: 'if' };
    if (language.elseWith && isKeyword(next, 'with')) return { kind: 'else', elseOf: 'with' };
    expect('right-delimiter', 'else');
    return { kind: 'else', elseOf: undefined };
  }

  function branch(kind: Branch['kind'], scope: Scope): Branch {
    const visible = scope.variables.length;
    const pipeline: Pipeline = parsePipeline(cursor, kind, 'right-delimiter', scope);
    if (kind === 'range') scope.rangeDepth++;
    const { nodes: body, ending } = list(scope);
    if (kind === 'range') scope.rangeDepth--;
    const otherwise = ending.kind === 'else' ? elseBody(kind, ending.elseOf, scope) : undefined;
    scope.variables.length = visible;
    return { kind, at: pipeline.at, pipeline, body, ...(otherwise === undefined ? {} : { otherwise }) };
  }

  function elseBody(kind: Branch['kind'], then: 'if' | 'with' | undefined, scope: Scope): readonly TemplateNode[] {
    if (then !== undefined && then === kind) {
      // One {{end}} closes both.
      cursor.nextNonSpace();
      if (++depth > maximumDepth) cursor.fail(`nested more than ${maximumDepth} deep`);
      const inner = branch(then, scope);
      depth--;
      return [inner];
    }
    const { nodes, ending } = list(scope);
    if (ending.kind !== 'end') cursor.fail(`expected end; found {{${ending.kind}}}`);
    return nodes;
  }

  function block(scope: Scope): TemplateNode {
    const context = 'block clause';
    const { name, at } = templateName(context);
    const pipeline = parsePipeline(cursor, context, 'right-delimiter', scope);
    const { nodes, ending } = list(newScope());
    if (ending.kind !== 'end') cursor.fail(`unexpected {{${ending.kind}}} in ${context}`);
    define(name, nodes);
    return { kind: 'template', at, name, pipeline };
  }

  function invocation(scope: Scope): TemplateNode {
    const context = 'template clause';
    const { name, at } = templateName(context);
    const mark = cursor.mark();
    if (cursor.nextNonSpace().kind === 'right-delimiter') return { kind: 'template', at, name };
    cursor.reset(mark);
    return { kind: 'template', at, name, pipeline: parsePipeline(cursor, context, 'right-delimiter', scope) };
  }

  /** The name, and where it stands: that is where Go says that an invocation is. */
  function templateName(context: string): { readonly name: string; readonly at: number } {
    const token = cursor.nextNonSpace();
    if (token.kind !== 'string') return cursor.unexpected(token, context);
    return { name: unquoteGo(token.text) ?? cursor.fail('invalid syntax'), at: token.at };
  }

  function expect(kind: Token['kind'], context: string): void {
    const token = cursor.nextNonSpace();
    if (token.kind !== kind) cursor.unexpected(token, context);
  }

  return { parseRoot, defined };
}

const isKeyword = (token: Token, word: string): boolean => token.kind === 'keyword' && token.text === word;

const isEnding = (node: TemplateNode | Ending): node is Ending => node.kind === 'end' || node.kind === 'else';
