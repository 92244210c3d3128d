// Specs of any size, the same every time: a job for every ten alerts, with the three kinds of alert that specs mostly consist of.

const perJob = 10;

/** A document with `count` alerts, as `tocsin init --yaml` would write it. */
export function specOf(count) {
  const jobs = Math.ceil(count / perJob);
  const numbers = Array.from({ length: count }, (_, i) => i);
  const jobOf = (i) => `service-${Math.floor(i / perJob)}`;
  return {
    tocsin: 1,
    service: 'bench',
    targetLabels: ['job', 'instance'],
    scrapeEvery: '15s',
    evaluateEvery: '15s',
    links: { grafana: 'http://localhost:3000', runbooks: 'https://example.com/runbooks' },
    severities: ['page', 'ticket'],
    receivers: {
      oncall: [{ kind: 'pagerduty', routingKeyFile: '/etc/alertmanager/secrets/pagerduty' }],
      team: [{ kind: 'slack', channel: '#team', apiUrlFile: '/etc/alertmanager/secrets/slack' }],
    },
    routes: { page: { oncall: { to: 'oncall' } }, ticket: { team: { to: 'team' } } },
    jobs: Array.from({ length: jobs }, (_, i) => ({ name: `service-${i}`, targets: [`service-${i}:8080`] })),
    metrics: numbers.map((i) => metric(i, jobOf(i))),
    alerts: numbers.map(alert),
  };
}

function metric(i, job) {
  const common = { job, help: `Metric ${i}` };
  switch (i % 3) {
    case 0:
      return {
        ...common,
        name: `bench_failures_${i}_total`,
        type: 'counter',
        unit: 'failures',
        labels: { kind: { oneOf: ['a', 'b', 'c'] } },
      };
    case 1:
      return {
        ...common,
        name: `bench_queue_${i}`,
        type: 'gauge',
        unit: 'items',
        labels: { queue: { oneOf: ['in', 'out'] } },
      };
    default:
      return {
        ...common,
        name: `bench_duration_${i}_seconds`,
        type: 'histogram',
        unit: 'seconds',
        observes: 'calls',
        buckets: ['10ms', '100ms', '250ms', '1s', '5s'],
      };
  }
}

function alert(i) {
  const page = i % 2 === 0;
  return {
    name: `BenchAlert${i}`,
    when: { kind: 'compare', ...comparison(i) },
    ...(i % 4 === 0 ? {} : { for: '5m' }),
    severity: page ? 'page' : 'ticket',
    audience: page ? 'oncall' : 'team',
    action: 'Look',
    summary: `{{ $value }} on {{ $labels.instance }} (${i})`,
  };
}

function comparison(i) {
  const by = ['instance'];
  switch (i % 3) {
    case 0: {
      const of = { metric: `bench_failures_${i}_total`, where: { kind: 'a' } };
      return i % 2 === 0
        ? { measure: { kind: 'count', of, in: '5m', by }, op: 'above', threshold: 5 }
        : {
            measure: { kind: 'share', of, total: { metric: `bench_failures_${i}_total` }, in: '10m', by, atLeast: 20 },
            op: 'above',
            threshold: '10%',
          };
    }
    case 1:
      return {
        measure: { kind: 'value', of: { metric: `bench_queue_${i}` }, pick: 'max', by },
        op: 'atLeast',
        threshold: 100,
      };
    default:
      return {
        measure: { kind: 'quantile', of: { metric: `bench_duration_${i}_seconds` }, q: 0.95, over: '5m', by },
        op: 'above',
        threshold: '250ms',
      };
  }
}
