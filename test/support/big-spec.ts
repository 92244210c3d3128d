/** Sizes of a generated specification; metrics and alerts are spread evenly over the files. */
export interface BigSpecSize {
  readonly metrics: number;
  readonly alerts: number;
  /** Files of metrics, and as many of alerts. */
  readonly files: number;
}

/**
 * The sources of a specification in TypeScript of any size, by file name: counters, gauges, states and histograms in
 * turn, and alerts on counts, shares, quantiles, states and values of them. The entry is `spec.ts`.
 */
export function bigSpec({ metrics, alerts, files }: BigSpecSize): ReadonlyMap<string, string> {
  const sources = new Map([['kit.ts', kit]]);
  const perFile = metrics / files;
  const alertsPerFile = alerts / files;
  for (let file = 0; file < files; file++) {
    const names = range(perFile).map((i) => file * perFile + i);
    sources.set(`metrics-${file}.ts`, [metricsHead, ...names.map(metric)].join('\n'));
    const first = file * perFile;
    const ids = range(alertsPerFile).map((i) => file * alertsPerFile + i);
    sources.set(`alerts-${file}.ts`, [alertsHead(file), ...ids.map((id) => alert(id, first, perFile))].join('\n'));
  }
  sources.set('metrics.ts', exportAll('metrics', files));
  sources.set('alerts.ts', exportAll('alerts', files));
  sources.set('spec.ts', spec);
  return sources;
}

const range = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

const exportAll = (what: string, files: number): string =>
  range(files)
    .map((file) => `export * from './${what}-${file}.ts';`)
    .join('\n');

const kit = `import { defineKit, pagerduty, slack } from 'tocsin';

export const kit = defineKit({
  service: 'big',
  targetLabels: ['job', 'instance'],
  severities: ['P1', 'P2', 'P3'],
  scrapeEvery: '15s',
  evaluateEvery: '15s',
  links: { grafana: 'https://grafana.example.com', runbooks: 'https://example.com' },
  receivers: {
    pager: [pagerduty({ routingKeyFile: '/etc/key' })],
    chat: [slack({ channel: '#big', apiUrlFile: '/etc/url' })],
  },
  routes: {
    P1: { oncall: { to: 'pager' } },
    P2: { oncall: { to: 'pager' } },
    P3: { team: { to: 'chat' }, user: { to: 'chat' } },
  },
});

export const app = kit.job('app', { targets: ['localhost:9000'] });
`;

const metricsHead = `import { bounded, oneOf, unbounded } from 'tocsin';
import { app } from './kit.ts';

const session = unbounded('for the logs');
`;

/** The kinds alternate with period four, so that an alert finds its metrics by their numbers. */
function metric(n: number): string {
  const labels = `labels: { session, zone: bounded(20), kind: oneOf('a${n}', 'b${n}', 'c') }`;
  switch (n % 4) {
    case 0:
      return `export const c${n} = app.counter('c${n}_total', { help: 'c', unit: 'calls', ${labels} });`;
    case 1:
      return `export const g${n} = app.gauge('g${n}_bytes', { help: 'g', unit: 'bytes', ${labels} });`;
    case 2:
      return `export const s${n} = app.state('s${n}_state', { help: 's', states: { closed: 0, open: 1, half${n}: 2 }, ${labels} });`;
    default:
      return `export const h${n} = app.histogram('h${n}_seconds', { help: 'h', unit: 'seconds', observes: 'calls', buckets: ['100ms', '1s', '${n}s'], ${labels} });`;
  }
}

const alertsHead = (file: number): string => `import { not } from 'tocsin';
import { kit } from './kit.ts';
import * as m from './metrics-${file}.ts';
`;

function alert(id: number, first: number, perFile: number): string {
  const at = (kind: number): number => first + 4 * (id % (perFile / 4)) + kind;
  const [c, g, s, h] = [`m.c${at(0)}`, `m.g${at(1)}`, `m.s${at(2)}`, `m.h${at(3)}`];
  const conditions = [
    `${c}.where({ kind: not('c') }).count({ in: '5m', by: ['instance', 'zone'] }).above(5)`,
    `${c}.shareOf(${h}.observations, { in: '15m', by: ['instance', 'zone'], atLeast: 5 }).above('20%')`,
    `${h}.quantile(0.99, { over: '5m', by: ['instance', 'zone'] }).above('500ms')`,
    `${s}.where({ kind: 'c' }).is('half${at(2)}', { by: ['instance', 'zone'] })`,
    `${g}.value({ pick: 'max', by: ['instance', 'zone'] }).above('10MiB').and(${c}.rate({ over: '5m', by: ['instance', 'zone'] }).above('3 calls/min'))`,
  ];
  return `export const a${id} = kit.alert('A${id}', {
  when: ${conditions[id % conditions.length]},
  severity: 'P3',
  audience: 'team',
  action: 'Look',
  summary: ({ labels, value }) => \`\${value} on \${labels.instance} in \${labels.zone}\`,
});`;
}

const spec = `import * as alerts from './alerts.ts';
import { kit } from './kit.ts';
import * as metrics from './metrics.ts';

export default kit.spec({ metrics, alerts });
`;
