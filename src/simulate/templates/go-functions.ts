import { comparisonFunctions } from './comparison-functions.ts';
import { escapeHtml, escapeJs, escapeQuery } from './escape-text.ts';
import { sprint, sprintln } from './go-print.ts';
import { sprintf } from './go-printf.ts';
import { type GoInt, type GoValue, goInt, goTypeOf, isTruthy } from './go-value.ts';
import { CallError } from './template-error.ts';
import type { TemplateFunction } from './template-function.ts';
import { byteAt, byteLength, byteSlice } from './utf8.ts';

/** `index x 1 "a"`: elements of vectors, bytes of strings, entries of maps, as deep as there are keys. */
function indexed(item: GoValue, key: GoValue): GoValue {
  const text = textOf(item);
  if (text !== undefined) {
    const at = indexOf(key, byteLength(text));
    const byte = byteAt(text, at);
    if (byte === undefined) throw new CallError('reflect: string index out of range');
    return { kind: 'int', type: 'uint8', value: BigInt(byte) };
  }
  if (typeof item === 'object' && item.kind === 'vector') {
    const at = indexOf(key, item.samples.length);
    if (at === item.samples.length) throw new CallError('reflect: slice index out of range');
    return item.samples[at];
  }
  if (typeof item === 'object' && item.kind === 'list') {
    const at = indexOf(key, item.items.length);
    if (at === item.items.length) throw new CallError('reflect: slice index out of range');
    return item.items[at];
  }
  if (typeof item === 'object' && item.kind === 'map') {
    if (key === undefined) throw new CallError('value is nil; should be of type string');
    if (typeof key !== 'string') throw new CallError(`value has type ${goTypeOf(key)}; should be string`);
    return item.entries.get(key) ?? (item.element === 'string' ? '' : undefined);
  }
  throw new CallError(`can't index item of type ${goTypeOf(item)}`);
}

function textOf(value: GoValue): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value.kind === 'html' ? value.text : undefined;
}

function indexOf(key: GoValue, limit: number): number {
  if (key === undefined) throw new CallError('cannot index slice/array with nil');
  const isWhole = typeof key === 'object' && (key.kind === 'int' || key.kind === 'named');
  if (!isWhole) throw new CallError(`cannot index slice/array with type ${goTypeOf(key)}`);
  if (key.value < 0n || key.value > BigInt(limit)) throw new CallError(`index out of range: ${key.value}`);
  return Number(key.value);
}

function sliced(item: GoValue, keys: readonly GoValue[]): GoValue {
  if (item === undefined) throw new CallError('slice of untyped nil');
  if (keys.length > 3) throw new CallError(`too many slice indexes: ${keys.length}`);
  const text = textOf(item);
  const isVector = typeof item === 'object' && item.kind === 'vector';
  const isList = typeof item === 'object' && item.kind === 'list';
  if (text === undefined && !isVector && !isList) throw new CallError(`can't slice item of type ${goTypeOf(item)}`);
  if (text !== undefined && keys.length === 3) throw new CallError('cannot 3-index slice a string');
  const length = isVector ? item.samples.length : isList ? item.items.length : byteLength(text ?? '');
  const [start = 0, end = length, cap = length] = keys.map((key) => indexOf(key, length));
  if (start > end) throw new CallError(`invalid slice index: ${start} > ${end}`);
  if (end > cap) throw new CallError(`invalid slice index: ${end} > ${cap}`);
  if (isList) return { ...item, items: item.items.slice(start, end) };
  if (isVector) return { kind: 'vector', samples: item.samples.slice(start, end) };
  const part = byteSlice(text ?? '', start, end);
  return typeof item === 'string' ? part : { kind: 'html', text: part };
}

function lengthOf(item: GoValue): GoInt {
  const text = textOf(item);
  if (text !== undefined) return goInt(byteLength(text));
  if (item === undefined) throw new CallError('len of nil pointer');
  if (typeof item === 'object' && item.kind === 'map') return goInt(item.entries.size);
  if (typeof item === 'object' && item.kind === 'vector') return goInt(item.samples.length);
  if (typeof item === 'object' && item.kind === 'list') return goInt(item.items.length);
  throw new CallError(`len of type ${goTypeOf(item)}`);
}

function format([first, ...operands]: readonly GoValue[]): string {
  return sprintf(typeof first === 'string' ? first : '', operands);
}

/** A function of any number of values printed one after the other. */
const ofText = (change: (text: string) => string): TemplateFunction => ({
  parameters: [],
  rest: 'interface {}',
  call: (args) => change(sprint(args.map((arg) => arg ?? '<no value>'))),
});

const printing = (print: (args: readonly GoValue[]) => string): TemplateFunction => ({
  parameters: [],
  rest: 'interface {}',
  call: print,
});

const deciding = (kind: 'and' | 'or'): TemplateFunction => ({
  parameters: ['reflect.Value'],
  rest: 'reflect.Value',
  shortCircuits: kind,
  call: (args) => args.find((arg) => isTruthy(arg) === (kind === 'or')) ?? args.at(-1),
});

/** The functions of Go's `text/template` itself. */
export const goFunctions: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>([
  ['and', deciding('and')],
  ['or', deciding('or')],
  ['not', { parameters: ['reflect.Value'], call: ([value]) => !isTruthy(value) }],
  ['len', { parameters: ['reflect.Value'], call: ([item]) => lengthOf(item) }],
  [
    'index',
    {
      parameters: ['reflect.Value'],
      rest: 'reflect.Value',
      call([item, ...keys]) {
        if (item === undefined) throw new CallError('index of untyped nil');
        return keys.reduce(indexed, item);
      },
    },
  ],
  ['slice', { parameters: ['reflect.Value'], rest: 'reflect.Value', call: ([item, ...keys]) => sliced(item, keys) }],
  ['print', printing(sprint)],
  ['println', printing(sprintln)],
  ['printf', { parameters: ['string'], rest: 'interface {}', call: format }],
  ['html', ofText(escapeHtml)],
  ['js', ofText(escapeJs)],
  ['urlquery', ofText(escapeQuery)],
  [
    'call',
    {
      parameters: ['reflect.Value'],
      rest: 'reflect.Value',
      call([fn]) {
        // No value that templates can get hold of is a function.
        throw new CallError(fn === undefined ? 'call of nil' : `non-function of type ${goTypeOf(fn)}`);
      },
    },
  ],
  ...comparisonFunctions,
]);
