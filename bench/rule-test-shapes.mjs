// Rule files and test files of a known size: five kinds of alerts in turn, each with a quiet and a firing time.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const templates = [
  (job) => ({
    expr: `up{job="${job}"} == 0`,
    for: '5m',
    summary: 'Instance {{ $labels.instance }} is down',
    description: '{{ $labels.job }} has an instance that does not answer: {{ $labels.instance }}',
    series: [
      [`up{job="${job}",instance="a"}`, '1x9 0x20'],
      [`up{job="${job}",instance="b"}`, '1x30'],
    ],
    quiet: '9m',
    firing: '16m',
    labels: { job, instance: 'a' },
    expected: () => ['Instance a is down', `${job} has an instance that does not answer: a`],
  }),
  (job) => ({
    expr: `sum by (job) (rate(errors_total{job="${job}"}[5m])) / sum by (job) (rate(requests_total{job="${job}"}[5m])) > 0.05`,
    for: '5m',
    summary: '{{ $labels.job }} fails',
    description: '{{ $value | humanizePercentage }} of the requests to {{ $labels.job }} fail',
    series: [
      [`errors_total{job="${job}"}`, '0x9 6+6x20'],
      [`requests_total{job="${job}"}`, '0+60x30'],
    ],
    quiet: '10m',
    firing: '20m',
    labels: { job },
    expected: () => [`${job} fails`, `10% of the requests to ${job} fail`],
  }),
  (job) => ({
    expr: `histogram_quantile(0.99, sum by (le, job) (rate(latency_bucket{job="${job}"}[5m]))) > 0.5`,
    for: '10m',
    summary: '{{ $labels.job }} is slow',
    description: 'The 99th percentile of {{ $labels.job }} is {{ $value | humanizeDuration }}',
    series: [
      [`latency_bucket{job="${job}",le="0.1"}`, '0+60x9 540x20'],
      [`latency_bucket{job="${job}",le="0.5"}`, '0+60x9 540x20'],
      [`latency_bucket{job="${job}",le="1"}`, '0+60x30'],
      [`latency_bucket{job="${job}",le="+Inf"}`, '0+60x30'],
    ],
    quiet: '10m',
    firing: '25m',
    labels: { job },
    expected: () => [`${job} is slow`, `The 99th percentile of ${job} is 995ms`],
  }),
  (job) => ({
    expr: `predict_linear(disk_free{job="${job}"}[15m], 4 * 3600) < 0 and disk_free{job="${job}"} > 0`,
    for: '10m',
    summary: 'The disk of {{ $labels.job }} fills up',
    description: 'In 4 hours the disk of {{ $labels.job }} has {{ $value | humanize }} left',
    series: [[`disk_free{job="${job}"}`, '1000x9 990-10x20']],
    quiet: '12m',
    firing: '29m',
    labels: { job },
    expected: (time) => [
      `The disk of ${job} fills up`,
      `In 4 hours the disk of ${job} has ${time === '29m' ? '-1.6k' : '-1.61k'} left`,
    ],
  }),
  (job) => ({
    expr: `absent(heartbeat{job="${job}"})`,
    for: '5m',
    summary: '{{ $labels.job }} is silent',
    description: 'No heartbeat of {{ $labels.job }} for 5 minutes (value {{ $value }})',
    series: [[`heartbeat{job="${job}"}`, '1x9 _x21']],
    quiet: '12m',
    firing: '22m',
    labels: { job },
    expected: () => [`${job} is silent`, `No heartbeat of ${job} for 5 minutes (value 1)`],
  }),
];

const alertOf = (i) => ({ name: `Alert${i}`, ...templates[i % templates.length](`svc${i}`) });

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

const ruleText = ({ name, expr, for: hold, summary, description }) => `  - alert: ${name}
    expr: ${quoted(expr)}
    for: ${hold}
    labels:
      severity: page
      team: core
    annotations:
      summary: ${quoted(summary)}
      description: ${quoted(description)}
      runbook_url: https://runbooks.example.org/${name}
`;

const ruleFile = (alerts) => `groups:\n- name: bench\n  rules:\n${alerts.map(ruleText).join('')}`;

const seriesText = (alerts) =>
  alerts
    .flatMap(({ series }) => series)
    .map(([name, values]) => `    - series: ${quoted(name)}\n      values: ${quoted(values)}\n`)
    .join('');

const assertionText = ({ name, labels, expected }, time) => {
  const [summary, description] = expected(time);
  return `    - eval_time: ${time}
      alertname: ${name}
      exp_alerts:
      - exp_labels:
          severity: page
          team: core
${Object.entries(labels)
  .map(([label, value]) => `          ${label}: ${value}\n`)
  .join('')}        exp_annotations:
          summary: ${quoted(summary)}
          description: ${quoted(description)}
          runbook_url: https://runbooks.example.org/${name}
`;
};

const testsText = (alert) =>
  `    - eval_time: ${alert.quiet}\n      alertname: ${alert.name}\n      exp_alerts: []\n${assertionText(alert, alert.firing)}${assertionText(alert, '30m')}`;

const groupText = (alerts) =>
  `- interval: 1m\n  input_series:\n${seriesText(alerts)}  alert_rule_test:\n${alerts.map(testsText).join('')}`;

const testFile = (rules, groups) =>
  `rule_files:\n- ${rules}\nevaluation_interval: 1m\ntests:\n${groups.map(groupText).join('')}`;

/**
 * Writes `count` alerts and their tests: `split` into a rule file and a test file each, `mono` with one rule file and one
 * test group for each alert, `flat` with one rule file and one test group for all. Returns the names of the test files.
 */
export function writeShape(folder, layout, count) {
  mkdirSync(folder, { recursive: true });
  const write = (name, text) => writeFileSync(join(folder, name), text);
  const alerts = Array.from({ length: count }, (_, i) => alertOf(i));
  if (layout === 'split') {
    return alerts.map((alert, i) => {
      write(`rules${i}.yml`, ruleFile([alert]));
      write(`test${i}.yml`, testFile(`rules${i}.yml`, [[alert]]));
      return `test${i}.yml`;
    });
  }
  write('rules.yml', ruleFile(alerts));
  write('test.yml', testFile('rules.yml', layout === 'mono' ? alerts.map((alert) => [alert]) : [alerts]));
  return ['test.yml'];
}
