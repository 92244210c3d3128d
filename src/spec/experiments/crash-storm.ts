import { at, type Duration, type Moment } from 'tocsin';
import { apiRateLimited, daemonDown, highCrashRate, permissionTimeoutRate, sqliteCorruption } from '../alerts.ts';
import { breaker, breakerRejections, crashes, spawnDuration } from '../daemon-metrics.ts';
import { kit } from '../kit.ts';
import { connected, ordinaryWork } from './steady-state.ts';

/** A process that starts and ends with a failure at each of these times. */
const crash = (session_id: string, ...times: readonly Duration[]): readonly Moment[] =>
  times.map((time) =>
    at(time, spawnDuration.observes('500ms', { outcome: 'success' }), crashes.gains(1, { session_id, exit_code: 1 })),
  );

/** Five crashes with a backoff of 0.5, 1, 2 and 4 s between them; after the fifth the daemon gives the session up. */
const storm: readonly Duration[] = ['500ms', '1s500ms', '3s', '5s500ms', '10s'];

/** The breaker of the subprocess opens at the fifth crash and closes with the first probe, which a mock passes. */
const breakerOpens = [
  at('10s', breaker.turns('open', { breaker: 'claude_subprocess' })),
  at('15s', breakerRejections.gains(2, { breaker: 'claude_subprocess' })),
  at('40s', breaker.turns('half_open', { breaker: 'claude_subprocess' })),
  at('41s', breaker.turns('closed', { breaker: 'claude_subprocess' })),
];

const noCrashes = crashes.count({ in: '5m', by: ['instance'] }).atMost(0);
const breakerClosed = breaker.where({ breaker: 'claude_subprocess' }).is('closed', { by: ['instance'] });

const others = [
  { alert: apiRateLimited, because: 'the breaker that opens is that of the subprocess' },
  { alert: sqliteCorruption, because: 'a dying subprocess does not touch the database' },
  { alert: daemonDown, because: 'the daemon survives its subprocesses' },
  { alert: permissionTimeoutRate, because: 'a crash is no timeout' },
];

export const crashStorm = kit.experiment('subprocess-crash-storm', {
  title: 'Subprocess crash storm',
  expected: 'After 5 crashes in 60 s the daemon stops restarting the session and sends the status CRASHED.',
  abort: [
    'A session that does not take part in the experiment ends.',
    'The number of crashes of one session goes beyond 5 without a user having retried.',
    'BetcodeDaemonDown fires.',
  ],
  verify: [
    'The session is reported as failed: the protocol has no status CRASHED, the nearest is the error `subprocess_failed`.',
    'No process of the session is started after the fifth crash, for 5 minutes.',
    'Other sessions answer as before; their counters did not move with the storm.',
  ],
  variants: {
    'one-session': {
      what: 'One session crashes 5 times in 10 s, and the daemon gives it up.',
      method: ['Configure a mock claude that exits with 1 at once.', 'Start one session and send a message.'],
      lasts: '7m',
      before: connected,
      load: ordinaryWork,
      timeline: [...crash('sess_storm', ...storm), ...breakerOpens],
      fires: [],
      silent: [
        {
          alert: highCrashRate,
          because: 'the limiter of the daemon stops at 5 crashes, and the alert asks for more than 5',
        },
        ...others,
      ],
      recovered: { by: '6m', when: [noCrashes, breakerClosed] },
      finding:
        'Designed silence: “more than 5 crashes in 5 min” and “after 5 crashes in 60 s, stops restarting” do not fit together. The storm of one session, the very experiment of the requirements, never pages.',
    },
    'two-sessions': {
      what: 'Two sessions crash 5 times each: 10 crashes on one daemon.',
      method: ['Configure a mock claude that exits with 1 at once.', 'Start two sessions and send a message in each.'],
      lasts: '8m',
      before: connected,
      load: ordinaryWork,
      timeline: [...crash('sess_storm_1', ...storm), ...crash('sess_storm_2', ...storm), ...breakerOpens],
      fires: [{ alert: highCrashRate, by: '45s', tells: 'oncall', toldBy: '1m30s' }],
      silent: others,
      recovered: { by: '6m30s', when: [noCrashes, breakerClosed] },
    },
    'user-retries': {
      what: 'One session crashes 5 times and is given up; its user sends another message, which crashes a sixth time.',
      method: [
        'Configure a mock claude that exits with 1 at once.',
        'Start one session and send a message; after a minute send another one.',
      ],
      lasts: '8m',
      before: connected,
      load: ordinaryWork,
      timeline: [...crash('sess_storm', ...storm), ...breakerOpens, ...crash('sess_storm', '1m')],
      fires: [{ alert: highCrashRate, notBefore: '1m', by: '1m35s', tells: 'oncall', toldBy: '2m20s' }],
      silent: others,
      recovered: { by: '7m', when: [noCrashes, breakerClosed] },
    },
    'slow-loop': {
      what: 'The process lives for 20 s before it dies: too slow for the limiter, which never stops it.',
      method: [
        'Configure a mock claude that exits with 1 after 20 s.',
        'Start one session and send a message; after 4 and a half minutes put the real claude back.',
      ],
      lasts: '10m30s',
      before: connected,
      load: ordinaryWork,
      timeline: crash('sess_slow', '20s500ms', '41s500ms', '1m3s', '1m27s', '1m55s', '2m31s', '3m21s', '4m11s'),
      fires: [{ alert: highCrashRate, notBefore: '2m31s', by: '3m5s', tells: 'oncall', toldBy: '3m50s' }],
      silent: others,
      recovered: { by: '9m45s', when: [noCrashes, breakerClosed] },
      finding:
        'A process that lives for 13 to 30 s per run is seen by the alert alone; below 13 s only the limiter sees it, and above 30 s neither does.',
    },
  },
});
