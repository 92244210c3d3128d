import { formatFloatG } from '../../promql/eval/format-float.ts';
import { compileRegex } from '../../promql/regex/compile-regex.ts';
import { expandTemplate } from '../../promql/regex/expand-template.ts';
import { compareText } from '../../promql/storage/compare-text.ts';
import { parseDuration } from '../../shared/duration.ts';
import { escapeQuery } from './escape-text.ts';
import { formatTime } from './go-time.ts';
import { type GoDuration, type GoMap, type GoSample, type GoTime, type GoValue, goTypeOf } from './go-value.ts';
import { splitHostPort } from './host-port.ts';
import { fourDigits, humanize, humanize1024, humanizeDuration, humanizePercentage } from './humanize.ts';
import { lowerCase, titleOfStrings, titleOfText, upperCase } from './letter-case.ts';
import { parseGoFloat } from './parse-number.ts';
import { CallError } from './template-error.ts';
import { nilDereference, type ParameterType, type TemplateFunction } from './template-function.ts';

/** Which Prometheus the functions are those of. */
export type TemplateDialect = '3' | '2.42';

/** What the functions need from the place where the template is expanded. */
export interface FunctionContext {
  readonly dialect: TemplateDialect;
  /** Rows of the query at the time of expansion, in the order that the query gives; throws a CallError. */
  readonly query: (text: string) => readonly GoSample[];
  /** Seconds since 1970. */
  readonly nowSeconds: () => number;
}

const text = (value: GoValue): string => (typeof value === 'string' ? value : '');

const samplesOf = (value: GoValue): readonly GoSample[] =>
  typeof value === 'object' && value.kind === 'vector' ? value.samples : [];

function sampleOf(value: GoValue): GoSample {
  if (typeof value === 'object' && value.kind === 'sample') return value;
  throw new CallError(nilDereference);
}

const labelOf = (sample: GoSample, name: string): string => text(sample.labels.entries.get(name));

/** A number, whatever it is written as. Throws a CallError for what is none. */
export function toFloat(value: GoValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') {
    const parsed = parseGoFloat(value);
    if (parsed !== undefined) return parsed;
    const isTooLarge = /^[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?$/.test(value) && !Number.isNaN(Number(value));
    throw new CallError(
      `strconv.ParseFloat: parsing ${JSON.stringify(value)}: ${isTooLarge ? 'value out of range' : 'invalid syntax'}`,
    );
  }
  if (typeof value === 'object' && value.kind === 'int' && value.type !== 'uint8') return Number(value.value);
  if (typeof value === 'object' && value.kind === 'duration') return Number(value.ns) / 1e9;
  throw new CallError(`can't convert ${goTypeOf(value)} to float`);
}

const largestNanoseconds = 2 ** 63;

/** Seconds as nanoseconds; throws where Go's integers end. */
function nanoseconds(seconds: number, what: string): number {
  if (!Number.isFinite(seconds)) throw new CallError('value is NaN or Inf');
  const ns = seconds * 1e9;
  if (ns > largestNanoseconds || ns < -largestNanoseconds) {
    throw new CallError(
      `${formatFloatG(seconds)} cannot be represented as a nanoseconds ${what} since it overflows int64`,
    );
  }
  return ns;
}

/** A moment, cut to milliseconds as all times of Prometheus. */
function toTime(seconds: number): GoTime {
  const ns = BigInt(Math.trunc(nanoseconds(seconds, 'timestamp')));
  return { kind: 'time', ns: (ns / 1_000_000n) * 1_000_000n };
}

const toDuration = (seconds: number): GoDuration => ({
  kind: 'duration',
  ns: BigInt(Math.trunc(nanoseconds(seconds, 'duration'))),
});

function humanizeTimestamp(seconds: number): string {
  return Number.isFinite(seconds) ? formatTime(toTime(seconds).ns) : fourDigits(seconds);
}

/** A pattern as Go quotes it in its errors. */
const quotedPattern = (pattern: string): string => (pattern.includes('`') ? JSON.stringify(pattern) : `\`${pattern}\``);

function regex(pattern: string, prefix: string) {
  const compiled = compileRegex(pattern, { dotMatchesNewline: false });
  if (compiled.ok) return compiled.value;
  throw new CallError(prefix + (compiled.errors[0]?.message ?? 'error parsing regexp'));
}

/** Go's `Regexp.ReplaceAllString`. Throws a CallError for a bad pattern. */
export function replaceAll(pattern: string, replacement: string, source: string): string {
  const { find, groupNames } = regex(pattern, `regexp: Compile(${quotedPattern(pattern)}): `);
  let replaced = '';
  let copied = 0;
  for (let from = 0; from <= source.length; ) {
    const slots = find(source, from);
    const start = slots?.[0] ?? -1;
    const end = slots?.[1] ?? -1;
    if (slots === undefined || start < 0) break;
    // Go takes no empty match right after a match.
    const isRepeat = start === end && start === copied && copied > 0;
    if (!isRepeat) {
      const captured = groupNames.map((_, i) => {
        const [first, last] = [slots[2 * i] ?? -1, slots[2 * i + 1] ?? -1];
        return first < 0 || last < 0 ? undefined : source.slice(first, last);
      });
      replaced += source.slice(copied, start) + expandTemplate(replacement, captured, groupNames);
      copied = end;
    }
    from = end > from ? end : end + ((source.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
  }
  return replaced + source.slice(copied);
}

function durationSeconds(value: string, dialect: TemplateDialect): number {
  const isNegative = dialect === '3' && value.startsWith('-');
  const ms = parseDuration(isNegative ? value.slice(1) : value);
  if (ms !== undefined) return (isNegative ? -ms : ms) / 1000;
  throw new CallError(value === '' ? 'empty duration string' : `not a valid duration string: ${JSON.stringify(value)}`);
}

function stripPort(hostPort: string): string {
  return splitHostPort(hostPort)?.host ?? hostPort;
}

function stripDomain(hostPort: string): string {
  const parts = splitHostPort(hostPort) ?? { host: hostPort, port: '' };
  if (isIpAddress(parts.host)) return hostPort;
  const host = parts.host.split('.')[0] ?? '';
  if (parts.port === '') return host;
  return `${host.includes(':') ? `[${host}]` : host}:${parts.port}`;
}

const isIpAddress = (host: string): boolean =>
  /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/.test(host) ||
  (host.includes(':') && /^[0-9a-fA-F:.]+$/.test(host));

const graphUrl = (expr: string, tab: 0 | 1): string => `/graph?g0.expr=${escapeQuery(expr)}&g0.tab=${tab}`;

const sortedByLabel = (label: string, samples: readonly GoSample[]): readonly GoSample[] =>
  [...samples].sort((a, b) => compareText(labelOf(a, label), labelOf(b, label)));

function numbered(args: readonly GoValue[]): GoMap {
  return { kind: 'map', element: 'interface {}', entries: new Map(args.map((arg, i) => [`arg${i}`, arg])) };
}

function define(
  parameters: readonly ParameterType[],
  call: (...args: readonly GoValue[]) => GoValue,
): TemplateFunction {
  return { parameters, call: (args) => call(...args) };
}

const ofFloat = (call: (value: number) => GoValue): TemplateFunction =>
  define(['interface {}'], (value) => call(toFloat(value)));

const ofText = (call: (value: string) => GoValue): TemplateFunction => define(['string'], (value) => call(text(value)));

/** promtool has no external URL to give, and Prometheus' own code fails on the one that is missing. */
const withoutUrl: TemplateFunction = define([], () => {
  throw new CallError(nilDereference);
});

/** The functions that Prometheus adds to those of Go. */
export function prometheusFunctions(context: FunctionContext): ReadonlyMap<string, TemplateFunction> {
  const { dialect } = context;
  const both: readonly (readonly [string, TemplateFunction])[] = [
    ['query', ofText((expr) => ({ kind: 'vector', samples: context.query(expr) }))],
    [
      'first',
      define(['template.queryResult'], (vector) => {
        const [first] = samplesOf(vector);
        if (first === undefined) throw new CallError('first() called on vector with no elements');
        return first;
      }),
    ],
    ['label', define(['string', '*template.sample'], (name, sample) => labelOf(sampleOf(sample), text(name)))],
    ['value', define(['*template.sample'], (sample) => sampleOf(sample).value)],
    ['strvalue', define(['*template.sample'], (sample) => labelOf(sampleOf(sample), '__value__'))],
    ['args', { parameters: [], rest: 'interface {}', call: numbered }],
    [
      'reReplaceAll',
      define(['string', 'string', 'string'], (pattern, replacement, source) =>
        replaceAll(text(pattern), text(replacement), text(source)),
      ),
    ],
    ['safeHtml', ofText((value) => ({ kind: 'html', text: value }))],
    [
      'match',
      define(['string', 'string'], (pattern, source) => regex(text(pattern), '').find(text(source), 0) !== undefined),
    ],
    ['title', ofText(dialect === '3' ? titleOfText : titleOfStrings)],
    ['toUpper', ofText(upperCase)],
    ['toLower', ofText(lowerCase)],
    ['graphLink', ofText((expr) => graphUrl(expr, 0))],
    ['tableLink', ofText((expr) => graphUrl(expr, 1))],
    [
      'sortByLabel',
      define(['string', 'template.queryResult'], (label, vector) => ({
        kind: 'vector',
        samples: sortedByLabel(text(label), samplesOf(vector)),
      })),
    ],
    ['stripPort', ofText(stripPort)],
    ['stripDomain', ofText(stripDomain)],
    ['humanize', ofFloat(humanize)],
    ['humanize1024', ofFloat(humanize1024)],
    ['humanizeDuration', ofFloat(humanizeDuration)],
    ['humanizePercentage', ofFloat(humanizePercentage)],
    ['humanizeTimestamp', ofFloat(humanizeTimestamp)],
    ['toTime', ofFloat(toTime)],
    ['pathPrefix', withoutUrl],
    ['externalURL', withoutUrl],
    ['parseDuration', ofText((value) => durationSeconds(value, dialect))],
  ];
  const only3: readonly (readonly [string, TemplateFunction])[] = [
    ['toDuration', ofFloat(toDuration)],
    ['now', define([], () => context.nowSeconds())],
    ['urlQueryEscape', ofText(escapeQuery)],
  ];
  return new Map(dialect === '3' ? [...both, ...only3] : both);
}
