import { each, not } from 'tocsin';
import * as alerts from './alerts.ts';
import { daemon, kit, relay } from './kit.ts';
import * as metrics from './metrics.ts';

const perMachine = [each('machine_id', 'one line per machine is what the panel is for')] as const;

export const overview = kit.dashboard('overview', {
  title: 'BetCode overview',
  description: 'Is BetCode well? Start here when something rings.',
  rows: {
    Health: [
      { title: 'Daemons', show: daemon.up(), alert: alerts.daemonDown },
      { title: 'Relays', show: relay.up(), alert: alerts.relayDown },
      { title: 'Alerting pipeline', alert: alerts.watchdog },
    ],
    'What pages': [
      { title: 'Database corruption', alert: alerts.sqliteCorruption },
      { title: 'Subprocess crashes', alert: alerts.highCrashRate },
      { title: 'Messages that do not parse', alert: alerts.parseErrorSpike },
    ],
    'What notifies': [
      { title: 'Anthropic API breaker', alert: alerts.apiRateLimited },
      { title: 'Permission timeouts', alert: alerts.permissionTimeoutRate },
      { title: 'Machines offline', alert: alerts.tunnelDisconnected },
    ],
  },
});

export const daemonDashboard = kit.dashboard('daemon', {
  title: 'BetCode daemon',
  description: 'Subprocesses, permissions, protocol and database of the daemons.',
  rows: {
    Subprocesses: [
      { title: 'Spawn latency, p95', show: metrics.spawnDuration.quantile(0.95, { over: '5m', by: ['outcome'] }) },
      { title: 'Spawns', show: metrics.spawnDuration.observations.rate({ over: '5m', by: ['outcome'] }) },
      { title: 'Crashes by exit code', show: metrics.crashes.count({ in: '5m', by: ['exit_code'] }) },
    ],
    Protocol: [
      { title: 'Messages', show: metrics.messages.rate({ over: '5m', by: ['instance'] }) },
      { title: 'Parse errors by type', show: metrics.parseErrors.count({ in: '5m', by: ['error_type'] }) },
    ],
    Permissions: [
      {
        title: 'Answer time of people, p90',
        show: metrics.permission
          .where({ decision: not('auto_allow', 'auto_deny') })
          .quantile(0.9, { over: '15m', by: ['decision'] }),
      },
      { title: 'Requests by decision', show: metrics.permission.observations.rate({ over: '15m', by: ['decision'] }) },
      { title: 'Timeouts', show: metrics.permissionTimeouts.count({ in: '15m', by: ['instance'] }) },
    ],
    Database: [
      {
        title: 'Operation latency, p99',
        show: metrics.sqliteDuration.quantile(0.99, { over: '5m', by: ['operation'] }),
      },
      { title: 'Operations', show: metrics.sqliteDuration.observations.rate({ over: '5m', by: ['operation'] }) },
      { title: 'Errors by type', show: metrics.sqliteErrors.count({ in: '5m', by: ['error_type'] }) },
    ],
    'Circuit breakers': [
      { title: 'State', show: metrics.breaker.states({ by: ['instance', 'breaker'] }) },
      { title: 'Rejected calls', show: metrics.breakerRejections.rate({ over: '5m', by: ['breaker'] }) },
    ],
  },
});

export const relayDashboard = kit.dashboard('relay', {
  title: 'BetCode relay',
  description: 'Tunnels, buffers and authentication of the relays.',
  rows: {
    Tunnels: [
      { title: 'Connected', show: metrics.tunnelConnected.states({ by: perMachine }) },
      { title: 'Latency, p99', show: metrics.tunnelLatency.quantile(0.99, { over: '5m', by: ['instance'] }) },
      { title: 'Reconnects by reason', show: metrics.reconnects.count({ in: '15m', by: ['reason'] }) },
    ],
    Buffers: [{ title: 'Overflows', show: metrics.bufferOverflows.count({ in: '1h', by: ['instance'] }) }],
    Security: [
      { title: 'Authentication failures by reason', show: metrics.authFailures.rate({ over: '5m', by: ['reason'] }) },
    ],
  },
});
