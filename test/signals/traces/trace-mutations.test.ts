import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Traces } from '../../../src/model/traces.ts';
import { type TraceChecker, traceChecker } from '../../../src/signals/traces/trace-checker.ts';
import { betcodeModel } from '../../support/betcode.ts';
import { type SampleSpan, spanId, toJaeger, toOtlp, traceId } from '../../support/sample-traces.ts';
import { traceMutations } from '../../support/trace-mutations.ts';
import { validTraces } from '../../support/valid-traces.ts';

const betcode = betcodeModel().traces as Traces;
/** A tree with what betcode's has not: every type of attribute, every kind, four levels, one mode. */
const deep: Traces = {
  ...betcode,
  clockSkew: 0,
  spans: [
    ['front', 'server', []],
    ['queue', 'producer', ['front']],
    ['work', 'consumer', ['queue', 'work']],
    ['store', 'client', ['work', 'front']],
  ].map(([name, kind, under], i) => ({
    name: name as string,
    description: 'A step',
    kind: kind as 'server',
    under: under as readonly string[],
    service: { name: `service-${i % 2}`, isJob: true },
    outlives: name === 'work',
    attributes: (['text', 'integer', 'number', 'boolean', 'traceparent'] as const).map((type) => ({
      name: `${type}.of`,
      description: 'Something',
      optional: type === 'number' || type === 'traceparent',
      value: { kind: type },
    })),
  })),
  modes: [{ name: 'all', description: 'All', entry: 'front', requires: ['front', 'queue', 'work', 'store'] }],
};
const specs = { betcode, 'a deeper spec': deep };
const formats = { OTLP: toOtlp, Jaeger: toJaeger };
const trace = traceId(1);
const other = traceId(2);

function check(traces: Traces, document: object): TraceChecker {
  const checker = traceChecker({ traces });
  const reader = checker.file('traces.json');
  reader.push(Buffer.from(JSON.stringify(document)));
  reader.end();
  return checker;
}

/** How often each code is found, and the ids of the spans that findings name: one for each group of equal ones. */
function foundIn(checker: TraceChecker) {
  const groups = checker.findings.groups().map(({ code, message }) => {
    const [, inTrace, span] = /\(trace `(\w{32})`, span `(\w{16})`\)$/.exec(message) ?? [];
    return { code, trace: inTrace, span };
  });
  return { counts: checker.findings.counts(), groups };
}

const countsOf = (codes: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((one) => one === code).length]));

const combinations = Object.entries(specs).flatMap(([spec, traces]) =>
  Object.entries(formats).map(([format, write]) => ({ spec, traces, format, write })),
);

const shuffled = (spans: readonly SampleSpan[], seed: number): readonly SampleSpan[] =>
  spans.toSorted(
    (a, b) => Math.sin(seed + Number(spanId(a.id).slice(-4))) - Math.sin(seed + Number(spanId(b.id).slice(-4))),
  );

describe.each(combinations)('a check of traces of $spec in $format', ({ traces, write }) => {
  it('finds nothing wrong with any trace that is as the spec wants it', () => {
    fc.assert(
      fc.property(validTraces(traces, trace), fc.integer({ min: 0, max: 99 }), ({ mode, spans }, seed) => {
        const checker = check(traces, write(trace, shuffled(spans, seed)));
        checker.conclude();
        expect(checker.findings.groups()).toEqual([]);
        expect(checker.totals).toEqual({ spans: spans.length, traces: 1, faulty: 0 });
        expect([...checker.modes]).toEqual([[mode.name, 1]]);
      }),
      { numRuns: 200 },
    );
  });

  it.each(traceMutations)('finds exactly what is wrong when $name', ({ mutants }) => {
    let made = 0;
    fc.assert(
      fc.property(validTraces(traces, trace), fc.nat(), (valid, which) => {
        const all = mutants(valid, traces);
        const mutant = all[which % all.length];
        if (mutant === undefined) return;
        made += 1;
        const checker = check(traces, write(trace, mutant.spans));
        checker.conclude();
        const { counts, groups } = foundIn(checker);
        expect(counts).toEqual(countsOf(mutant.expected.map(([code]) => code)));
        const named = mutant.expected.map(([code, id]) => `${code} ${spanId(id)}`);
        for (const group of groups) {
          expect(named).toContain(`${group.code} ${group.span}`);
          const own = mutant.spans.find(({ id }) => spanId(id) === group.span);
          expect(group.trace).toBe(own?.trace ?? trace);
        }
      }),
      { numRuns: 60 },
    );
    expect(made).toBeGreaterThan(0);
  });

  it('finds what is wrong with the logs of a trace, whatever the trace', () => {
    const of = (checker: TraceChecker, records: readonly Readonly<Record<string, unknown>>[]) => {
      for (const [i, record] of records.entries()) checker.logs().record(record, 'app.ndjson', i + 1);
      checker.logs();
      checker.conclude();
      return checker.findings.groups().map(({ code, locations: [at] }) => `${code} ${at?.file}:${at?.line}`);
    };
    fc.assert(
      fc.property(validTraces(traces, trace), ({ spans }) => {
        const document = write(trace, spans);
        const requests = spans.flatMap(({ attributes }) => attributes?.['request_id'] ?? []);
        const good = { message: 'x', trace_id: trace };
        expect(of(check(traces, document), [good, { message: 'of nobody' }])).toEqual([]);
        expect(of(check(traces, document), [])).toEqual(['traces/not-logged traces.json:1']);
        expect(of(check(traces, document), [{ ...good, trace_id: other }])).toEqual([
          'traces/not-logged traces.json:1',
        ]);
        for (const request_id of requests) {
          expect(of(check(traces, document), [{ ...good, request_id }])).toEqual([]);
          expect(of(check(traces, document), [good, { message: 'x', request_id }])).toEqual([
            'traces/log-without-trace app.ndjson:2',
          ]);
          expect(of(check(traces, document), [good, { ...good, request_id, trace_id: other }])).toEqual([
            'traces/log-of-another-trace app.ndjson:2',
          ]);
        }
      }),
      { numRuns: 30 },
    );
  });
});
