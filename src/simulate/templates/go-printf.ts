import { type FormatFlags, formatVerb, plainFlags } from './format-verb.ts';
import { type GoValue, goTypeOf } from './go-value.ts';

/** Go refuses larger widths and precisions, too. */
const largestNumber = 1_000_000;

/** Go's `fmt.Sprintf`, its complaints about missing and superfluous operands included. */
export function sprintf(format: string, operands: readonly GoValue[]): string {
  const state: State = { format, operands, at: 0, operand: 0, reordered: false, afterIndex: false, goodIndex: true };
  let text = '';
  while (state.at < format.length) {
    const percent = format.indexOf('%', state.at);
    text += format.slice(state.at, percent === -1 ? format.length : percent);
    if (percent === -1) break;
    state.at = percent + 1;
    text += directive(state);
  }
  return text + superfluous(state);
}

interface State {
  readonly format: string;
  readonly operands: readonly GoValue[];
  at: number;
  /** The next operand. */
  operand: number;
  /** Whether `[n]` was used anywhere. */
  reordered: boolean;
  afterIndex: boolean;
  goodIndex: boolean;
}

function directive(state: State): string {
  const { format, operands } = state;
  state.goodIndex = true;
  state.afterIndex = false;
  let problems = '';
  let flags: FormatFlags = takeFlags(state);
  takeIndex(state);
  if (format[state.at] === '*') {
    state.at++;
    const width = takeStar(state);
    if (width === undefined) problems += '%!(BADWIDTH)';
    else if (width < 0) flags = { ...flags, width: -width, minus: true, zero: false };
    else flags = { ...flags, width };
    state.afterIndex = false;
  } else {
    const width = takeNumber(state);
    if (width !== undefined) {
      // As in Go, `%[2]3d` has its index in the wrong place.
      if (state.afterIndex) state.goodIndex = false;
      flags = { ...flags, width };
    }
  }
  if (format[state.at] === '.') {
    state.at++;
    if (state.afterIndex) state.goodIndex = false;
    takeIndex(state);
    if (format[state.at] === '*') {
      state.at++;
      const precision = takeStar(state);
      if (precision === undefined) problems += '%!(BADPREC)';
      else if (precision >= 0) flags = { ...flags, precision };
      state.afterIndex = false;
    } else {
      flags = { ...flags, precision: takeNumber(state) ?? 0 };
    }
  }
  if (!state.afterIndex) takeIndex(state);
  const code = format.codePointAt(state.at);
  if (code === undefined) return `${problems}%!(NOVERB)`;
  const verb = String.fromCodePoint(code);
  state.at += verb.length;
  if (verb === '%') return `${problems}%`;
  if (!state.goodIndex) return `${problems}%!${verb}(BADINDEX)`;
  if (state.operand >= operands.length) return `${problems}%!${verb}(MISSING)`;
  return problems + formatVerb(verb, operands[state.operand++], flags);
}

function takeFlags(state: State): FormatFlags {
  const { format } = state;
  const start = state.at;
  while ('+-# 0'.includes(format[state.at] ?? 'x')) state.at++;
  const seen = format.slice(start, state.at);
  const minus = seen.includes('-');
  return {
    ...plainFlags,
    plus: seen.includes('+'),
    minus,
    sharp: seen.includes('#'),
    space: seen.includes(' '),
    zero: seen.includes('0') && !minus,
  };
}

function takeNumber(state: State): number | undefined {
  const digits = /^[0-9]+/.exec(state.format.slice(state.at, state.at + 20))?.[0];
  if (digits === undefined) return undefined;
  state.at += digits.length;
  return Number(digits) > largestNumber ? 0 : Number(digits);
}

/** `[2]`: the operand that comes next. */
function takeIndex(state: State): void {
  if (state.format[state.at] !== '[') return;
  state.reordered = true;
  state.afterIndex = true;
  const index = /^\[([0-9]{1,7})\]/.exec(state.format.slice(state.at, state.at + 9));
  const number = Number(index?.[1] ?? 0);
  if (index === null || number < 1 || number > state.operands.length) {
    state.goodIndex = false;
    const close = state.format.indexOf(']', state.at);
    state.at = close === -1 ? state.at + 1 : close + 1;
    return;
  }
  state.at += index[0].length;
  state.operand = number - 1;
}

function takeStar(state: State): number | undefined {
  const operand = state.operands[state.operand];
  if (state.operand < state.operands.length) state.operand++;
  if (typeof operand !== 'object' || operand.kind !== 'int') return undefined;
  const value = Number(operand.value);
  return Math.abs(value) > largestNumber ? undefined : value;
}

function superfluous({ operands, operand, reordered }: State): string {
  if (reordered || operand >= operands.length) return '';
  const shown = operands
    .slice(operand)
    .map((value) => (value === undefined ? '<nil>' : `${goTypeOf(value)}=${formatVerb('v', value, plainFlags)}`));
  return `%!(EXTRA ${shown.join(', ')})`;
}
