import { bounded, oneOf, unbounded } from 'tocsin';
import { daemon } from './kit.ts';

const breakers = oneOf('anthropic_api', 'relay_tunnel', 'sqlite', 'claude_subprocess');
const toolName = unbounded(
  'MCP servers bring tools of their own; kept to find the tool that stalls, aggregated away by every alert',
);

export const spawnDuration = daemon.histogram('betcode_subprocess_spawn_duration_seconds', {
  help: 'Startup latency',
  unit: 'seconds',
  observes: 'spawns',
  // An edge on each documented percentile of cold and warm starts, and on the 30 s cap of the pool wait.
  buckets: ['25ms', '50ms', '100ms', '200ms', '350ms', '500ms', '800ms', '1.2s', '2.5s', '5s', '10s', '30s'],
  labels: { outcome: oneOf('success', 'spawn_failed', 'pool_exhausted', 'pool_timeout') },
});

export const crashes = daemon.counter('betcode_subprocess_crashes_total', {
  help: 'Crash tracking',
  unit: 'crashes',
  labels: {
    session_id: unbounded(
      'asked for by the requirements, to find the session in the logs; aggregated away by every alert',
    ),
    exit_code: bounded(256),
  },
});

export const parseErrors = daemon.counter('betcode_ndjson_parse_errors_total', {
  help: 'Protocol health',
  unit: 'messages',
  // Unknown message types are not parse errors: counting them would page on every new Claude release.
  labels: { error_type: oneOf('invalid_json', 'truncated_json', 'invalid_utf8', 'missing_type', 'missing_field') },
});

export const messages = daemon.counter('betcode_messages_processed_total', {
  help: 'NDJSON lines read, those that did not parse included',
  unit: 'messages',
  added:
    '"Parse error spike: >1% of messages" has no denominator among the required metrics; betcode’s daemon document names this one',
});

export const permission = daemon.histogram('betcode_permission_request_duration_seconds', {
  help: 'Permission latency',
  unit: 'seconds',
  observes: 'permission requests',
  // From a rule's millisecond to the seven days of a disconnected client; an edge above 60 s, because a timeout of 60 s
  // is noticed by a sweep of the same length.
  buckets: ['1ms', '10ms', '100ms', '1s', '5s', '15s', '30s', '1m', '2m', '10m', '1h', '6h', '1d', '7d'],
  labels: {
    tool_name: toolName,
    decision: oneOf('auto_allow', 'auto_deny', 'user_allow', 'user_deny', 'timeout'),
  },
});

export const permissionTimeouts = daemon.counter('betcode_permission_timeout_total', {
  help: 'Timeout frequency',
  unit: 'permission requests',
  labels: { tool_name: toolName },
});

export const sqliteDuration = daemon.histogram('betcode_sqlite_operation_duration_seconds', {
  help: 'Database latency',
  unit: 'seconds',
  observes: 'operations',
  buckets: ['0.5ms', '1ms', '2ms', '5ms', '10ms', '25ms', '50ms', '100ms', '250ms', '500ms', '1s', '2.5s', '5s', '10s'],
  labels: {
    operation: oneOf(
      'select',
      'insert',
      'update',
      'delete',
      'checkpoint',
      'backup',
      'restore',
      'integrity_check',
      'migrate',
    ),
  },
});

export const sqliteErrors = daemon.counter('betcode_sqlite_errors_total', {
  help: 'Database health',
  unit: 'errors',
  labels: {
    error_type: oneOf(
      'SQLITE_CORRUPT',
      'SQLITE_NOTADB',
      'SQLITE_IOERR',
      'SQLITE_BUSY',
      'SQLITE_LOCKED',
      'SQLITE_FULL',
      'SQLITE_READONLY',
      'SQLITE_CANTOPEN',
      'SQLITE_CONSTRAINT',
    ),
  },
});

export const breaker = daemon.state('betcode_circuit_breaker_state', {
  help: 'Circuit status',
  // The requirements give no encoding; this is the order in which the states are declared in betcode.
  states: { closed: 0, open: 1, half_open: 2 },
  labels: { breaker: breakers },
});

export const breakerRejections = daemon.counter('betcode_circuit_breaker_rejections_total', {
  help: 'Rejected calls',
  unit: 'calls',
  labels: { breaker: breakers },
});
