/**
 * How one string is written on one line of YAML, and which unquoted texts stand for themselves.
 * Go's YAML readers follow version 1.1 in places and 1.2 in others, so a text that either takes for something else is quoted.
 */

/** Printable in YAML and no line break in either version: not U+0085, U+2028 and U+2029. */
const printable = /^[ -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** Whether a text on one line needs no escapes. */
export const isPrintable = (text: string): boolean => printable.test(text);

/** Starts with no indicator and no space. The common punctuation of queries and paths may start a plain text. */
const plainStart = /^[^\s!-#%&'*,:>?@[\]`{|}~=-]/u;

/** What ends a plain text early, or makes a key or a comment of it. */
const plainBreak = /: |:$| #| $/;

const words = /^(?:y|n|yes|no|on|off|true|false|null|<<|\.nan|\.inf)$/i;

/** Integers and floats of every base and notation, `1_000`, and what YAML 1.1 also takes for one: `.`, `._1`, `e5`. */
const numberLike =
  /^[-+]?(?:[0-9_,.]+(?:[eE][-+]?[0-9]*)?|[eE][-+]?[0-9]+|\.inf|0[xX][0-9a-fA-F_]*|0[oO]?[0-7_]*|0[bB][01_]*)$/i;

/** `12:30:45` is a number in base 60, and dates are times, in YAML 1.1. */
const timeLike = /^[-+]?[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?$|^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}/;

/** Whether every reader takes the unquoted text for this very string, as a value and as a key. */
export const isPlain = (text: string): boolean =>
  plainStart.test(text) &&
  printable.test(text) &&
  !text.startsWith('...') &&
  !plainBreak.test(text) &&
  !words.test(text) &&
  !numberLike.test(text) &&
  !timeLike.test(text);

/** Whether a text of several lines can be a block literal: nothing that needs an escape. */
export function isLiteral(text: string): boolean {
  const lines = text.split('\n');
  const last = text.endsWith('\n') ? lines.length - 2 : lines.length - 1;
  return (
    last > 0 &&
    /^ *[^\s]/.test(text) &&
    (lines[last] ?? '').trim() !== '' &&
    lines.every((line) => printable.test(line) && !(line !== '' && line.trim() === ''))
  );
}

/** What JSON leaves as it is but a YAML reader refuses, or takes for a line break. */
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

const hexEscape = (one: string): string => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The texts of short and of long strings: generated files say the same few things again and again. */
const short = new Map<string, string>();
const long = new Map<string, string>();
const mostShort = 20_000;
const mostLong = 500;

/** The string on one line: plain, in single quotes when that saves escapes, or else in double quotes. */
export function scalarText(text: string): string {
  const isLong = text.length > 200;
  const known = isLong ? long : short;
  let scalar = known.get(text);
  if (scalar === undefined) {
    if (known.size >= (isLong ? mostLong : mostShort)) known.clear();
    scalar = scalarTextOf(text);
    known.set(text, scalar);
  }
  return scalar;
}

function scalarTextOf(text: string): string {
  if (isPlain(text)) return text;
  if (/["\\]/.test(text) && printable.test(text)) return `'${text.replaceAll("'", "''")}'`;
  // UTF-8 has no lone surrogates: writing the file would replace them just so.
  const wellFormed = text.replace(/\p{Surrogate}/gu, '\ufffd');
  return JSON.stringify(wellFormed).replace(unprintable, hexEscape);
}
