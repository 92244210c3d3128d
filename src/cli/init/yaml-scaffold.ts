import type { ScaffoldFile } from './scaffold-file.ts';

const config = `# Where Tocsin starts: \`npx tocsin generate\` writes ./output from this file.
tocsin: 1

# The rules of the house: what every series looks like, and who hears about what.
service: shop
targetLabels: [job, instance]
scrapeEvery: 15s
evaluateEvery: 15s

# Notifications link to your Grafana and to the generated runbooks.
links:
  grafana: http://localhost:3000
  runbooks: https://example.com/shop/output/runbooks

# Loudest first. Every severity needs at least one route below.
severities: [page, ticket]

# Secrets are read from files by Alertmanager, and never appear here or in the output.
receivers:
  oncall:
    - { kind: slack, channel: '#shop-oncall', apiUrlFile: /etc/alertmanager/secrets/slack-api-url }
    - kind: webhook
      url: http://localhost:8080/alerts
      credentialsFile: /etc/alertmanager/secrets/webhook-token
  team:
    - { kind: slack, channel: '#shop-alerts', apiUrlFile: /etc/alertmanager/secrets/slack-api-url }

# severity -> audience -> receiver
routes:
  page:
    oncall: { to: oncall, wait: 0s, interval: 1m, repeat: 1h }
  ticket:
    team: { to: team, wait: 1m, interval: 10m, repeat: 12h }

# What Prometheus scrapes: the value of the label job, and where it runs.
jobs:
  - name: shop-api
    targets: [localhost:8080]
    description: The HTTP API of the shop

metrics:
  # A counter only grows. Its unit is the name of what it counts.
  - name: shop_requests_total
    job: shop-api
    type: counter
    help: HTTP requests answered
    unit: requests
    labels:
      outcome: { oneOf: [ok, client_error, server_error] }
  # A histogram sorts observations into buckets: put an edge on every threshold that you care about.
  - name: shop_request_duration_seconds
    job: shop-api
    type: histogram
    help: Time to answer an HTTP request
    unit: seconds
    observes: requests
    buckets: [10ms, 50ms, 100ms, 250ms, 500ms, 1s, 2.5s, 10s]
  # A gauge goes up and down.
  - name: shop_open_orders
    job: shop-api
    type: gauge
    help: Orders that wait for their payment
    unit: orders

alerts:
  - name: ShopTooManyErrors
    # Exactly 5% does not fire, and neither does one failure in a quiet night: the share counts from 20 requests on.
    when:
      kind: compare
      measure:
        kind: share
        of: { metric: shop_requests_total, where: { outcome: server_error } }
        total: { metric: shop_requests_total }
        in: 10m
        by: [instance]
        atLeast: 20
      op: above
      threshold: 5%
    for: 2m
    severity: page
    audience: oncall
    action: Roll back or repair
    # Only labels that the condition keeps can be mentioned.
    summary: '{{ $value }} of the requests to {{ $labels.instance }} fail'
    # Without a runbook, its page is made from the condition.
    runbook:
      meaning: More than 5% of the requests of the last 10 minutes were answered with a server error.
      impact: Customers see error pages and leave.
      diagnosis:
        - say: See when it began
          query: sum by (outcome) (rate(shop_requests_total[5m]))
        - Compare that with the time of the last deployment.
      remediation:
        - Roll the last deployment back.
        - If there was none, look at the database and the payment provider.

  - name: ShopSlowRequests
    when:
      kind: compare
      measure:
        kind: quantile
        of: { metric: shop_request_duration_seconds }
        q: 0.95
        over: 5m
        by: [instance]
      op: above
      threshold: 500ms
    for: 10m
    severity: ticket
    audience: team
    action: Find out what is slow
    summary: 'One request in twenty to {{ $labels.instance }} takes more than {{ $value }}'

  - name: ShopApiDown
    when: { kind: down, job: shop-api }
    for: 1m
    severity: page
    audience: oncall
    action: Bring the API back
    summary: 'The API {{ $labels.instance }} is down'
`;

/** The small spec that `tocsin init --yaml` writes: the same as in TypeScript. */
export const yamlScaffold: readonly ScaffoldFile[] = [{ path: 'tocsin.config.yaml', content: config }];
