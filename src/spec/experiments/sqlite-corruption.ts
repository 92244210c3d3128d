import { at, type Moment } from 'tocsin';
import {
  apiRateLimited,
  daemonDown,
  highCrashRate,
  parseErrorSpike,
  permissionTimeoutRate,
  sqliteCorruption,
  tunnelDisconnected,
} from '../alerts.ts';
import { breaker, sqliteDuration, sqliteErrors } from '../daemon-metrics.ts';
import { daemon, kit } from '../kit.ts';
import { reconnects, tunnelConnected } from '../relay-metrics.ts';
import { connected, machine_id, ordinaryWork } from './steady-state.ts';

/** Back after 20 s, 10 s of them drain: the quick check at start-up reports the damage, so the counter is born at 1. */
const restart = (error_type: 'SQLITE_CORRUPT' | 'SQLITE_NOTADB'): readonly Moment[] => [
  at('0s', daemon.stops(), tunnelConnected.turns('offline', { machine_id })),
  at(
    '20s',
    daemon.starts(),
    sqliteErrors.gains(1, { error_type }),
    sqliteDuration.observes('80ms', { operation: 'integrity_check' }),
    sqliteDuration.observes('2.4s', { operation: 'restore' }),
    breaker.turns('open', { breaker: 'sqlite' }),
  ),
  at(
    '23s',
    tunnelConnected.turns('online', { machine_id }),
    reconnects.gains(1, { machine_id, reason: 'daemon_restart' }),
  ),
  at('30s', breaker.turns('closed', { breaker: 'sqlite' })),
];

const page = { alert: sqliteCorruption, by: '1m', tells: 'oncall', toldBy: '1m15s' } as const;

const silent = [
  { alert: daemonDown, because: 'a restart of 20 s is not an outage: the alert waits for 2 minutes' },
  { alert: tunnelDisconnected, because: 'the machine is away for seconds, not for 5 minutes' },
  { alert: apiRateLimited, because: 'the breaker that opens is that of SQLite' },
  { alert: highCrashRate, because: 'the daemon restarts, no Claude subprocess crashes' },
  { alert: parseErrorSpike, because: 'a damaged database breaks no message' },
  { alert: permissionTimeoutRate, because: 'no request is left unanswered' },
];

const recovered = {
  by: '6m30s',
  when: [
    breaker.where({ breaker: 'sqlite' }).is('closed', { by: ['instance'] }),
    sqliteDuration
      .where({ operation: 'restore' })
      .observations.count({ in: '10m', by: ['instance'] })
      .atLeast(1),
  ],
} as const;

export const sqliteCorruptionExperiment = kit.experiment('sqlite-corruption', {
  title: 'SQLite corruption',
  expected: 'The daemon detects the corruption, restores the database from a backup and logs the event.',
  abort: [
    'The daemon of anybody but the one whose machine this is stops answering.',
    'No backup younger than 6 hours exists: without one the experiment destroys history.',
    'BetcodeDaemonDown fires in a variant that does not expect it.',
  ],
  verify: [
    'The log has a record of level ERROR about the corruption, and the user was told what was lost.',
    '`daemon.db.corrupt.<timestamp>` is there, and `PRAGMA quick_check` of the new database says `ok`.',
    'Sessions from before the newest backup can be resumed.',
  ],
  variants: {
    'damaged-page': {
      what: 'A page in the middle of the file is overwritten: SQLite reports SQLITE_CORRUPT.',
      method: [
        'Stop the daemon.',
        'Overwrite a page: `dd if=/dev/urandom of=daemon.db bs=4096 seek=10 count=1 conv=notrunc`.',
        'Start the daemon.',
      ],
      lasts: '8m',
      before: connected,
      load: ordinaryWork,
      timeline: restart('SQLITE_CORRUPT'),
      fires: [page],
      silent,
      recovered,
    },
    'damaged-header': {
      what: 'The header of the file is overwritten: SQLite reports SQLITE_NOTADB, and not SQLITE_CORRUPT.',
      method: [
        'Stop the daemon.',
        'Overwrite the header: `dd if=/dev/urandom of=daemon.db bs=100 count=1 conv=notrunc`.',
        'Start the daemon.',
      ],
      lasts: '8m',
      before: connected,
      load: ordinaryWork,
      timeline: restart('SQLITE_NOTADB'),
      fires: [page],
      silent,
      recovered,
      finding:
        'The requirements say “any SQLITE_CORRUPT”. The most common way to corrupt the file is reported as SQLITE_NOTADB: an alert on the letter of the requirements would stay silent here.',
    },
    'beyond-recovery': {
      what: 'Neither the database nor its backups can be read: the daemon exits, and again at every restart.',
      method: [
        'Stop the daemon.',
        'Overwrite the header of `daemon.db` and of every backup (work on copies).',
        'Start the daemon; after 4 minutes put the copies back and start it again.',
      ],
      lasts: '10m',
      before: connected,
      load: ordinaryWork,
      timeline: [
        at('0s', daemon.stops(), tunnelConnected.turns('offline', { machine_id })),
        at('4m', daemon.starts()),
        at(
          '4m3s',
          tunnelConnected.turns('online', { machine_id }),
          reconnects.gains(1, { machine_id, reason: 'daemon_restart' }),
        ),
      ],
      fires: [{ alert: daemonDown, notBefore: '2m', by: '2m45s', tells: 'oncall', toldBy: '3m30s' }],
      silent: [
        { alert: sqliteCorruption, because: 'a process that exits is never scraped: its counter is seen by nobody' },
        { alert: tunnelDisconnected, because: 'the machine is away for 4 minutes, less than 5' },
      ],
      recovered: { by: '5m', when: [tunnelConnected.is('online', { by: ['instance'] })] },
      finding:
        'The required alerts are silent when the daemon cannot recover: that is why BetcodeDaemonDown was added.',
    },
  },
});
