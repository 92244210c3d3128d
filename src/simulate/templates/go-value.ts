import type { NativeHistogram } from '../../promql/histogram/native-histogram.ts';

/** A value of Go as templates see it. A JavaScript number is a `float64`; `undefined` is Go's invalid or nil value. */
export type GoValue =
  | undefined
  | string
  | boolean
  | number
  | GoInt
  | GoMap
  | GoSample
  | GoVector
  | GoList
  | GoStruct
  | GoTime
  | GoDuration
  | GoNamed
  | GoHtml
  | GoHistogram
  | GoData;

/** A whole number; templates make `int`, indexing a string makes `uint8`. */
export interface GoInt {
  readonly kind: 'int';
  readonly type: 'int' | 'int64' | 'uint8';
  readonly value: bigint;
}

/** A map with string keys. */
export interface GoMap {
  readonly kind: 'map';
  readonly element: 'string' | 'interface {}';
  /** The name of a type of its own, which brings its methods. */
  readonly type?: 'template.KV';
  /** Whether the type has a `String` method: since Alertmanager 0.26. */
  readonly isStringer?: boolean;
  readonly entries: ReadonlyMap<string, GoValue>;
}

/** One row of what the template function `query` returns. */
export interface GoSample {
  readonly kind: 'sample';
  readonly labels: GoMap;
  readonly value: number | GoHistogram;
}

/** What the template function `query` returns. */
export interface GoVector {
  readonly kind: 'vector';
  readonly samples: readonly GoSample[];
}

/** A list that templates of notifications see. */
export interface GoList {
  readonly kind: 'list';
  readonly type: '[]string' | '[]interface {}' | 'template.Pairs' | 'template.Alerts' | '[]template.Alert';
  readonly isStringer?: boolean;
  readonly items: readonly GoValue[];
}

/** A structure that templates of notifications see. */
export interface GoStruct {
  readonly kind: 'struct';
  readonly type: '*template.Data' | 'template.Alert' | 'template.Pair';
  readonly fields: ReadonlyMap<string, GoValue>;
}

/** A moment, in nanoseconds since 1970. */
export interface GoTime {
  readonly kind: 'time';
  readonly ns: bigint;
  /** A name of the time zone database, in which it is read; absent for UTC. */
  readonly zone?: string;
}

/** A length of time in nanoseconds. */
export interface GoDuration {
  readonly kind: 'duration';
  readonly ns: bigint;
}

/** A number with a name: a `time.Month` or a `time.Weekday`. */
export interface GoNamed {
  readonly kind: 'named';
  readonly type: 'time.Month' | 'time.Weekday';
  readonly text: string;
  readonly value: bigint;
}

/** What `safeHtml` returns. */
export interface GoHtml {
  readonly kind: 'html';
  readonly text: string;
}

/** A native histogram as the value of an alert or a sample. */
export interface GoHistogram {
  readonly kind: 'histogram';
  readonly histogram: NativeHistogram;
}

/** The structure behind the outermost dot. */
export interface GoData {
  readonly kind: 'data';
  /** `interface {}` since Prometheus 3, where the value may be a histogram. */
  readonly valueType: 'float64' | 'interface {}';
  readonly fields: ReadonlyMap<string, GoValue>;
}

/** An `int` of Go. */
export const goInt = (value: number | bigint): GoInt => ({ kind: 'int', type: 'int', value: BigInt(value) });

/** A `map[string]string`. */
export const goLabels = (labels: Readonly<Record<string, string>>): GoMap => ({
  kind: 'map',
  element: 'string',
  entries: new Map(Object.entries(labels)),
});

/** The name of the type as `%T` prints it. */
export function goTypeOf(value: GoValue): string {
  if (value === undefined) return '<nil>';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'float64';
  switch (value.kind) {
    case 'int':
    case 'named':
      return value.type;
    case 'map':
      return value.type ?? `map[string]${value.element}`;
    case 'list':
    case 'struct':
      return value.type;
    case 'sample':
      return '*template.sample';
    case 'vector':
      return 'template.queryResult';
    case 'time':
      return '*time.Time';
    case 'duration':
      return '*time.Duration';
    case 'html':
      return 'template.HTML';
    case 'histogram':
      return '*histogram.FloatHistogram';
    case 'data':
      return `struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value ${value.valueType} }`;
  }
}

/** Whether `if`, `and`, `or` and `not` take the value for true: everything but zero, nothing and the empty. */
export function isTruthy(value: GoValue): boolean {
  if (value === undefined || typeof value === 'boolean' || typeof value === 'string') return Boolean(value);
  // NaN is not zero.
  if (typeof value === 'number') return value !== 0;
  switch (value.kind) {
    case 'int':
    case 'named':
      return value.value !== 0n;
    case 'map':
      return value.entries.size > 0;
    case 'vector':
      return value.samples.length > 0;
    case 'html':
      return value.text !== '';
    case 'list':
      return value.items.length > 0;
    case 'struct':
    case 'sample':
    case 'time':
    case 'duration':
    case 'histogram':
    case 'data':
      return true;
  }
}
