import { kit } from '../kit.ts';
import { logs } from '../logs.ts';
import { traces } from '../traces.ts';

/** Every sentence of the document up to its metrics, in order; the test of the specification compares them with it. */

const about = (text: string) =>
  kit.requirement(text, { section: 'Observability Requirements', beyond: 'says which document this is' });

const section = 'Distributed Tracing';
const propagation = ['test/instrumentation/trace-context.test.ts'];
const tests = ['test/spec/betcode-traces.test.ts'];

type SpanName = Parameters<typeof traces.span>[0];

const span = (text: string, name: SpanName, decided: { gap: string; decision: string } | object = {}) =>
  kit.requirement(text, { section, heldBy: [traces.span(name)], tests, ...decided });

export const traceRequirements = [
  about('Version: 0.2.0'),
  about('Last Updated: 2026-02-03'),
  about('Parent: [FAILURE_MODES.md](./FAILURE_MODES.md)'),
  kit.requirement('Every request must be traceable end-to-end.', {
    section,
    heldBy: [traces.mode('relayed'), traces.mode('local')],
    tests,
    gap: 'the tree has a relay, but two of the four ways to connect have none',
    decision: 'two modes: `relayed` enters at `relay.route`, `local` at `daemon.handle_request`',
  }),
  span('Client Request (trace_id: abc123)', 'client.request', {
    gap: 'no span of the client is named, and `abc123` is no W3C trace id',
    decision: 'a client that traces adds `client.request`; trace ids are those of W3C, 32 hexadecimal digits',
  }),
  span('Relay: span "relay.route"', 'relay.route'),
  span('Daemon: span "daemon.handle_request"', 'daemon.handle_request'),
  span('span "subprocess.spawn"', 'subprocess.spawn'),
  span('span "sqlite.insert"', 'sqlite.insert'),
  span('span "grpc.broadcast"', 'grpc.broadcast'),
  kit.requirement('Response', { section, beyond: 'the end of the request is the end of its first span' }),
  kit.requirement('Trace ID propagation:', { section, beyond: 'introduces the four sentences that follow' }),
  kit.requirement('Client generates trace ID (or relay generates for incoming requests)', {
    section,
    heldBy: [traces.span('client.request'), traces.span('relay.route')],
    tests: [...propagation, ...tests],
  }),
  kit.requirement('Trace ID included in gRPC metadata', {
    section,
    heldBy: [traces.span('relay.route'), traces.span('daemon.handle_request')],
    tests: propagation,
    gap: 'no key is named',
    decision: '`traceparent` of W3C; the spans record what they received as `traceparent.received`',
  }),
  kit.requirement('Daemon includes trace ID in subprocess environment', {
    section,
    heldBy: [traces.span('subprocess.spawn'), traces.span('subprocess.run')],
    tests: propagation,
    gap: 'no variable is named',
    decision: '`TRACEPARENT`, as OpenTelemetry’s convention for environments has it',
  }),
  kit.requirement('All log entries include trace ID', {
    section,
    heldBy: [logs.field('trace_id'), logs.profile('request')],
    tests: ['test/generators/logs/generate-log-schema.test.ts'],
    gap: 'the list of fields has `trace_id` as contextual, and a record of start-up belongs to no request',
    decision: 'the profile `request` requires it, the profile `record` does not',
  }),
];
