import { each } from 'tocsin';
import { kit, relay } from './kit.ts';
import { tunnelConnected } from './relay-metrics.ts';

const perMachine = [each('machine_id', 'a machine is what goes offline, and whose owner is told')] as const;

export const tunnelDisconnected = kit.alert('BetcodeTunnelDisconnected', {
  // A relay that restarted does not know the machines that have not come back: a machine whose series is gone is offline,
  // too. A machine that moved to another relay is not.
  when: tunnelConnected
    .is('offline', { by: perMachine, orGoneWithin: '1h' })
    .unless(tunnelConnected.is('online', { by: perMachine })),
  for: '5m',
  severity: 'P3',
  audience: 'user',
  action: 'Notify user',
  summary: ({ labels }) => `The machine ${labels.machine_id} has been offline for more than 5 minutes`,
  description: ({ labels }) =>
    `No relay has a tunnel to ${labels.machine_id}. That is normal while the machine sleeps; messages are buffered until it comes back.`,
  runbook: {
    meaning:
      'No relay has had a tunnel to this machine for 5 minutes. Silent loss of a connection is noticed within 40 s, so the machine has been gone for up to 5:40.',
    impact: 'Its sessions cannot be reached from other devices. Messages are buffered, up to 1000 per machine.',
    diagnosis: [
      { say: 'See whether other machines are offline, too', query: 'sum(betcode_relay_tunnel_connected == bool 0)' },
      {
        say: 'See why tunnels were lost',
        query: 'sum by (reason) (increase(betcode_relay_tunnel_reconnects_total[1h])) > 0',
      },
      'On the machine, run `betcode daemon status` and look for `Reconnecting` in its log.',
    ],
    remediation: [
      'Wake the machine up, or check its network.',
      'Check the client certificate: an expired one renews itself, a revoked one needs `betcode daemon rotate-cert`.',
      'Restart the daemon with `systemctl --user restart betcode-daemon`.',
    ],
  },
});

export const relayDown = kit.alert('BetcodeRelayDown', {
  when: relay.down(),
  for: '1m',
  severity: 'P1',
  audience: 'oncall',
  action: 'Bring the relay back',
  summary: ({ labels }) => `The relay ${labels.instance} is down`,
  description: ({ labels }) => `Prometheus cannot scrape ${labels.instance}; no machine can be reached through it.`,
  added: 'a dead relay takes the tunnel metrics of all machines with it',
  runbook: {
    meaning: 'Prometheus has not been able to scrape the relay for a minute.',
    impact:
      'No client reaches any machine through this relay. Daemons keep working locally and reconnect by themselves.',
    diagnosis: [
      { say: 'See since when it is down', query: 'up{job="betcode-relay"} == 0' },
      'Read the relay’s log for the last records before it stopped.',
    ],
    remediation: [
      'Restart the relay. Expect a storm of reconnects: daemons back off for up to 60 s.',
      'If it stays down, take it out of the load balancer.',
    ],
  },
});
