import { every } from 'tocsin';
import { messages, permission, spawnDuration, sqliteDuration } from '../daemon-metrics.ts';
import { tunnelConnected, tunnelLatency } from '../relay-metrics.ts';

/** The machine on which the daemon under test runs. */
export const machine_id = 'laptop-1';

/** The machine is reachable before every experiment. */
export const connected = [tunnelConnected.turns('online', { machine_id })];

/** Other sessions go about their work all the time: what an experiment must not disturb. */
export const ordinaryWork = [
  every(
    '15s',
    messages.gains(20),
    sqliteDuration.observes('2ms', { operation: 'insert' }, 20),
    permission.observes('5ms', { tool_name: 'Read', decision: 'auto_allow' }, 5),
    tunnelLatency.observes('12ms', { machine_id }, 3),
  ),
  every('1m', spawnDuration.observes('400ms', { outcome: 'success' })),
];
