import { compareText } from '../../promql/storage/compare-text.ts';
import { sprint } from './go-print.ts';
import { type GoValue, goTypeOf } from './go-value.ts';
import { CallError } from './template-error.ts';
import type { TemplateFunction } from './template-function.ts';

type Basic = 'bool' | 'int' | 'uint' | 'float' | 'string';

function basicKind(value: GoValue): Basic | undefined {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'float';
  if (value === undefined) return undefined;
  if (value.kind === 'int') return value.type === 'uint8' ? 'uint' : 'int';
  if (value.kind === 'named') return 'int';
  return value.kind === 'html' ? 'string' : undefined;
}

const wholeOf = (value: GoValue): bigint | undefined =>
  typeof value === 'object' && (value.kind === 'int' || value.kind === 'named') ? value.value : undefined;

const textOf = (value: GoValue): string =>
  typeof value === 'object' && value.kind === 'html' ? value.text : String(value);

function areEqual(a: GoValue, b: GoValue): boolean {
  const [x, y] = [wholeOf(a), wholeOf(b)];
  if (x !== undefined && y !== undefined) return x === y;
  const [kindA, kindB] = [basicKind(a), basicKind(b)];
  if (kindA !== kindB) {
    if (a === undefined || b === undefined) return false;
    throw new CallError('incompatible types for comparison');
  }
  if (kindA === 'string') return textOf(a) === textOf(b);
  if (kindA !== undefined || a === undefined || b === undefined) return a === b;
  for (const value of [a, b]) {
    const { kind } = value as Exclude<typeof value, string | number | boolean>;
    if (kind === 'map' || kind === 'vector' || kind === 'data' || kind === 'list' || kind === 'struct')
      throw new CallError(`uncomparable type ${goTypeOf(value)}: ${sprint([value])}`);
  }
  // What is left are pointers, which are equal when they point to the same thing.
  return a === b;
}

function isLess(a: GoValue, b: GoValue): boolean {
  const [kindA, kindB] = [basicKind(a), basicKind(b)];
  if (kindA === undefined || kindB === undefined) throw new CallError('invalid type for comparison');
  const [x, y] = [wholeOf(a), wholeOf(b)];
  if (x !== undefined && y !== undefined) return x < y;
  if (kindA !== kindB) throw new CallError('incompatible types for comparison');
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (kindA === 'string') return compareText(textOf(a), textOf(b)) < 0;
  throw new CallError('invalid type for comparison');
}

function ordering(test: (a: GoValue, b: GoValue) => boolean): TemplateFunction {
  return {
    parameters: ['reflect.Value', 'reflect.Value'],
    call: ([a, b]) => test(a, b),
  };
}

const equality: TemplateFunction = {
  parameters: ['reflect.Value'],
  rest: 'reflect.Value',
  call([first, ...others]) {
    if (others.length === 0) throw new CallError('missing argument for comparison');
    return others.some((other) => areEqual(first, other));
  },
};

/** `eq`, `ne`, `lt`, `le`, `gt` and `ge` of Go templates; the NaN rules are Go's: `ge` is "not less". */
export const comparisonFunctions: readonly (readonly [string, TemplateFunction])[] = [
  ['eq', equality],
  ['ne', ordering((a, b) => !areEqual(a, b))],
  ['lt', ordering(isLess)],
  ['le', ordering((a, b) => isLess(a, b) || areEqual(a, b))],
  ['gt', ordering((a, b) => !(isLess(a, b) || areEqual(a, b)))],
  ['ge', ordering((a, b) => !isLess(a, b))],
];
