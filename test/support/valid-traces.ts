import fc from 'fast-check';
import type { Span, TraceMode, Traces } from '../../src/model/traces.ts';
import { type SampleSpan, spanId } from './sample-traces.ts';

/** A trace as the spec wants it. */
export interface ValidTrace {
  readonly mode: TraceMode;
  readonly spans: readonly SampleSpan[];
}

type Value = string | number | boolean;

/** What decides about a trace: numbers from 0 to 1, in the order in which they are asked for. */
type Draw = () => number;

/**
 * Any trace that is as the spec wants it: of any mode, with every span that the mode requires and some that it allows,
 * at any depth, with spans of instrumentation in between, with or without what the client exports.
 */
export const validTraces = (traces: Traces, trace: string): fc.Arbitrary<ValidTrace> =>
  fc
    .array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 40, maxLength: 120 })
    .map((decisions) => build(traces, trace, decisions));

function build(traces: Traces, trace: string, decisions: readonly number[]): ValidTrace {
  let asked = 0;
  const draw: Draw = () => decisions[asked++ % decisions.length] ?? 0;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T;
  const declared = (name: string): Span => traces.spans.find((span) => span.name === name) as Span;
  const spans: SampleSpan[] = [];

  const anyValue = (span: Span, kind: Span['attributes'][number]['value']): Value => {
    switch (kind.kind) {
      case 'enum':
        return pick(kind.values);
      case 'integer':
        return Math.floor(draw() * 1000) - 500;
      case 'number':
        return draw() * 1000;
      case 'boolean':
        return draw() < 0.5;
      case 'traceparent':
        return `00-${trace}-${spanId(span.name)}-01`;
      case 'text':
        return `t-${Math.floor(draw() * 1e6)}`;
    }
  };

  /** A time within the parent's: whole microseconds, as Jaeger has them. */
  const within = (parent: SampleSpan | undefined) => {
    if (parent === undefined) return { from: Math.floor(draw() * 1000), to: 1000 + Math.floor(draw() * 60_000) };
    const from = parent.from + Math.floor(draw() * (parent.to - parent.from) * 500) / 1000;
    return { from, to: from + Math.floor(draw() * (parent.to - from) * 1000) / 1000 };
  };

  const add = (span: Omit<SampleSpan, 'id' | 'from' | 'to'>, parent: SampleSpan | undefined): SampleSpan => {
    const made = {
      id: `s${String(spans.length).padStart(6, '0')}`,
      ...(parent === undefined ? {} : { parent: parent.id }),
      ...span,
      ...within(parent),
    };
    spans.push(made);
    return made;
  };

  const make = (name: string, above: SampleSpan | undefined): SampleSpan => {
    const span = declared(name);
    const library = { name: `library ${name}`, service: span.service.name, kind: 'internal' } as const;
    const parent = above !== undefined && draw() < 0.2 ? add(library, above) : above;
    const chosen = span.attributes.filter(({ optional }) => !optional || draw() < 0.5);
    const attributes = Object.fromEntries(chosen.map((one) => [one.name, anyValue(span, one.value)]));
    const { kind } = span;
    return add({ name, service: span.service.name, kind, attributes, isError: draw() < 0.1 }, parent);
  };

  /** A span under which this one may stand, made when there is none yet. */
  const parentOf = (name: string, entry: SampleSpan): SampleSpan => {
    const { under } = declared(name);
    const there = spans.filter((span) => under.includes(span.name) && isBelow(span, entry));
    if (there.length > 0) return pick(there);
    const [above] = under.filter((one) => declared(one).service.isJob);
    if (above === undefined) throw new Error(`${name} has no parent that a job makes`);
    return make(above, parentOf(above, entry));
  };
  const isBelow = (span: SampleSpan, top: SampleSpan): boolean => {
    const parent = spans.find(({ id }) => id === span.parent);
    return span === top || (parent !== undefined && isBelow(parent, top));
  };

  const mode = pick(traces.modes);
  const [outside] = declared(mode.entry).under.filter((name) => !declared(name).service.isJob);
  const client = outside !== undefined && draw() < 0.3 ? make(outside, undefined) : undefined;
  const entry = make(mode.entry, client);
  for (const name of mode.requires) if (name !== mode.entry) make(name, parentOf(name, entry));
  // Whatever else may stand there, and more of the same.
  for (let more = Math.floor(draw() * 5); more > 0; more -= 1) {
    const names = traces.spans.filter(({ under }) =>
      spans.some((span) => under.includes(span.name) && isBelow(span, entry)),
    );
    const { name } = pick(names.filter((span) => span.name !== mode.entry));
    make(name, parentOf(name, entry));
  }
  return { mode, spans };
}
