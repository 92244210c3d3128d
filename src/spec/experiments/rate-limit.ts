import { at, during } from 'tocsin';
import { apiRateLimited, highCrashRate, sqliteCorruption, tunnelDisconnected } from '../alerts.ts';
import { breaker, breakerRejections, spawnDuration } from '../daemon-metrics.ts';
import { kit } from '../kit.ts';
import { connected, ordinaryWork } from './steady-state.ts';

const anthropic_api = { breaker: 'anthropic_api' } as const;

/** The third of ten sessions meets the third rate limit within 60 s; the other seven are turned away. */
const trips = [at('3s', breaker.turns('open', anthropic_api)), at('4s', breakerRejections.gains(7, anthropic_api))];

/** The sessions start again one by one. */
const startsAgain = (from: '1m6s' | '3m8s', to: '1m24s' | '3m26s') =>
  during({ from, to, every: '2s' }, spawnDuration.observes('400ms', { outcome: 'success' }));

const fires = [{ alert: apiRateLimited, by: '1m', tells: 'team', toldBy: '1m15s' }] as const;

const silent = [
  { alert: highCrashRate, because: 'a rate limit is a result, not a crash; ten processes that exit on it would page' },
  { alert: sqliteCorruption, because: 'the database has nothing to do with it' },
  { alert: tunnelDisconnected, because: 'the relay has nothing to do with it' },
];

const closed = breaker.where(anthropic_api).is('closed', { by: ['instance'] });

export const rateLimitCascade = kit.experiment('rate-limit-cascade', {
  title: 'Rate limit cascade',
  expected: 'The circuit breaker trips, and there is no thundering herd on recovery.',
  abort: [
    'The real API answers with a rate limit: the mock is not in the way.',
    'BetcodeHighCrashRate fires: rate limits are counted as crashes.',
  ],
  verify: [
    'While the breaker is half open, at most one call reaches the API.',
    'After it closed, no more than 2 of the 10 sessions start within the same second. The requirements name no bound: this one is ours.',
    'No session was terminated; all of them go on by themselves.',
  ],
  variants: {
    'clean-recovery': {
      what: 'The first probe succeeds: the breaker is open for 60 s once.',
      method: [
        'Raise `max_concurrent` to 10 (by default five sessions run and the rest wait).',
        'Have the mock API answer with a rate limit, start 10 sessions, and send a message in each.',
        'After 30 s have it answer normally.',
      ],
      lasts: '5m',
      before: connected,
      load: ordinaryWork,
      timeline: [
        ...trips,
        at('1m3s', breaker.turns('half_open', anthropic_api)),
        at('1m4s', breaker.turns('closed', anthropic_api)),
        startsAgain('1m6s', '1m24s'),
      ],
      fires,
      silent,
      recovered: { by: '1m45s', when: [closed] },
      finding:
        'The breaker is open for 60 s only. A route that waits for a minute before it tells somebody would tell nobody: when the minute is over, so is the alert.',
    },
    'half-open-failures': {
      what: 'The first two probes fail: the breaker opens three times.',
      method: [
        'Raise `max_concurrent` to 10 (by default five sessions run and the rest wait).',
        'Have the mock API answer with a rate limit, start 10 sessions, and send a message in each.',
        'After two and a half minutes have it answer normally.',
      ],
      lasts: '7m',
      before: connected,
      load: ordinaryWork,
      timeline: [
        ...trips,
        at('1m3s', breaker.turns('half_open', anthropic_api)),
        at('1m4s', breaker.turns('open', anthropic_api), breakerRejections.gains(9, anthropic_api)),
        at('2m4s', breaker.turns('half_open', anthropic_api)),
        at('2m5s', breaker.turns('open', anthropic_api), breakerRejections.gains(9, anthropic_api)),
        at('3m5s', breaker.turns('half_open', anthropic_api)),
        at('3m6s', breaker.turns('closed', anthropic_api)),
        startsAgain('3m8s', '3m26s'),
      ],
      fires,
      silent,
      recovered: { by: '3m45s', when: [closed] },
    },
  },
});
