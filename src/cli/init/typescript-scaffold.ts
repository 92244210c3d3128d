import type { ScaffoldFile } from './scaffold-file.ts';

const config = `// Where Tocsin starts: \`npx tocsin generate\` writes ./output from what this file exports.
// The ending .js is right for .ts files, too: every setting of TypeScript understands it.
export { default } from './monitoring/index.js';
`;

const kit = `import { defineKit, slack, webhook } from 'tocsin';

/** The rules of the house: what every series looks like, and who hears about what. */
export const kit = defineKit({
  service: 'shop',
  targetLabels: ['job', 'instance'],
  scrapeEvery: '15s',
  evaluateEvery: '15s',
  // Notifications link to your Grafana and to the generated runbooks.
  links: {
    grafana: 'http://localhost:3000',
    runbooks: 'https://example.com/shop/output/runbooks',
  },
  // Loudest first. Every severity needs at least one route below: an alert that reaches nobody does not compile.
  severities: ['page', 'ticket'],
  // Secrets are read from files by Alertmanager, and never appear here or in the output.
  receivers: {
    oncall: [
      slack({ channel: '#shop-oncall', apiUrlFile: '/etc/alertmanager/secrets/slack-api-url' }),
      webhook({ url: 'http://localhost:8080/alerts', credentialsFile: '/etc/alertmanager/secrets/webhook-token' }),
    ],
    team: [slack({ channel: '#shop-alerts', apiUrlFile: '/etc/alertmanager/secrets/slack-api-url' })],
  },
  // severity -> audience -> receiver
  routes: {
    page: { oncall: { to: 'oncall', wait: '0s', interval: '1m', repeat: '1h' } },
    ticket: { team: { to: 'team', wait: '1m', interval: '10m', repeat: '12h' } },
  },
});

/** What Prometheus scrapes: the value of the label \`job\`, and where it runs. */
export const api = kit.job('shop-api', {
  targets: ['localhost:8080'],
  description: 'The HTTP API of the shop',
});
`;

const metrics = `import { oneOf } from 'tocsin';
import { api } from './kit.js';

/** A counter only grows. Its unit is the name of what it counts. */
export const requests = api.counter('shop_requests_total', {
  help: 'HTTP requests answered',
  unit: 'requests',
  labels: { outcome: oneOf('ok', 'client_error', 'server_error') },
});

/** A histogram sorts observations into buckets: put an edge on every threshold that you care about. */
export const requestDuration = api.histogram('shop_request_duration_seconds', {
  help: 'Time to answer an HTTP request',
  unit: 'seconds',
  observes: 'requests',
  buckets: ['10ms', '50ms', '100ms', '250ms', '500ms', '1s', '2.5s', '10s'],
});

/** A gauge goes up and down. */
export const openOrders = api.gauge('shop_open_orders', {
  help: 'Orders that wait for their payment',
  unit: 'orders',
});
`;

const alerts = `import { api, kit } from './kit.js';
import { requestDuration, requests } from './metrics.js';

export const tooManyErrors = kit.alert('ShopTooManyErrors', {
  // Exactly 5% does not fire, and neither does one failure in a quiet night: the share counts from 20 requests on.
  when: requests
    .where({ outcome: 'server_error' })
    .shareOf(requests, { in: '10m', by: ['instance'], atLeast: 20 })
    .above('5%'),
  for: '2m',
  severity: 'page',
  audience: 'oncall',
  action: 'Roll back or repair',
  // Only labels that the condition keeps can be mentioned.
  summary: ({ labels, value }) => \`\${value} of the requests to \${labels.instance} fail\`,
  // Without a runbook, its page is made from the condition.
  runbook: {
    meaning: 'More than 5% of the requests of the last 10 minutes were answered with a server error.',
    impact: 'Customers see error pages and leave.',
    diagnosis: [
      { say: 'See when it began', query: 'sum by (outcome) (rate(shop_requests_total[5m]))' },
      'Compare that with the time of the last deployment.',
    ],
    remediation: ['Roll the last deployment back.', 'If there was none, look at the database and the payment provider.'],
  },
});

export const slowRequests = kit.alert('ShopSlowRequests', {
  when: requestDuration.quantile(0.95, { over: '5m', by: ['instance'] }).above('500ms'),
  for: '10m',
  severity: 'ticket',
  audience: 'team',
  action: 'Find out what is slow',
  summary: ({ labels, value }) => \`One request in twenty to \${labels.instance} takes more than \${value}\`,
});

export const apiDown = kit.alert('ShopApiDown', {
  when: api.down(),
  for: '1m',
  severity: 'page',
  audience: 'oncall',
  action: 'Bring the API back',
  summary: ({ labels }) => \`The API \${labels.instance} is down\`,
});
`;

const index = `import * as alerts from './alerts.js';
import { kit } from './kit.js';
import * as metrics from './metrics.js';

/** The whole specification. Without dashboards of your own, the service and every job get one. */
export default kit.spec({ metrics, alerts });
`;

/** The small spec that `tocsin init` writes, in TypeScript. */
export const typescriptScaffold: readonly ScaffoldFile[] = [
  { path: 'tocsin.config.ts', content: config },
  { path: 'monitoring/kit.ts', content: kit },
  { path: 'monitoring/metrics.ts', content: metrics },
  { path: 'monitoring/alerts.ts', content: alerts },
  { path: 'monitoring/index.ts', content: index },
];
