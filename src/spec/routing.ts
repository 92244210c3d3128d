import { email, pagerduty, slack, webhook } from 'tocsin';

/** Loudest first. `none` is for the dead man's switch alone: it is not a degree of urgency. */
export const severities = ['P1', 'P2', 'P3', 'none'] as const;

const secrets = '/etc/alertmanager/secrets';

export const receivers = {
  oncall: [pagerduty({ routingKeyFile: `${secrets}/pagerduty-routing-key` })],
  team: [
    slack({ channel: '#betcode-alerts', apiUrlFile: `${secrets}/slack-api-url` }),
    email({
      to: 'betcode-team@example.com',
      from: 'alertmanager@example.com',
      smarthost: 'smtp.example.com:587',
      username: 'alertmanager@example.com',
      passwordFile: `${secrets}/smtp-password`,
    }),
  ],
  // Alertmanager cannot look up whose machine it is: the relay knows, and pushes to the owner's devices.
  owner: [
    webhook({ url: 'http://localhost:9091/internal/alerts/owner', credentialsFile: `${secrets}/relay-alert-token` }),
  ],
  // An outside service that rings when the heartbeat stops.
  heartbeat: [
    webhook({ url: 'https://deadmansswitch.example.com/ping/betcode', credentialsFile: `${secrets}/heartbeat-token` }),
  ],
};

/** Severity decides how loud, audience decides who: "Notify user" and "Notify team" are both P3. */
export const routes = {
  P1: { oncall: { to: 'oncall', groupBy: ['alertname', 'instance'], wait: '0s', interval: '1m', repeat: '1h' } },
  P2: { oncall: { to: 'oncall', groupBy: ['alertname', 'instance'], wait: '30s', interval: '5m', repeat: '4h' } },
  P3: {
    // A rate limit is over after a minute: who waits longer before telling somebody tells nobody.
    team: { to: 'team', groupBy: ['alertname'], wait: '15s', interval: '10m', repeat: '12h' },
    // Laptops sleep: told once per machine, reminded after four days, never escalated. Alertmanager forgets after five what it sent.
    user: { to: 'owner', groupBy: ['alertname', 'machine_id'], wait: '1m', interval: '10m', repeat: '4d' },
  },
  none: {
    heartbeat: {
      to: 'heartbeat',
      groupBy: ['alertname'],
      wait: '0s',
      interval: '1m',
      // Below the interval: every look at the group is a beat. At the interval, it would be every second one at times.
      repeat: '30s',
      sendResolved: false,
    },
  },
} as const;
