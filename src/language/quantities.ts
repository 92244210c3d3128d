/** Parts of a duration are whole numbers: Prometheus does not read `1.5h`. */
type Whole = `${bigint}`;

/** A length of time as Prometheus writes it: `15s`, `5m`, `1h30m`. */
export type Duration =
  | `${Whole}${'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'y'}`
  | `${Whole}w${Whole}d`
  | `${Whole}d${Whole}h`
  | `${Whole}h${Whole}m`
  | `${Whole}m${Whole}s`
  | `${Whole}s${Whole}ms`;

/** A measured time: a {@link Duration}, or a decimal number with one unit: `2.5s`, `500us`. */
export type Seconds = Duration | `${number}${'us' | 'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'y'}`;

/** A part of a whole: `20%`, `0.1%`. */
export type Percent = `${number}%`;

/** An amount of data: `512B`, `10MiB` (powers of 1024), `10MB` (powers of 1000). */
export type Bytes = `${number}B` | `${number}${'k' | 'M' | 'G' | 'T'}B` | `${number}${'Ki' | 'Mi' | 'Gi' | 'Ti'}B`;

/** The units that have a notation of their own. */
interface Notation {
  seconds: Seconds;
  bytes: Bytes;
  ratio: Percent;
  'bytes/s': `${Bytes}/s`;
}

/**
 * How a threshold is written in each unit: `250ms` for seconds, `20%` for a ratio, `3 calls/min` for a rate, and for
 * things counted a number, alone or with their name: `5`, `5 crashes`. The notation is the unit check.
 */
export type Quantity<U extends string> = U extends keyof Notation
  ? Notation[U]
  : U extends `${infer C}/s`
    ? `${number} ${C}/${'s' | 'min' | 'h'}`
    : number | `${number} ${U}`;

/** What the name of a metric must end in when Prometheus has a suffix for its unit. */
export type UnitSuffix<U extends string> = U extends 'seconds' | 'bytes' | 'ratio' | 'celsius' ? `_${U}` : '';
