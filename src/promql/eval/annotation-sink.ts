import type { Span } from '../ast.ts';
import { type Annotation, forcedMonotonicity, positionIn, type Remark } from './annotation.ts';
import { formatFloatG } from './format-float.ts';

/** One correction of the buckets of a classic histogram. */
export interface BucketFix {
  readonly timeMs: number;
  readonly lowestBound: number;
  readonly highestBound: number;
  /** The largest decrease that was removed. */
  readonly largestDrop: number;
}

/** Collects the remarks of one query after the other, each once. */
export interface AnnotationSink {
  /** Number of calls that reported something, repeated ones included. */
  readonly reported: number;
  add(remark: Remark): void;
  /** Corrections of the same metric at the same place become one remark. */
  addBucketFix(metric: string, span: Span | undefined, fix: BucketFix): void;
  /** The remarks since the last call; the sink is then as new. */
  finish(): readonly Annotation[];
}

const none: readonly Annotation[] = [];

interface CollectedFixes {
  readonly message: string;
  readonly span: Span | undefined;
  count: number;
  from: number;
  to: number;
  lowestBound: number;
  highestBound: number;
  largestDrop: number;
}

/** A sink for the query `text`. */
export function createAnnotationSink(text: string | undefined): AnnotationSink {
  // Most queries have no remarks, and many queries are asked.
  let remarks: Map<string, Remark> | undefined;
  let fixes: Map<string, CollectedFixes> | undefined;
  let reported = 0;

  const position = (span: Span | undefined): string =>
    text === undefined || span === undefined ? '' : ` (${positionIn(text, span.start)})`;

  return {
    get reported() {
      return reported;
    },
    add(remark) {
      reported++;
      const key = `${remark.span?.start}:${remark.severity}:${remark.message}`;
      remarks ??= new Map();
      if (!remarks.has(key)) remarks.set(key, remark);
    },
    addBucketFix(metric, span, fix) {
      reported++;
      const message = forcedMonotonicity(metric);
      const key = `${span?.start}:${message}`;
      fixes ??= new Map();
      const known = fixes.get(key);
      if (known === undefined) {
        const { timeMs: from, timeMs: to, lowestBound, highestBound, largestDrop } = fix;
        fixes.set(key, { message, span, count: 1, from, to, lowestBound, highestBound, largestDrop });
        return;
      }
      known.count++;
      known.from = Math.min(known.from, fix.timeMs);
      known.to = Math.max(known.to, fix.timeMs);
      known.lowestBound = Math.min(known.lowestBound, fix.lowestBound);
      known.highestBound = Math.max(known.highestBound, fix.highestBound);
      known.largestDrop = Math.max(known.largestDrop, fix.largestDrop);
    },
    finish() {
      if (remarks === undefined && fixes === undefined) return none;
      const all: Annotation[] = [...(remarks?.values() ?? [])].map(({ severity, message, span }) => ({
        severity,
        text: `PromQL ${severity}: ${message}${position(span)}`,
      }));
      for (const fix of fixes?.values() ?? []) {
        const buckets = `from buckets ${formatFloatG(fix.lowestBound)} to ${formatFloatG(fix.highestBound)}`;
        const drop = `with a max diff of ${formatFloatG(Number(fix.largestDrop.toPrecision(2)))}`;
        const times = `from ${utcTime(fix.from)} to ${utcTime(fix.to)}`;
        all.push({
          severity: 'info',
          text: `PromQL info: ${fix.message}, ${buckets}, ${drop}, over ${fix.count} samples ${times}${position(fix.span)}`,
        });
      }
      remarks = undefined;
      fixes = undefined;
      return all;
    },
  };
}

/** RFC 3339 in whole seconds; times beyond the calendar of JavaScript are given as seconds. */
function utcTime(timeMs: number): string {
  const date = new Date(Math.trunc(timeMs / 1000) * 1000);
  return Number.isNaN(date.getTime()) ? `@${timeMs / 1000}` : `${date.toISOString().slice(0, 19)}Z`;
}
