import { spawnDuration } from './daemon-metrics.ts';
import { daemon, kit, relay } from './kit.ts';

const rpc = { type: 'text', description: 'The method that was called' } as const;
const sessionId = { type: 'text', description: 'The session it belongs to' } as const;
const machineId = { type: 'text', description: 'The machine it is meant for' } as const;
const requestId = {
  type: 'text',
  description: 'The request, as the relay and the daemon name it; each forwarding has one of its own',
} as const;
// One text for all: the relay and the daemon take a trace up, the daemon hands it on.
const received = {
  type: 'traceparent',
  optional: true,
  description: 'The `traceparent` that arrived in the metadata of the call; none when the trace began here',
} as const;

// The requirements name five spans. A client and a subprocess that trace, too, add one of their own at either end: the
// trace is the client's, and the subprocess goes on with it.
export const traces = kit.traces({
  spans: {
    'client.request': {
      description: 'A client waits for its answer',
      kind: 'client',
      outside: 'betcode-client',
      attributes: { rpc },
    },
    'relay.route': {
      description: 'The relay finds the machine and forwards',
      kind: 'server',
      job: relay,
      under: ['client.request'],
      attributes: { rpc, machine_id: machineId, request_id: requestId, 'traceparent.received': received },
    },
    'daemon.handle_request': {
      description: 'The daemon works on a request',
      kind: 'server',
      job: daemon,
      under: ['relay.route', 'client.request'],
      attributes: { rpc, session_id: sessionId, request_id: requestId, 'traceparent.received': received },
    },
    'subprocess.spawn': {
      description: 'A Claude process starts',
      kind: 'internal',
      job: daemon,
      under: ['daemon.handle_request'],
      attributes: {
        session_id: sessionId,
        outcome: {
          oneOf: ['success', 'spawn_failed', 'pool_exhausted', 'pool_timeout'],
          description: 'How it ended, as in the metric’s label of the same name',
        },
        'traceparent.sent': {
          type: 'traceparent',
          description: 'The `TRACEPARENT` in the environment of the process',
        },
      },
      timedBy: spawnDuration,
    },
    'subprocess.run': {
      description: 'What the Claude process says of itself',
      kind: 'internal',
      outside: 'claude',
      under: ['subprocess.spawn'],
      // It goes on when the process has started, and when its request is answered.
      outlives: true,
    },
    'sqlite.insert': {
      description: 'A message is stored',
      kind: 'internal',
      job: daemon,
      under: ['daemon.handle_request'],
      attributes: { session_id: sessionId },
    },
    'grpc.broadcast': {
      description: 'An event goes to every connected client of the session',
      kind: 'producer',
      job: daemon,
      under: ['daemon.handle_request'],
      attributes: { session_id: sessionId },
    },
  },
  // Two of the four ways to connect have no relay hop.
  modes: {
    relayed: {
      description: 'A client on another machine, through the relay',
      entry: 'relay.route',
      requires: ['daemon.handle_request', 'subprocess.spawn', 'sqlite.insert', 'grpc.broadcast'],
    },
    local: {
      description: 'A client on the daemon’s own machine or network',
      entry: 'daemon.handle_request',
      requires: ['subprocess.spawn', 'sqlite.insert', 'grpc.broadcast'],
    },
  },
  requestId: 'request_id',
  // Laptops: NTP keeps them within this.
  clockSkew: '250ms',
  sampling: { slow: '5s', others: '10%' },
  // From an insert's millisecond over the percentiles of spawns to the cap of the pool wait.
  buckets: ['2ms', '5ms', '10ms', '25ms', '50ms', '100ms', '200ms', '500ms', '1.2s', '2.5s', '5s', '10s', '30s', '1m'],
  others: 'allow',
});
