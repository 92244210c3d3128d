import type { GoValue } from './go-value.ts';
import type { FunctionMap } from './template-function.ts';

/** What a template works with besides its data. */
export interface Execution {
  readonly functions: FunctionMap;
  /** `{{range 3}}`, which Go has since 1.24. */
  readonly rangesOverNumbers: boolean;
  /** Variables that are there from the start, without their `$`. */
  readonly variables?: ReadonlyMap<string, GoValue>;
  /** What an action leaves in the text, given what is there before it; its value as Go prints it by default. */
  readonly print?: (value: GoValue, before: string) => string;
}

/** Go's own limit is 100000, which the stack of JavaScript does not reach; the message is the same. */
export const maximumDepth = 300;
/** Nodes that one expansion may visit, and characters that it may write: far more than anybody needs. */
export const maximumSteps = 200_000;
export const maximumLength = 4_000_000;
