import { quoteGo } from '../../promql/storage/format-labels.ts';
import { formatExponent, formatFixed, formatGeneral, formatHexFloat } from './float-digits.ts';
import { type GoInt, type GoValue, goTypeOf } from './go-value.ts';
import { sortedEntries, stringerText } from './stringer.ts';

/** What stands between `%` and the verb. */
export interface FormatFlags {
  readonly plus: boolean;
  readonly minus: boolean;
  readonly sharp: boolean;
  readonly space: boolean;
  readonly zero: boolean;
  readonly width: number | undefined;
  readonly precision: number | undefined;
}

/** No flags at all. */
export const plainFlags: FormatFlags = {
  plus: false,
  minus: false,
  sharp: false,
  space: false,
  zero: false,
  width: undefined,
  precision: undefined,
};

/** One value under one verb of `printf`; a verb that does not fit gives Go's `%!d(string=hi)`. */
export function formatVerb(verb: string, value: GoValue, flags: FormatFlags, depth = 0): string {
  if (verb === 'T') return padded(goTypeOf(value), flags);
  if (value === undefined) return verb === 'v' ? padded('<nil>', flags) : `%!${verb}(<nil>)`;
  if (typeof value === 'boolean') return verb === 't' || verb === 'v' ? padded(String(value), flags) : bad(verb, value);
  if (typeof value === 'string') return formatString(verb, value, flags) ?? bad(verb, value);
  if (typeof value === 'number') return formatFloat(verb, value, flags) ?? bad(verb, value);
  const text = stringerText(value);
  if (text !== undefined && !(verb === 'v' && flags.sharp)) {
    const shown = formatString(verb, text, flags);
    if (shown !== undefined) return shown;
  }
  const inner = (part: GoValue): string => formatVerb(verb, part, flags, depth + 1);
  const isSyntax = verb === 'v' && flags.sharp;
  switch (value.kind) {
    case 'int':
    case 'named':
      return formatInt(verb, value.value, flags) ?? bad(verb, value);
    case 'html':
      return formatString(verb, value.text, flags) ?? bad(verb, value);
    case 'map': {
      const pairs = sortedEntries(value).map(([key, part]) => `${inner(key)}:${inner(part)}`);
      return isSyntax ? `${goTypeOf(value)}{${pairs.join(', ')}}` : `map[${pairs.join(' ')}]`;
    }
    case 'sample': {
      // Addresses differ from run to run in Go; nobody can expect one.
      if (depth > 0) return '0xc000000000';
      return `&${isSyntax ? 'template.sample' : ''}${fields(
        [
          ['Labels', value.labels],
          ['Value', value.value],
        ],
        inner,
        verb,
        flags,
      )}`;
    }
    case 'vector': {
      const rows = value.samples.map(inner);
      return isSyntax ? `${goTypeOf(value)}{${rows.join(', ')}}` : `[${rows.join(' ')}]`;
    }
    case 'list': {
      const items = value.items.map(inner);
      return isSyntax ? `${goTypeOf(value)}{${items.join(', ')}}` : `[${items.join(' ')}]`;
    }
    case 'struct': {
      const type = goTypeOf(value);
      const isPointer = type.startsWith('*');
      return `${isPointer ? '&' : ''}${isSyntax ? type.replace('*', '') : ''}${fields([...value.fields], inner, verb, flags)}`;
    }
    case 'data':
      return (isSyntax ? goTypeOf(value) : '') + fields([...value.fields], inner, verb, flags);
    case 'time':
    case 'duration':
    case 'histogram':
      return bad(verb, value);
  }
}

function fields(
  entries: readonly (readonly [string, GoValue])[],
  inner: (value: GoValue) => string,
  verb: string,
  { plus, sharp }: FormatFlags,
): string {
  const named = verb === 'v' && (plus || sharp);
  const shown = entries.map(([name, value]) => (named ? `${name}:` : '') + inner(value));
  return `{${shown.join(verb === 'v' && sharp ? ', ' : ' ')}}`;
}

const bad = (verb: string, value: GoValue): string =>
  `%!${verb}(${goTypeOf(value)}=${formatVerb('v', value, plainFlags)})`;

function padded(text: string, { width, minus, zero }: FormatFlags): string {
  const missing = (width ?? 0) - [...text].length;
  if (missing <= 0) return text;
  if (minus) return text + ' '.repeat(missing);
  return (zero ? '0' : ' ').repeat(missing) + text;
}

/** A number is padded with zeros after its sign. */
function paddedNumber(sign: string, digits: string, flags: FormatFlags): string {
  const { width, minus, zero } = flags;
  const missing = (width ?? 0) - sign.length - [...digits].length;
  if (missing > 0 && zero && !minus) return sign + '0'.repeat(missing) + digits;
  return padded(sign + digits, { ...flags, zero: false });
}

function formatString(verb: string, text: string, flags: FormatFlags): string | undefined {
  const { precision, sharp, space } = flags;
  const cut = precision === undefined ? text : [...text].slice(0, precision).join('');
  switch (verb) {
    case 'v':
      return padded(sharp ? quoteGo(cut) : cut, flags);
    case 's':
      return padded(cut, flags);
    case 'q':
      return padded(sharp && canBackquote(cut) ? `\`${cut}\`` : quoteGo(cut), flags);
    case 'x':
    case 'X': {
      const bytes = [...new TextEncoder().encode(text).subarray(0, precision)];
      const pairs = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
      const prefix = sharp ? '0x' : '';
      const joined = space
        ? pairs.map((pair) => prefix + pair).join(' ')
        : (pairs.length > 0 ? prefix : '') + pairs.join('');
      return padded(verb === 'X' ? joined.toUpperCase() : joined, flags);
    }
    default:
      return undefined;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what cannot stand between backquotes
const canBackquote = (text: string): boolean => !/[`\x00-\x08\x0a-\x1f\x7f\ufeff]/.test(text);

function formatFloat(verb: string, value: number, flags: FormatFlags): string | undefined {
  const text = floatText(verb, value, flags.precision);
  if (text === undefined) return undefined;
  const isNegative = text.startsWith('-');
  const digits = text.replace(/^[+-]/, '');
  const sign = isNegative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  if (Number.isFinite(value)) return paddedNumber(sign, digits, flags);
  // Infinity shows its sign by itself when it prints alone, and is never padded with zeros.
  const shown = digits === 'Inf' && sign === '' ? '+Inf' : sign + digits;
  return padded(shown, { ...flags, zero: false });
}

function floatText(verb: string, value: number, precision: number | undefined): string | undefined {
  switch (verb) {
    case 'v':
    case 'g':
      return formatGeneral(value, precision);
    case 'G':
      return upper(formatGeneral(value, precision));
    case 'e':
      return formatExponent(value, precision ?? 6);
    case 'E':
      return upper(formatExponent(value, precision ?? 6));
    case 'f':
    case 'F':
      return formatFixed(value, precision ?? 6);
    case 'x':
      return formatHexFloat(value);
    case 'X':
      return formatHexFloat(value).toUpperCase();
    default:
      return undefined;
  }
}

/** Only the exponent: `Inf` and `NaN` are written the same. */
const upper = (text: string): string => text.replace('e', 'E');

function formatInt(verb: string, value: GoInt['value'], flags: FormatFlags): string | undefined {
  const isNegative = value < 0n;
  const size = isNegative ? -value : value;
  const sign = isNegative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  const number = (base: number, prefix: string): string => {
    const digits = size.toString(base).padStart(flags.precision ?? 0, '0');
    return paddedNumber(sign, prefix + digits, flags.precision === undefined ? flags : { ...flags, zero: false });
  };
  switch (verb) {
    case 'v':
    case 'd':
      return number(10, '');
    case 'b':
      return number(2, flags.sharp ? '0b' : '');
    case 'o':
      return number(8, flags.sharp ? '0' : '');
    case 'O':
      return number(8, '0o');
    case 'x':
      return number(16, flags.sharp ? '0x' : '');
    case 'X':
      return number(16, flags.sharp ? '0x' : '').toUpperCase();
    case 'c':
      return padded(character(value), flags);
    case 'q':
      return padded(`'${character(value)}'`, flags);
    case 'U':
      return padded(
        `U+${size.toString(16).toUpperCase().padStart(4, '0')}${flags.sharp ? ` '${character(value)}'` : ''}`,
        flags,
      );
    default:
      return undefined;
  }
}

const character = (code: bigint): string =>
  code < 0n || code > 0x10ffffn || (code >= 0xd800n && code < 0xe000n) ? '\ufffd' : String.fromCodePoint(Number(code));
