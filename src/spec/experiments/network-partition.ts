import { at, each } from 'tocsin';
import { daemonDown, highCrashRate, permissionTimeoutRate, relayDown, tunnelDisconnected } from '../alerts.ts';
import { kit } from '../kit.ts';
import { authFailures, reconnects, tunnelConnected } from '../relay-metrics.ts';
import { connected, machine_id, ordinaryWork } from './steady-state.ts';

const online = tunnelConnected.is('online', {
  by: [each('machine_id', 'the machine that was cut off has to come back')],
});

export const networkPartition = kit.experiment('network-partition', {
  title: 'Network partition',
  expected: 'All queued messages are delivered in order, without duplicates.',
  abort: [
    'BetcodeRelayDown fires: the partition is wider than intended.',
    'The buffer of the machine passes 80% of its 1000 messages.',
  ],
  verify: [
    'The counter of buffer overflows of the machine has not moved.',
    'None of the metrics observes order or duplicates: compare the sequence numbers that the client received. They are unique and without a gap in every session.',
    'Send one of the queued messages again with its idempotency key: it is answered, and not carried out a second time.',
    'The client shows everything that happened meanwhile within a minute of its return.',
  ],
  variants: {
    'client-cut': {
      what: 'The mobile client loses its network for 10 minutes; the daemon keeps its tunnel.',
      method: [
        'Drop all packets of the client: `iptables -I FORWARD -s <client> -j DROP`.',
        'Queue 10 messages on the client, and let the session go on.',
        'After 10 minutes remove the rule: `iptables -D FORWARD -s <client> -j DROP`.',
      ],
      lasts: '12m',
      before: connected,
      load: ordinaryWork,
      // Its access token has expired meanwhile: the first request is refused, and repeated with a new one.
      timeline: [at('10m3s', authFailures.gains(1, { reason: 'invalid_token' }))],
      fires: [],
      silent: [
        {
          alert: tunnelDisconnected,
          because: 'the tunnel belongs to the daemon, and is up, however long a client is away',
        },
        { alert: highCrashRate, because: 'Claude goes on until its turn ends' },
        { alert: permissionTimeoutRate, because: 'requests of a client that is away wait for days, not for a minute' },
        { alert: relayDown, because: 'the relay answers everybody else' },
      ],
      recovered: { by: '11m', when: [online] },
    },
    'daemon-cut': {
      what: 'The machine of the daemon loses the relay for 8 minutes.',
      method: [
        'Drop all packets to the relay on the machine of the daemon: `iptables -I OUTPUT -d <relay> -j DROP`.',
        'Send messages from the client, fewer than 1000: the relay buffers them.',
        'After 8 minutes remove the rule.',
      ],
      lasts: '10m',
      before: connected,
      load: ordinaryWork,
      timeline: [
        // Nobody says goodbye: the relay notices by the missing answers to its keepalives.
        at('40s', tunnelConnected.turns('offline', { machine_id })),
        at(
          '8m20s',
          tunnelConnected.turns('online', { machine_id }),
          reconnects.gains(1, { machine_id, reason: 'heartbeat_timeout' }),
        ),
      ],
      fires: [{ alert: tunnelDisconnected, notBefore: '5m40s', by: '6m15s', tells: 'owner', toldBy: '7m30s' }],
      silent: [
        { alert: daemonDown, because: 'the daemon runs; only its way to the relay is cut' },
        { alert: relayDown, because: 'the relay answers everybody else' },
      ],
      recovered: { by: '9m15s', when: [online] },
    },
  },
});
