import type { GoValue } from './go-value.ts';

/** The types of parameters that template functions have. `value` takes anything and knows what it got. */
export type ParameterType =
  | 'string'
  | 'float64'
  | 'int'
  | 'interface {}'
  | 'reflect.Value'
  | '[]string'
  | '[]interface {}'
  | 'time.Time'
  | 'template.queryResult'
  | '*template.sample';

/** A function that templates can call. */
export interface TemplateFunction {
  readonly parameters: readonly ParameterType[];
  /** The type of any number of further arguments. */
  readonly rest?: ParameterType;
  /** Stops at the argument that decides the result. */
  readonly shortCircuits?: 'and' | 'or';
  /** Throws a CallError, whose message is Go's. */
  readonly call: (args: readonly GoValue[]) => GoValue;
}

/** Functions by name. */
export type FunctionMap = ReadonlyMap<string, TemplateFunction>;

/** The values that pointers may not have: Go panics and the template ends with this error. */
export const nilDereference = 'runtime error: invalid memory address or nil pointer dereference';
