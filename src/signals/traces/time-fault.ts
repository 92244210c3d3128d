import { quote } from '../../model/findings.ts';
import type { Traces } from '../../model/traces.ts';
import type { StoredSpan } from './span-store.ts';
import type { SpanFault } from './trace-faults.ts';

/** Microseconds in words. */
const length = (us: number): string => (us < 1000 ? `${us} µs` : us < 1e6 ? `${us / 1000} ms` : `${us / 1e6} s`);

/**
 * What is wrong with the times of a span: it ends before it starts, or it is not within the span above it. Processes have
 * clocks of their own, which may differ as far as the spec allows.
 */
export function timeFault(
  { clockSkew }: Traces,
  span: StoredSpan,
  parent: StoredSpan | undefined,
): SpanFault | undefined {
  if (span.end < span.start) {
    const says = `ends ${length(span.start - span.end)} before it starts`;
    return { code: 'traces/negative-time', span, detail: '', says, help: 'measure both times with one clock' };
  }
  if (parent === undefined) return undefined;
  const slack = parent.service.name === span.service.name ? 0 : clockSkew * 1000;
  if (span.start < parent.start - slack) {
    const says = `starts ${length(parent.start - span.start)} before ${quote(parent.name)}, under which it stands`;
    return {
      code: 'traces/not-nested',
      span,
      detail: `start ${parent.name}`,
      says,
      help: 'correct its parent, or its times',
    };
  }
  if (span.end > parent.end + slack && span.declared?.outlives !== true && span.declared !== undefined) {
    const says = `ends ${length(span.end - parent.end)} after ${quote(parent.name)}, under which it stands`;
    const help = 'end the span above it later, or declare that it `outlives` it';
    return { code: 'traces/not-nested', span, detail: `end ${parent.name}`, says, help };
  }
  return undefined;
}
