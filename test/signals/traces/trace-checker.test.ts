import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Traces } from '../../../src/model/traces.ts';
import { groupDiagnostic } from '../../../src/signals/finding-groups.ts';
import { traceChecker } from '../../../src/signals/traces/trace-checker.ts';
import { betcodeModel } from '../../support/betcode.ts';
import {
  localSpans,
  relayedSpans,
  type SampleSpan,
  spanId,
  toJaeger,
  toOtlp,
  traceId,
} from '../../support/sample-traces.ts';

const traces = betcodeModel().traces as Traces;
const trace = traceId(1);

interface Options {
  readonly mode?: string;
  readonly logs?: readonly Readonly<Record<string, unknown>>[];
  readonly traces?: Traces;
}

function check(text: string | Uint8Array, options: Options = {}) {
  const mode = traces.modes.find(({ name }) => name === options.mode);
  const checker = traceChecker({ traces: options.traces ?? traces, ...(mode === undefined ? {} : { mode }) });
  const reader = checker.file('traces.json');
  reader.push(typeof text === 'string' ? Buffer.from(text) : text);
  reader.end();
  for (const record of options.logs ?? []) checker.logs().record(record, 'log', 1);
  checker.conclude();
  const found = checker.findings.groups().map((group) => {
    const { code, message } = groupDiagnostic(group);
    return `${code}: ${message.replace(/ \(trace .*/, '')}`;
  });
  return { ...checker, found };
}

const otlp = (spans: readonly SampleSpan[], options: Options = {}) =>
  check(JSON.stringify(toOtlp(trace, spans)), options);

/** The relayed trace with some spans changed; `undefined` leaves one out. */
const changed = (changes: Readonly<Record<string, Partial<SampleSpan> | undefined>>): readonly SampleSpan[] =>
  relayedSpans(trace).flatMap((span) => {
    if (!(span.id in changes)) return span;
    const change = changes[span.id];
    return change === undefined ? [] : { ...span, ...change };
  });

/** A span without a parent. */
const orphaned = (id: string): readonly SampleSpan[] =>
  relayedSpans(trace).map((span) => {
    const { parent: _, ...root } = span;
    return span.id === id ? root : span;
  });

describe('traceChecker', () => {
  it.each([
    ['OTLP', 'relayed', JSON.stringify(toOtlp(trace, relayedSpans(trace)))],
    ['OTLP', 'local', JSON.stringify(toOtlp(trace, localSpans(trace)), null, 2)],
    ['Jaeger', 'relayed', JSON.stringify(toJaeger(trace, relayedSpans(trace)))],
    ['Jaeger', 'local', JSON.stringify(toJaeger(trace, localSpans(trace)), null, 2)],
  ])('finds nothing wrong with the tree of the requirements in %s, %s', (_, mode, text) => {
    const { found, modes, totals } = check(text, { mode });
    expect(found).toEqual([]);
    expect([...modes]).toEqual([[mode, 1]]);
    expect(totals).toEqual({ spans: mode === 'relayed' ? 5 : 4, traces: 1, faulty: 0 });
    expect(check(text).found).toEqual([]);
  });

  it('takes exports of many lines, one document each, and traces that are spread over them', () => {
    const lines = [1, 2, 3].flatMap((n) =>
      relayedSpans(traceId(n)).map((span) => JSON.stringify(toOtlp(traceId(n), [span]))),
    );
    const { found, totals } = check(`${lines.toReversed().join('\n')}\n`);
    expect(found).toEqual([]);
    expect(totals).toEqual({ spans: 15, traces: 3, faulty: 0 });
  });

  it('takes a client that traces, too, and one whose span is exported elsewhere', () => {
    const client: SampleSpan = {
      id: 'client',
      name: 'client.request',
      service: 'betcode-client',
      kind: 'client',
      from: -5,
      to: 105,
      attributes: { rpc: 'Converse' },
    };
    const under = changed({ route: { parent: 'client' } });
    expect(otlp([client, ...under]).found).toEqual([]);
    expect(otlp(under).found).toEqual([]);
  });

  it('takes a subprocess that goes on with its trace, longer than its request', () => {
    const run: SampleSpan = {
      id: 'run',
      parent: 'spawn',
      name: 'subprocess.run',
      service: 'claude',
      kind: 'internal',
      from: 40,
      to: 500,
    };
    expect(otlp([...relayedSpans(trace), run]).found).toEqual([]);
    expect(otlp([...relayedSpans(trace), { ...run, trace: traceId(2) }]).found).toEqual([
      `traces/trace-id-changed: \`subprocess.run\` stands under the span \`${spanId('spawn')}\` of another trace, \`${trace}\``,
      expect.stringContaining('traces/unknown-mode: `subprocess.run` is in a trace that has no'),
    ]);
  });

  it('looks past spans that instrumentation puts in between', () => {
    const between: SampleSpan = {
      id: 'library',
      parent: 'route',
      name: 'converse',
      service: 'betcode-daemon',
      kind: 'internal',
      from: 3,
      to: 97,
    };
    const spans = [...changed({ handle: { parent: 'library' } }), between];
    expect(otlp(spans).found).toEqual([]);
    expect(otlp(spans, { traces: { ...traces, others: 'forbid' } }).found).toEqual([
      'traces/undeclared-span: `converse` is not declared',
    ]);
  });

  it.each<[string, readonly SampleSpan[], readonly (string | RegExp)[]]>([
    [
      'a span that is missing',
      changed({ insert: undefined }),
      ['traces/missing-span: `relay.route` is in a trace of the mode `relayed` without `sqlite.insert`'],
    ],
    [
      'a span under the wrong one',
      changed({ insert: { parent: 'route' } }),
      ['traces/wrong-parent: `sqlite.insert` stands under `relay.route`'],
    ],
    [
      'a span that should not start a trace',
      orphaned('cast'),
      ['traces/wrong-parent: `grpc.broadcast` starts a trace'],
    ],
    [
      'a parent that is not there',
      changed({ cast: { parent: 'gone' } }),
      [/^traces\/missing-parent: `grpc.broadcast` stands under the span `\w+`, which is not in the export$/],
    ],
    [
      'two roots',
      orphaned('handle'),
      ['traces/many-roots: `daemon.handle_request` is a second root of its trace, beside `relay.route`'],
    ],
    [
      'a root of nobody',
      [...relayedSpans(trace), { id: 'x', name: 'cron', service: 'x', kind: 'internal', from: 1, to: 2 }],
      ['traces/many-roots: `cron` is a second root of its trace, beside `relay.route`'],
    ],
    [
      'the wrong kind',
      changed({ route: { kind: 'internal' } }),
      ['traces/wrong-kind: `relay.route` is of the kind `internal`'],
    ],
    [
      'the wrong service',
      changed({ spawn: { service: 'unknown_service' } }),
      ['traces/wrong-service: `subprocess.spawn` comes from the service `unknown_service`'],
    ],
    [
      'a missing attribute',
      changed({ insert: { attributes: {} } }),
      ['traces/missing-attribute: `sqlite.insert` lacks the attribute `session_id`'],
    ],
    [
      'a value that is not declared',
      changed({
        spawn: {
          attributes: { session_id: 's', outcome: 'fine', 'traceparent.sent': `00-${trace}-${spanId('x')}-01` },
        },
      }),
      ['traces/wrong-attribute: `subprocess.spawn` has the attribute `outcome` `"fine"`'],
    ],
    [
      'a trace that is not handed on',
      changed({
        spawn: {
          attributes: { session_id: 's', outcome: 'success', 'traceparent.sent': `00-${traceId(9)}-${spanId('x')}-01` },
        },
      }),
      [
        `traces/trace-id-changed: \`subprocess.spawn\` has the attribute \`traceparent.sent\` of another trace, \`${traceId(9)}\``,
      ],
    ],
    [
      'a traceparent that is none',
      changed({ spawn: { attributes: { session_id: 's', outcome: 'success', 'traceparent.sent': 'abc123' } } }),
      ['traces/wrong-attribute: `subprocess.spawn` has the attribute `traceparent.sent` `"abc123"`'],
    ],
    [
      'a child that ends late',
      changed({ insert: { to: 95.5 } }),
      ['traces/not-nested: `sqlite.insert` ends 500 µs after `daemon.handle_request`, under which it stands'],
    ],
    [
      'a child that starts early',
      changed({ spawn: { from: 1 } }),
      ['traces/not-nested: `subprocess.spawn` starts 4 ms before `daemon.handle_request`, under which it stands'],
    ],
    [
      'a machine whose clock is off by more than allowed',
      changed({ handle: { from: -300 } }),
      ['traces/not-nested: `daemon.handle_request` starts 300 ms before `relay.route`, under which it stands'],
    ],
    [
      'a span that ends before it starts',
      changed({ insert: { from: 60, to: 58 } }),
      ['traces/negative-time: `sqlite.insert` ends 2 ms before it starts'],
    ],
    [
      'a circle',
      changed({ route: { parent: 'handle' } }),
      [
        'traces/wrong-parent: `relay.route` stands under `daemon.handle_request`',
        'traces/no-root: `relay.route` is part of a trace that has no root',
      ],
    ],
    [
      'one id for two spans',
      [...relayedSpans(trace), { ...(relayedSpans(trace)[3] as SampleSpan), name: 'sqlite.select' }],
      ['traces/duplicate-span: `sqlite.select` has the id of another span of its trace, `sqlite.insert`'],
    ],
  ])('reports %s', (_, spans, expected) => {
    expect(otlp(spans).found).toEqual(
      expected.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))),
    );
  });

  it('accepts clocks that differ as far as allowed', () => {
    expect(otlp(changed({ handle: { from: -200, to: 95 } })).found).toEqual([]);
  });

  it('accepts a span that was exported twice', () => {
    expect(otlp([...relayedSpans(trace), ...relayedSpans(trace)]).found).toEqual([]);
  });

  it('reports a trace that was started anew behind the relay', () => {
    const spans = relayedSpans(trace).map((span) =>
      span.id === 'route'
        ? span
        : {
            ...span,
            trace: traceId(2),
            ...(span.attributes && {
              attributes: {
                ...span.attributes,
                ...(span.id === 'spawn' && { 'traceparent.sent': `00-${traceId(2)}-${spanId('spawn')}-01` }),
              },
            }),
          },
    );
    // The daemon still names the relay's span as its parent ...
    expect(otlp(spans).found).toContain(
      `traces/trace-id-changed: \`daemon.handle_request\` stands under the span \`${spanId('route')}\` of another trace, \`${trace}\``,
    );
    // ... or starts from nothing: then the mode tells.
    const anew = spans.map((span) => {
      const { parent: _, ...root } = span;
      return span.id === 'handle' ? root : span;
    });
    const { found } = otlp(anew, { mode: 'relayed' });
    expect(found).toContain(
      'traces/missing-span: `relay.route` is in a trace of the mode `relayed` without `daemon.handle_request`',
    );
    expect(found).toContain(
      'traces/wrong-root: `daemon.handle_request` is the root of a trace of the mode `relayed`, which enters at `relay.route`',
    );
  });

  it('tells the modes apart', () => {
    expect(otlp(localSpans(trace), { mode: 'relayed' }).found).toEqual([
      'traces/wrong-root: `daemon.handle_request` is the root of a trace of the mode `relayed`, which enters at `relay.route`',
      'traces/missing-span: `daemon.handle_request` is in a trace of the mode `relayed` without `relay.route`',
    ]);
    expect(otlp(relayedSpans(trace), { mode: 'local' }).found).toEqual([
      'traces/wrong-root: `relay.route` is the root of a trace of the mode `local`, which enters at `daemon.handle_request`',
    ]);
  });

  it('names trace and span', () => {
    const [group] = otlp(changed({ route: { kind: 'internal' } })).findings.groups();
    expect(group?.message).toContain(`(trace \`${trace}\`, span \`${spanId('route')}\`)`);
    expect(group?.locations).toEqual([{ file: 'traces.json', line: 1, column: expect.any(Number) }]);
  });

  it('compares the logs of the requests', () => {
    const record = { message: 'x', target: 't', request_id: 'r-1' };
    expect(otlp(relayedSpans(trace), { logs: [{ ...record, trace_id: trace.toUpperCase() }] }).found).toEqual([]);
    expect(otlp(relayedSpans(trace), { logs: [record, { ...record, trace_id: trace }] }).found).toEqual([
      `traces/log-without-trace: a record of the request \`r-1\`, whose trace is \`${trace}\`, has no \`trace_id\``,
    ]);
    expect(otlp(relayedSpans(trace), { logs: [{ ...record, trace_id: 'abc' }, { message: 'other' }] }).found).toEqual([
      `traces/log-of-another-trace: a record of the request \`r-1\`, whose trace is \`${trace}\`, has the \`trace_id\` \`abc\``,
      'traces/not-logged: `relay.route` belongs to a trace that no log record names in `trace_id`',
    ]);
  });

  it('reads what Tempo’s API answers: other names, ids in base64, the resource last', () => {
    const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');
    const text = JSON.stringify(toOtlp(trace, relayedSpans(trace)))
      .replace('resourceSpans', 'batches')
      .replaceAll(
        /"(traceId|spanId|parentSpanId)":"(\w+)"/g,
        (_, key: string, id: string) => `"${key}":"${base64(id)}"`,
      )
      .replaceAll(
        /\{"resource":(\{.*?\]\}),"scopeSpans":(\[.*?\])\}(?=,\{"resource|\]\}$)/g,
        '{"scopeSpans":$2,"resource":$1}',
      );
    expect(text).toMatch(/"scopeSpans":\[.*"resource":/);
    expect(check(text).found).toEqual([]);
    expect(check(`{"trace":${text}}`).found).toEqual([]);
  });

  it('finds as many spans however the bytes are cut', () => {
    const text = Buffer.from(JSON.stringify(toOtlp(trace, changed({ insert: { parent: 'route' } }))));
    const whole = check(text).found;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (size) => {
        const checker = traceChecker({ traces });
        const reader = checker.file('traces.json');
        for (let i = 0; i < text.length; i += size) reader.push(text.subarray(i, i + size));
        reader.end();
        checker.conclude();
        expect(checker.totals.spans).toBe(5);
        expect(checker.findings.groups().length).toBe(whole.length);
      }),
    );
  });

  it.each([
    [
      '{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"x"}]}]}]}',
      'traces/bad-span: the span `x` has no valid `traceId`',
    ],
    ['{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":]}]}]}', 'traces/not-json: an OTLP span is not JSON'],
    ['{"resourceSpans":[{"scopeSpans":[{"spans":["x"]}]}]}', 'traces/bad-span: an OTLP span is no object'],
    ['{"resourceSpans" x', 'traces/not-json: the text is not JSON here: expected :'],
    ['{"resourceSpans":[{"scopeSpans":[', 'traces/cut-off: the export ends in the middle of a document'],
    [
      '{"data":[{"spans":[{"operationName":"x","traceID":"1","spanID":"0"}]}]}',
      'traces/bad-span: the span `x` has no valid `spanID`',
    ],
  ])('says what is wrong with the text %s', (text, expected) => {
    expect(check(text).found).toContain(expected);
  });

  it('never throws, whatever the export', () => {
    const checker = traceChecker({ traces });
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('1', 'relay.route', traceId(1), spanId('a'), 2, '1770000000000000000'),
    );
    const keys = [
      'traceId',
      'spanId',
      'parentSpanId',
      'name',
      'kind',
      'startTimeUnixNano',
      'endTimeUnixNano',
      'attributes',
      'status',
    ];
    const jaeger = ['traceID', 'spanID', 'operationName', 'references', 'startTime', 'duration', 'tags', 'processID'];
    const anySpan = fc.dictionary(fc.constantFrom(...keys, ...jaeger), value);
    fc.assert(
      fc.property(fc.array(fc.oneof(anySpan, value), { maxLength: 4 }), value, (spans, other) => {
        for (const document of [
          { resourceSpans: [{ resource: other, scopeSpans: [{ spans }] }, other] },
          { data: [{ spans, processes: other }, other] },
        ]) {
          const reader = checker.file('x');
          reader.push(Buffer.from(JSON.stringify(document)));
          reader.end();
        }
      }),
    );
    checker.conclude();
  });
});
