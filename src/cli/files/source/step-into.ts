import {
  argument,
  calledName,
  calledNode,
  calledOn,
  nameOf,
  nodeIn,
  nodesIn,
  type SyntaxNode,
  unwrapped,
} from './syntax-node.ts';

/** A part of an expression, and the key in front of it, when there is one. */
export interface Step {
  readonly node: SyntaxNode;
  readonly key?: SyntaxNode;
}

type Key = string | number;

const step = (node: SyntaxNode | undefined, key?: SyntaxNode): Step | undefined => {
  const inner = unwrapped(node);
  return inner && { node: inner, ...(key && { key }) };
};

/**
 * The part of an authored expression that a key of its document form stands for: the property of that name in an object,
 * the argument of the call that ends up under it, or what a method is called on.
 * @returns `undefined` when the author did not write it there: identifiers are for the caller to follow.
 */
export function stepInto(node: SyntaxNode, key: Key): Step | undefined {
  switch (node.type) {
    case 'ObjectExpression':
      return typeof key === 'number' ? step(nodesIn(node, 'properties')[key]) : property(node, key);
    case 'ArrayExpression':
      return typeof key === 'number' ? step(nodesIn(node, 'elements')[key]) : undefined;
    // A row of a dashboard is a property: its key is the title, its value the panels, or an object that has them; so is a
    // variant of an experiment, its key the name.
    case 'ObjectProperty':
      return rowPart(node, key);
    case 'CallExpression':
      return callPart(node, key);
    case 'MemberExpression':
      return memberPart(node, key);
    case 'TaggedTemplateExpression':
      return key === 'text' ? step(nodeIn(node, 'quasi')) : option(nodeIn(node, 'tag'), 0, key);
    default:
      return undefined;
  }
}

function property(object: SyntaxNode, name: string): Step | undefined {
  const found = nodesIn(object, 'properties').findLast((each) => nameOf(nodeIn(each, 'key')) === name);
  if (found?.type === 'ObjectMethod') return step(found, nodeIn(found, 'key'));
  return step(nodeIn(found, 'value'), nodeIn(found, 'key'));
}

function rowPart(row: SyntaxNode, key: Key): Step | undefined {
  const value = unwrapped(nodeIn(row, 'value'));
  if (key === 'title' || key === 'name') return step(nodeIn(row, 'key'));
  if (value?.type === 'ObjectExpression' && typeof key === 'string') return property(value, key);
  return key === 'panels' ? step(value, nodeIn(row, 'key')) : undefined;
}

/** A field of the options object that is an argument of a call. */
function option(call: SyntaxNode | undefined, index: number, key: Key): Step | undefined {
  const options = argument(call, index);
  return options?.type === 'ObjectExpression' && typeof key === 'string' ? property(options, key) : undefined;
}

/** Fields that are arguments of their own, by the called name: everything else is in the options after them. */
const ownArguments: Readonly<Record<string, readonly string[]>> = {
  alert: ['name'],
  dashboard: ['name'],
  job: ['name'],
  counter: ['name'],
  gauge: ['name'],
  state: ['name'],
  histogram: ['name'],
  is: ['state'],
  quantile: ['q'],
  shareOf: ['total'],
  above: ['threshold'],
  atLeast: ['threshold'],
  below: ['threshold'],
  atMost: ['threshold'],
  and: ['right'],
  or: ['right'],
  unless: ['right'],
  plus: ['right'],
  minus: ['right'],
  exceeding: ['exceeding'],
  within: ['within'],
  bounded: ['bounded'],
  unbounded: ['unbounded'],
  matching: ['matching'],
  notMatching: ['notMatching'],
  each: ['label', 'because'],
  where: ['where'],
  experiment: ['name'],
  requirement: ['text'],
  gains: ['count', 'labels'],
  becomes: ['value', 'labels'],
  turns: ['state', 'labels'],
  observes: ['value', 'labels', 'times'],
  at: ['at'],
  every: ['every'],
};

/** Fields that are what the method is called on. */
const receivers: ReadonlySet<string> = new Set(['of', 'measure', 'left', 'job']);
/** Calls whose effects follow the time at which they happen. */
const moments: ReadonlySet<string> = new Set(['at', 'during', 'every']);
/** Fields that are the called method itself. */
const methodFields: ReadonlySet<string> = new Set(['kind', 'type', 'op', 'newborn']);

function callPart(call: SyntaxNode, key: Key): Step | undefined {
  const method = calledName(call) ?? '';
  const called = calledNode(call);
  // The effects of a moment are the arguments after its time.
  if (key === 'do' && moments.has(method)) return step(call);
  if (typeof key === 'number') return step(argument(call, moments.has(method) ? key + 1 : key));
  // `oneOf('a', 'b')` and `not('a')` are lists of their arguments.
  if ((method === 'oneOf' || method === 'not') && key === method) return step(call);
  if (key === 'view' && (method === 'exceeding' || method === 'within')) return step(call, called);
  const own = Object.hasOwn(ownArguments, method) ? (ownArguments[method] ?? []) : [];
  const index = own.indexOf(key);
  if (index >= 0) return step(argument(call, index), called);
  const written = option(call, own.length, key);
  if (written !== undefined) return written;
  const on = calledOn(call);
  if (methodFields.has(key) && called !== undefined) return step(called);
  if (receivers.has(key)) return step(on);
  // `where` and a view stand anywhere in a chain: what is not here is further inside.
  return on && (key === 'where' || key === 'view' || key === 'metric') ? insideChain(on, key) : undefined;
}

function memberPart(member: SyntaxNode, key: Key): Step | undefined {
  if (key === 'view' && nameOf(nodeIn(member, 'property')) === 'observations') return step(nodeIn(member, 'property'));
  const object = unwrapped(nodeIn(member, 'object'));
  return object && (key === 'where' || key === 'view' || key === 'metric') ? insideChain(object, key) : undefined;
}

function insideChain(node: SyntaxNode, key: string): Step | undefined {
  const inner = stepInto(node, key);
  return inner ?? (key === 'metric' && node.type === 'Identifier' ? step(node) : undefined);
}
