import { formatVerb, plainFlags } from './format-verb.ts';
import { type GoValue, goTypeOf } from './go-value.ts';

/** What an action such as `{{ $value }}` leaves in the text: pointers are followed. */
export function printAction(value: GoValue): string {
  if (value === undefined) return '<no value>';
  const isPointer = typeof value === 'object' && (value.kind === 'sample' || goTypeOf(value) === '*template.Data');
  if (isPointer) return printed(value).slice(1);
  return printed(value);
}

const printed = (value: GoValue): string => formatVerb('v', value, plainFlags);

/** Go's `fmt.Sprint`: a blank between two operands when neither is a string. */
export function sprint(values: readonly GoValue[]): string {
  const isText = (value: GoValue): boolean =>
    typeof value === 'string' || (typeof value === 'object' && value.kind === 'html');
  return values
    .map((value, i) => (i > 0 && !isText(value) && !isText(values[i - 1]) ? ' ' : '') + printed(value))
    .join('');
}

/** Go's `fmt.Sprintln`: blanks between all operands. */
export const sprintln = (values: readonly GoValue[]): string => `${values.map(printed).join(' ')}\n`;
