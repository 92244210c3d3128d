import { Buffer } from 'node:buffer';
import { formatLayout } from '../../templates/go-time.ts';
import { type GoList, type GoMap, type GoTime, type GoValue, goTypeOf } from '../../templates/go-value.ts';
import { humanizeDuration } from '../../templates/humanize.ts';
import { jsonOf } from '../../templates/json-of.ts';
import { parseTime } from '../../templates/parse-time.ts';
import { toFloat } from '../../templates/prometheus-functions.ts';
import { CallError } from '../../templates/template-error.ts';
import type { TemplateFunction } from '../../templates/template-function.ts';
import { zoneReading } from '../../templates/time-zone.ts';

/** 1 January of the year 1. */
const zeroTime: GoTime = { kind: 'time', ns: -62_135_596_800_000_000_000n };

const text = (value: GoValue): string => (typeof value === 'string' ? value : '');
const time = (value: GoValue): GoTime => (typeof value === 'object' && value.kind === 'time' ? value : zeroTime);
const items = (value: GoValue): readonly GoValue[] =>
  typeof value === 'object' && value.kind === 'list' ? value.items : [];
const listOf = (all: readonly GoValue[]): GoList => ({ kind: 'list', type: '[]interface {}', items: all });

const ofText = (change: (text: string) => GoValue): TemplateFunction => ({
  parameters: ['string'],
  call: ([value]) => change(text(value)),
});

function inZone(name: string, { ns }: GoTime): GoTime {
  try {
    zoneReading(name, 0);
  } catch {
    throw new CallError(`unknown time zone ${name}`);
  }
  return name === '' || name === 'UTC' ? { kind: 'time', ns } : { kind: 'time', ns, zone: name };
}

function unescaped(value: string): string {
  const bad = /%(?![0-9a-fA-F]{2}).{0,2}/s.exec(value)?.[0];
  if (bad !== undefined) throw new CallError(`invalid URL escape ${JSON.stringify(bad)}`);
  const bytes = value
    .replaceAll('+', ' ')
    .split(/(%[0-9a-fA-F]{2})/)
    .map((part, i) => (i % 2 === 1 ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part)));
  return Buffer.concat(bytes).toString('utf8');
}

function decoded(value: string): string {
  const body = value.replace(/[\r\n]/g, '');
  const end = body.search(/[^A-Za-z0-9_-]/);
  const isWhole = body.length % 4 === 0 && /^[A-Za-z0-9_-]*={0,2}$/.test(body);
  if (!isWhole) throw new CallError(`illegal base64 data at input byte ${end === -1 ? body.length : end}`);
  return Buffer.from(body, 'base64url').toString('utf8');
}

function dict(values: readonly GoValue[]): GoMap {
  if (values.length % 2 === 1) throw new CallError('dict requires an even number of arguments');
  const entries = new Map<string, GoValue>();
  for (let i = 0; i < values.length; i += 2) {
    const key = values[i];
    if (typeof key !== 'string') throw new CallError('dict keys must be strings');
    entries.set(key, values[i + 1]);
  }
  return { kind: 'map', element: 'interface {}', entries };
}

function parsed(layout: string, value: string): GoTime {
  const ns = parseTime(layout, value);
  if (ns !== undefined) return { kind: 'time', ns };
  throw new CallError(`parsing time ${JSON.stringify(value)} as ${JSON.stringify(layout)}: cannot parse`);
}

/** What functions say besides their arguments. */
export interface FunctionSurroundings {
  /** Nanoseconds since 1970. */
  readonly now: bigint;
  /** The label of the route as it is rendered, empty when there is none. Throws a CallError when it cannot be rendered. */
  readonly routeLabel: (name: string) => string;
}

/** What templates of current releases can call, and those of 0.25 cannot. */
export const currentFunctions = ({
  now,
  routeLabel,
}: FunctionSurroundings): readonly (readonly [string, TemplateFunction])[] => [
  ['routeLabels', ofText(routeLabel)],
  ['trimSpace', ofText((value) => value.trim())],
  ['safeUrl', ofText((value) => value)],
  ['urlUnescape', ofText(unescaped)],
  [
    'base64encode',
    ofText((value) =>
      Buffer.from(value)
        .toString('base64url')
        .padEnd(Math.ceil(Buffer.byteLength(value) / 3) * 4, '='),
    ),
  ],
  ['base64decode', ofText(decoded)],
  [
    'date',
    {
      parameters: ['string', 'time.Time'],
      call: ([layout, value]) => formatLayout(time(value).ns, text(layout), time(value).zone),
    },
  ],
  ['tz', { parameters: ['string', 'time.Time'], call: ([name, value]) => inZone(text(name), time(value)) }],
  ['now', { parameters: [], call: () => ({ kind: 'time', ns: now }) }],
  ['since', { parameters: ['time.Time'], call: ([value]) => ({ kind: 'duration', ns: now - time(value).ns }) }],
  ['humanizeDuration', { parameters: ['interface {}'], call: ([value]) => humanizeDuration(toFloat(value)) }],
  [
    'toDate',
    {
      parameters: ['string', 'string'],
      call: ([layout, value]) => {
        const ns = parseTime(text(layout), text(value));
        return ns === undefined ? zeroTime : { kind: 'time', ns };
      },
    },
  ],
  ['mustToDate', { parameters: ['string', 'string'], call: ([layout, value]) => parsed(text(layout), text(value)) }],
  ['toJson', { parameters: ['interface {}'], call: ([value]) => jsonOf(value) }],
  ['list', { parameters: [], rest: 'interface {}', call: (all) => listOf([...all]) }],
  [
    'append',
    {
      parameters: ['[]interface {}'],
      rest: 'interface {}',
      call: ([list, ...more]) => {
        if (list === undefined || goTypeOf(list) !== '[]interface {}') throw new CallError('append to what is no list');
        return listOf([...items(list), ...more]);
      },
    },
  ],
  ['dict', { parameters: [], rest: 'interface {}', call: dict }],
];
