import { oneOf, unbounded } from 'tocsin';
import { relay } from './kit.ts';

const machineId = unbounded('one per registered machine, to tell whose tunnel it is');

export const reconnects = relay.counter('betcode_relay_tunnel_reconnects_total', {
  help: 'Tunnel stability',
  unit: 'reconnects',
  labels: {
    machine_id: machineId,
    reason: oneOf(
      'heartbeat_timeout',
      'connection_lost',
      'stream_ended',
      'auth_failed',
      'cert_expired',
      'cert_revoked',
      'relay_restart',
      'daemon_restart',
    ),
  },
});

export const tunnelConnected = relay.state('betcode_relay_tunnel_connected', {
  help: 'Whether the tunnel of a machine is up',
  states: { offline: 0, online: 1 },
  labels: { machine_id: machineId },
  added:
    '"Tunnel disconnected: >5 min offline" needs a level; a reconnect counter cannot say that a machine is offline now',
});

export const tunnelLatency = relay.histogram('betcode_relay_tunnel_latency_seconds', {
  help: 'Tunnel health',
  unit: 'seconds',
  observes: 'round trips',
  buckets: ['1ms', '3ms', '5ms', '10ms', '25ms', '50ms', '100ms', '200ms', '400ms', '1s', '5s', '30s'],
  labels: { machine_id: machineId },
});

export const bufferOverflows = relay.counter('betcode_relay_buffer_overflow_total', {
  help: 'Buffer capacity',
  unit: 'overflows',
  labels: { machine_id: machineId },
});

export const authFailures = relay.counter('betcode_relay_auth_failures_total', {
  help: 'Security monitoring',
  unit: 'attempts',
  labels: {
    reason: oneOf(
      'missing_header',
      'invalid_token',
      'not_access_token',
      'invalid_credentials',
      'invalid_refresh_token',
      'refresh_revoked_or_expired',
      'client_cert_required',
      'cert_revoked',
      'cert_cn_mismatch',
      'not_owner',
      'rate_limited',
    ),
  },
});
