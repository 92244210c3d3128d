import { quoteGo } from '../../promql/storage/format-labels.ts';
import { boundedCall } from './bounded-call.ts';
import { type Execution, maximumDepth, maximumLength, maximumSteps } from './execution.ts';
import { fieldsOf } from './fields-of.ts';
import { printAction } from './go-print.ts';
import { type GoValue, goTypeOf, isTruthy } from './go-value.ts';
import type { Branch, Command, Operand, ParsedTemplate, Pipeline, TemplateNode } from './node.ts';
import { printCommand, printNode, printOperand } from './node.ts';
import { looksLikeFloat } from './parse-number.ts';
import { type RangeRows, rangeRows } from './range-rows.ts';
import { stringerText } from './stringer.ts';
import { CallError, TemplateError } from './template-error.ts';
import type { ParameterType, TemplateFunction } from './template-function.ts';
import { byteLength } from './utf8.ts';
import { methodOf } from './value-members.ts';

/** What an error is about: where it is, and how Go writes it there. */
interface Blame {
  readonly at: number;
  readonly shown: () => string;
}

interface Variable {
  readonly name: string;
  value: GoValue;
}

/** The state of one invocation of a template; invoked templates get one of their own. */
interface Frame {
  readonly template: string;
  readonly depth: number;
  readonly variables: Variable[];
}

type Flow = 'next' | 'break' | 'continue';

/** Marks a pipeline stage that has no value from the one before. */
const missing = Symbol('missing');
type Final = GoValue | typeof missing;

/** The text that a template expands to. Throws a TemplateError with Go's message. */
export function executeTemplate(template: ParsedTemplate, data: GoValue, execution: Execution): string {
  let output = '';
  let steps = 0;
  let blame: Blame | undefined;
  const { functions } = execution;

  function fail(frame: Frame, message: string): never {
    if (blame === undefined) throw new TemplateError(`template: ${frame.template}: ${message}`);
    const before = template.text.slice(0, blame.at);
    const line = before.split('\n').length;
    const column = byteLength(before.slice(before.lastIndexOf('\n') + 1));
    throw new TemplateError(
      `template: ${template.name}:${line}:${column}: executing ${quoteGo(frame.template)} at <${blame.shown()}>: ${message}`,
    );
  }

  const atOperand = (operand: Operand): void => {
    blame = { at: operand.at, shown: () => printOperand(operand) };
  };
  const atNode = (node: TemplateNode): void => {
    blame = { at: node.at, shown: () => printNode(node) };
  };

  function walkAll(frame: Frame, dot: GoValue, nodes: readonly TemplateNode[]): Flow {
    for (const node of nodes) {
      const flow = walk(frame, dot, node);
      if (flow !== 'next') return flow;
    }
    return 'next';
  }

  function write(frame: Frame, text: string): void {
    output += text;
    if (output.length > maximumLength) fail(frame, `the text is longer than ${maximumLength} characters`);
  }

  function walk(frame: Frame, dot: GoValue, node: TemplateNode): Flow {
    atNode(node);
    if (++steps > maximumSteps) fail(frame, `takes more than ${maximumSteps} steps`);
    switch (node.kind) {
      case 'text':
        write(frame, node.text);
        return 'next';
      case 'action': {
        const value = evaluate(frame, dot, node.pipeline);
        if (node.pipeline.declares.length === 0) write(frame, execution.print?.(value, output) ?? printAction(value));
        return 'next';
      }
      case 'break':
      case 'continue':
        return node.kind;
      case 'if':
      case 'with': {
        const visible = frame.variables.length;
        const value = evaluate(frame, dot, node.pipeline);
        const chosen = isTruthy(value) ? node.body : node.otherwise;
        const inner = node.kind === 'with' && isTruthy(value) ? value : dot;
        const flow = chosen === undefined ? 'next' : walkAll(frame, inner, chosen);
        frame.variables.length = visible;
        return flow;
      }
      case 'range':
        return walkRange(frame, dot, node);
      case 'template':
        invoke(frame, dot, node);
        return 'next';
    }
  }

  function walkRange(frame: Frame, dot: GoValue, node: Branch): Flow {
    const visible = frame.variables.length;
    const value = evaluate(frame, dot, node.pipeline);
    const inside = frame.variables.length;
    const rows = rowsOf(frame, value);
    const { declares } = node.pipeline;
    for (const [key, element] of rows) {
      if (++steps > maximumSteps) fail(frame, `takes more than ${maximumSteps} steps`);
      const last = frame.variables[inside - 1];
      const secondLast = frame.variables[inside - 2];
      if (declares.length > 0 && last !== undefined) last.value = element;
      if (declares.length > 1 && secondLast !== undefined) secondLast.value = key;
      const flow = walkAll(frame, element, node.body);
      frame.variables.length = inside;
      if (flow === 'break') break;
    }
    const flow = rows.length === 0 && node.otherwise !== undefined ? walkAll(frame, dot, node.otherwise) : 'next';
    frame.variables.length = visible;
    return flow;
  }

  function rowsOf(frame: Frame, value: GoValue): Exclude<RangeRows, string> {
    const rows = rangeRows(value, execution.rangesOverNumbers);
    if (rows === undefined) return fail(frame, `range can't iterate over ${stringerText(value) ?? printAction(value)}`);
    return typeof rows === 'string' ? fail(frame, rows) : rows;
  }

  function invoke(frame: Frame, dot: GoValue, node: TemplateNode & { readonly kind: 'template' }): void {
    const body = template.defined.get(node.name);
    if (body === undefined) fail(frame, `template ${quoteGo(node.name)} not defined`);
    if (frame.depth >= maximumDepth) fail(frame, 'exceeded maximum template depth (100000)');
    const value = node.pipeline === undefined ? undefined : evaluate(frame, dot, node.pipeline);
    const inner: Frame = { template: node.name, depth: frame.depth + 1, variables: [{ name: '$', value }] };
    walkAll(inner, value, body);
  }

  function evaluate(frame: Frame, dot: GoValue, pipeline: Pipeline): GoValue {
    atOperand(pipeline);
    let value: Final = missing;
    for (const command of pipeline.commands) value = evaluateCommand(frame, dot, command, value);
    const result = value === missing ? undefined : value;
    for (const name of pipeline.declares) {
      if (!pipeline.assigns) frame.variables.push({ name, value: result });
      else variableOf(frame, name).value = result;
    }
    return result;
  }

  function variableOf(frame: Frame, name: string): Variable {
    return frame.variables.findLast((variable) => variable.name === name) ?? fail(frame, `undefined variable: ${name}`);
  }

  function evaluateCommand(frame: Frame, dot: GoValue, command: Command, final: Final): GoValue {
    const [first, ...args] = command.operands;
    switch (first.kind) {
      case 'field':
        atOperand(first);
        return fieldChain(frame, dot, dot, first, first.names, args, final);
      case 'chain':
        return evaluateChain(frame, dot, first, args, final);
      case 'variable':
        return evaluateVariable(frame, dot, first, args, final);
      case 'function':
        atOperand(first);
        return callNamed(frame, dot, first, command, args, final);
      case 'pipeline':
        refuseArguments(frame, first, args, final);
        return evaluate(frame, dot, first);
      case 'bool':
      case 'dot':
      case 'nil':
      case 'number':
      case 'string':
        atOperand(first);
        refuseArguments(frame, first, args, final);
        if (first.kind === 'nil') return fail(frame, 'nil is not a command');
        return first.kind === 'dot' ? dot : constant(frame, first);
    }
  }

  function constant(frame: Frame, operand: Operand & { readonly kind: 'bool' | 'number' | 'string' }): GoValue {
    if (operand.kind !== 'number') return operand.value;
    atOperand(operand);
    if (looksLikeFloat(operand.source) && !operand.source.startsWith("'")) return operand.float;
    return operand.int ?? fail(frame, `${operand.source} overflows int`);
  }

  function refuseArguments(frame: Frame, first: Operand, args: readonly Operand[], final: Final): void {
    if (args.length > 0 || final !== missing) fail(frame, `can't give argument to non-function ${printOperand(first)}`);
  }

  function evaluateVariable(
    frame: Frame,
    dot: GoValue,
    operand: Operand & { readonly kind: 'variable' },
    args: readonly Operand[],
    final: Final,
  ): GoValue {
    atOperand(operand);
    const { value } = variableOf(frame, operand.name);
    if (operand.names.length > 0) return fieldChain(frame, dot, value, operand, operand.names, args, final);
    refuseArguments(frame, operand, args, final);
    return value;
  }

  function evaluateChain(
    frame: Frame,
    dot: GoValue,
    operand: Operand & { readonly kind: 'chain' },
    args: readonly Operand[],
    final: Final,
  ): GoValue {
    atOperand(operand);
    if (operand.of.kind === 'nil') fail(frame, `indirection through explicit nil in ${printOperand(operand)}`);
    const receiver = evaluateAny(frame, dot, operand.of);
    return fieldChain(frame, dot, receiver, operand, operand.names, args, final);
  }

  function fieldChain(
    frame: Frame,
    dot: GoValue,
    receiver: GoValue,
    operand: Operand,
    names: readonly string[],
    args: readonly Operand[],
    final: Final,
  ): GoValue {
    let value = receiver;
    names.forEach((name, i) => {
      const isLast = i === names.length - 1;
      value = member(frame, dot, value, operand, name, isLast ? args : [], isLast ? final : missing);
    });
    return value;
  }

  /** A field of a structure, an entry of a map or the result of a method. */
  function member(
    frame: Frame,
    dot: GoValue,
    receiver: GoValue,
    operand: Operand,
    name: string,
    args: readonly Operand[],
    final: Final,
  ): GoValue {
    if (receiver === undefined) return undefined;
    const method = methodOf(receiver, name);
    if (method !== undefined) {
      const shown = () => printOperand(operand);
      return call(frame, dot, method, name, { at: operand.at, shown }, args, final);
    }
    const hasArguments = args.length > 0 || final !== missing;
    if (typeof receiver === 'object' && receiver.kind === 'map') {
      if (hasArguments) fail(frame, `${name} is not a method but has arguments`);
      return receiver.entries.get(name) ?? (receiver.element === 'string' ? '' : undefined);
    }
    const fields = fieldsOf(receiver);
    if (fields?.has(name) !== true) return fail(frame, `can't evaluate field ${name} in type ${goTypeOf(receiver)}`);
    if (hasArguments) fail(frame, `${name} has arguments but cannot be invoked as function`);
    return fields.get(name);
  }

  function callNamed(
    frame: Frame,
    dot: GoValue,
    operand: Operand & { readonly kind: 'function' },
    command: Command | undefined,
    args: readonly Operand[],
    final: Final,
  ): GoValue {
    const fn = functions.get(operand.name);
    if (fn === undefined) return fail(frame, `"${operand.name}" is not a defined function`);
    const where: Blame =
      command === undefined
        ? { at: operand.at, shown: () => operand.name }
        : { at: command.at, shown: () => printCommand(command) };
    return call(frame, dot, fn, operand.name, where, args, final);
  }

  function call(
    frame: Frame,
    dot: GoValue,
    fn: TemplateFunction,
    name: string,
    where: Blame,
    args: readonly Operand[],
    final: Final,
  ): GoValue {
    const { parameters, rest, shortCircuits } = fn;
    const given = args.length + (final === missing ? 0 : 1);
    if (rest === undefined && given !== parameters.length)
      fail(frame, `wrong number of args for ${name}: want ${parameters.length} got ${given}`);
    if (given < parameters.length)
      fail(frame, `wrong number of args for ${name}: want at least ${parameters.length} got ${args.length}`);
    const typeAt = (i: number): ParameterType => parameters[i] ?? rest ?? 'interface {}';
    const values: GoValue[] = [];
    for (const [i, arg] of args.entries()) {
      const value = evaluateArgument(frame, dot, arg, typeAt(i));
      if (shortCircuits !== undefined && isTruthy(value) === (shortCircuits === 'or')) return value;
      values.push(value);
    }
    if (final !== missing) values.push(checked(frame, final, typeAt(args.length)));
    try {
      return boundedCall(fn, values);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      blame = where;
      return fail(frame, `error calling ${name}: ${error.message}`);
    }
  }

  function evaluateArgument(frame: Frame, dot: GoValue, operand: Operand, type: ParameterType): GoValue {
    atOperand(operand);
    const isAny = type === 'interface {}' || type === 'reflect.Value';
    switch (operand.kind) {
      case 'bool':
      case 'string':
      case 'number':
        if (isAny) return constant(frame, operand);
        return literal(frame, operand, type);
      case 'nil':
        if (type === 'string' || type === 'float64' || type === 'int') fail(frame, `cannot assign nil to ${type}`);
        return undefined;
      default:
        return checked(frame, evaluateAny(frame, dot, operand), type);
    }
  }

  /** An operand that is not converted to any type. */
  function evaluateAny(frame: Frame, dot: GoValue, operand: Operand): GoValue {
    atOperand(operand);
    switch (operand.kind) {
      case 'dot':
        return dot;
      case 'field':
        return fieldChain(frame, dot, dot, operand, operand.names, [], missing);
      case 'variable':
        return evaluateVariable(frame, dot, operand, [], missing);
      case 'chain':
        return evaluateChain(frame, dot, operand, [], missing);
      case 'function':
        return callNamed(frame, dot, operand, undefined, [], missing);
      case 'pipeline':
        return evaluate(frame, dot, operand);
      case 'nil':
        return undefined;
      case 'bool':
      case 'number':
      case 'string':
        return constant(frame, operand);
    }
  }

  function literal(
    frame: Frame,
    operand: Operand & { readonly kind: 'bool' | 'number' | 'string' },
    type: ParameterType,
  ): GoValue {
    if (type === 'string' && operand.kind === 'string') return operand.value;
    if (type === 'float64' && operand.kind === 'number') return operand.float;
    if (type === 'int' && operand.kind === 'number' && operand.int !== undefined) return operand.int;
    const wanted = { string: 'string', float64: 'float', int: 'integer' }[String(type)];
    if (wanted !== undefined) return fail(frame, `expected ${wanted}; found ${printOperand(operand)}`);
    return fail(frame, `can't handle ${printOperand(operand)} for arg of type ${type}`);
  }

  function checked(frame: Frame, value: GoValue, type: ParameterType): GoValue {
    if (type === 'interface {}' || type === 'reflect.Value') return value;
    if (value === undefined) {
      if (type === 'string' || type === 'float64' || type === 'int') fail(frame, `invalid value; expected ${type}`);
      return undefined;
    }
    const actual = goTypeOf(value);
    // Go follows pointers to what is wanted.
    if (actual !== type && actual !== `*${type}`) fail(frame, `wrong type for value; expected ${type}; got ${actual}`);
    return value;
  }

  const variables: Variable[] = [{ name: '$', value: data }];
  for (const [name, value] of execution.variables ?? []) variables.push({ name, value });
  const root: Frame = { template: template.name, depth: 0, variables };
  walkAll(root, data, template.body);
  return output;
}
