import { calendarOf, formatGoDuration, formatLayout, formatTime, monthName, weekdayName } from './go-time.ts';
import { type GoDuration, type GoTime, type GoValue, goInt } from './go-value.ts';
import { keyValueMethod } from './key-values.ts';
import type { TemplateFunction } from './template-function.ts';

/** 1 January of the year 1. */
const zeroTime = -62_135_596_800_000_000_000n;

const noArguments = (call: () => GoValue): TemplateFunction => ({ parameters: [], call });

/** A method of a value: of moments and lengths of time, the only ones that templates get to see and that have any. */
export function methodOf(value: GoValue, name: string): TemplateFunction | undefined {
  if (typeof value !== 'object') return undefined;
  if (value.kind === 'time') return timeMethod(value, name);
  if (value.kind === 'duration') return durationMethod(value, name);
  if (value.kind === 'map' || value.kind === 'list') return keyValueMethod(value, name);
  if (value.kind === 'named' && name === 'String') return noArguments(() => value.text);
  return undefined;
}

function timeMethod({ ns, zone }: GoTime, name: string): TemplateFunction | undefined {
  const calendar = calendarOf(ns, zone);
  const floor = (unit: bigint): bigint => (ns - (((ns % unit) + unit) % unit)) / unit;
  const int64 = (value: bigint): GoValue => ({ kind: 'int', type: 'int64', value });
  switch (name) {
    case 'Format':
      return { parameters: ['string'], call: ([layout]) => formatLayout(ns, String(layout), zone) };
    case 'String':
      return noArguments(() => formatTime(ns, zone));
    case 'UTC':
      return noArguments(() => ({ kind: 'time', ns }));
    case 'Unix':
      return noArguments(() => int64(floor(1_000_000_000n)));
    case 'UnixMilli':
      return noArguments(() => int64(floor(1_000_000n)));
    case 'UnixNano':
      return noArguments(() => int64(ns));
    case 'Year':
      return noArguments(() => goInt(calendar.year));
    case 'Month':
      return noArguments(() => ({
        kind: 'named',
        type: 'time.Month',
        text: monthName(calendar.month),
        value: BigInt(calendar.month),
      }));
    case 'Day':
      return noArguments(() => goInt(calendar.day));
    case 'Hour':
      return noArguments(() => goInt(calendar.hour));
    case 'Minute':
      return noArguments(() => goInt(calendar.minute));
    case 'Second':
      return noArguments(() => goInt(calendar.second));
    case 'Nanosecond':
      return noArguments(() => goInt(calendar.nanosecond));
    case 'YearDay':
      return noArguments(() => goInt(calendar.yearDay));
    case 'Weekday':
      return noArguments(() => ({
        kind: 'named',
        type: 'time.Weekday',
        text: weekdayName(calendar.weekday),
        value: BigInt(calendar.weekday),
      }));
    case 'IsZero':
      return noArguments(() => ns === zeroTime);
    default:
      return undefined;
  }
}

function durationMethod({ ns }: GoDuration, name: string): TemplateFunction | undefined {
  const seconds = Number(ns) / 1e9;
  switch (name) {
    case 'String':
      return noArguments(() => formatGoDuration(ns));
    case 'Hours':
      return noArguments(() => seconds / 3600);
    case 'Minutes':
      return noArguments(() => seconds / 60);
    case 'Seconds':
      return noArguments(() => seconds);
    case 'Milliseconds':
      return noArguments(() => ({ kind: 'int', type: 'int64', value: ns / 1_000_000n }));
    default:
      return undefined;
  }
}
