import { at, type Moment } from 'tocsin';
import { apiRateLimited, highCrashRate, parseErrorSpike, permissionTimeoutRate, sqliteCorruption } from '../alerts.ts';
import { messages, permission, permissionTimeouts, spawnDuration } from '../daemon-metrics.ts';
import { kit } from '../kit.ts';
import { connected, ordinaryWork } from './steady-state.ts';

/** Requests of one tool that people had to answer: some of them they did, the others ran into the timeout. */
const requests = (answered: number, timedOut: number): readonly Moment[] => [
  at('5s', permission.observes('4s', { tool_name: 'Bash', decision: 'user_allow' }, answered)),
  // The timeout is 60 s, and a sweep once a minute notices it.
  at(
    '1m15s',
    permission.observes('75s', { tool_name: 'Bash', decision: 'timeout' }, timedOut),
    permissionTimeouts.gains(timedOut, { tool_name: 'Bash' }),
  ),
];

const others = [
  { alert: highCrashRate, because: 'a request that is denied by timeout ends no process' },
  { alert: apiRateLimited, because: 'waiting for a person calls no API' },
  { alert: sqliteCorruption, because: 'the database has nothing to do with it' },
  { alert: parseErrorSpike, because: 'every message is valid' },
];

/** Sessions that have nothing to do with it go on as before. */
const othersWork = [
  messages.rate({ over: '2m', by: ['instance'] }).above('1 messages/s'),
  spawnDuration.quantile(0.9, { over: '5m', by: ['instance'] }).below('1.2s'),
];

const method = (answered: string, unanswered: string): readonly string[] => [
  'Start 5 sessions. Let one of them ask for permission to run Bash, the others work without asking.',
  `Answer ${answered}.`,
  `Do not respond to ${unanswered} for 2 minutes.`,
];

export const permissionTimeoutUnderLoad = kit.experiment('permission-timeout', {
  title: 'Permission timeout under load',
  expected: 'Other sessions are unaffected, and the request times out after the configured TTL.',
  abort: ['Another session waits for the request that is left unanswered.', 'A request is allowed without an answer.'],
  verify: [
    'The request is denied 60 to 120 s after it was made: a TTL of 60 s, and a sweep once a minute.',
    'Claude is told that the denial is a soft one, and may ask again.',
    'The other sessions have finished their turns.',
  ],
  variants: {
    'exactly-20-percent': {
      what: '1 of 5 requests times out: exactly 20%.',
      method: method('4 of its 5 requests', 'the last one'),
      lasts: '5m',
      before: connected,
      load: ordinaryWork,
      timeline: requests(4, 1),
      fires: [],
      silent: [{ alert: permissionTimeoutRate, because: '20% is not more than 20%' }, ...others],
      recovered: { by: '2m', when: othersWork },
    },
    'above-20-percent': {
      what: '2 of 8 requests time out: 25%, with enough volume.',
      method: method('6 of its 8 requests', 'the other two'),
      lasts: '18m',
      before: connected,
      load: ordinaryWork,
      timeline: requests(6, 2),
      fires: [{ alert: permissionTimeoutRate, notBefore: '1m15s', by: '1m50s', tells: 'team', toldBy: '2m15s' }],
      silent: others,
      recovered: { by: '17m', when: othersWork },
    },
    'too-few-requests': {
      what: '1 of 4 requests times out: 25%, but of fewer than 5 requests.',
      method: method('3 of its 4 requests', 'the last one'),
      lasts: '5m',
      before: connected,
      load: ordinaryWork,
      timeline: requests(3, 1),
      fires: [],
      silent: [{ alert: permissionTimeoutRate, because: 'below 5 requests a share says nothing' }, ...others],
      recovered: { by: '2m', when: othersWork },
    },
    'without-volume': {
      what: 'The only request times out: 100% of one.',
      method: [
        'Start 5 sessions. Let one of them ask for permission to run Bash once.',
        'Do not respond for 2 minutes, as the requirements have it.',
      ],
      lasts: '5m',
      before: connected,
      load: ordinaryWork,
      timeline: [
        at(
          '1m15s',
          permission.observes('75s', { tool_name: 'Bash', decision: 'timeout' }),
          permissionTimeouts.gains(1, { tool_name: 'Bash' }),
        ),
      ],
      fires: [],
      silent: [{ alert: permissionTimeoutRate, because: 'one of one is no rate' }, ...others],
      recovered: { by: '2m', when: othersWork },
      finding:
        'The experiment of the requirements, one request that nobody answers, must not alert: their 20% needs a number of requests, which they do not name.',
    },
  },
});
