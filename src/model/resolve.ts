import type { Finding } from '../diagnostics/diagnostic.ts';
import { checkRepeats } from './check-repeats.ts';
import type { Declared } from './declared.ts';
import { refuseDuplicates } from './declared.ts';
import { defaultDashboards } from './default-dashboards.ts';
import { collectFindings, type Findings, quote } from './findings.ts';
import type { ReadableDocument } from './items.ts';
import type { Alert, Dashboard, Model } from './model.ts';
import { checkLabelName, checkName } from './names.ts';
import { placePanels } from './place-panels.ts';
import { readDocument } from './read-document.ts';
import { resolveAlerts, type UnplacedAlert } from './resolve-alerts.ts';
import { resolveDashboards } from './resolve-dashboards.ts';
import { resolveExperiments } from './resolve-experiments.ts';
import { resolveInhibitions } from './resolve-inhibitions.ts';
import { resolveJobs } from './resolve-jobs.ts';
import { resolveLinks } from './resolve-links.ts';
import { checkLogs } from './resolve-logs.ts';
import { resolveMetrics } from './resolve-metrics.ts';
import { knownMetrics } from './resolve-promql.ts';
import { resolveRequirements } from './resolve-requirements.ts';
import { resolveRouting } from './resolve-routing.ts';
import { resolveTraces } from './resolve-traces.ts';
import { readPositiveDuration, type Scope } from './scope.ts';

/** A model, with what is doubtful about it; or everything that is wrong with the document. */
export type Resolved =
  | { readonly ok: true; readonly value: Model; readonly warnings: readonly Finding[] }
  | { readonly ok: false; readonly errors: readonly Finding[] };

/**
 * Turns a document into a model: follows every reference, reads every quantity, fills in every default. Repeats all
 * checks that the types of the language make, since YAML has no types and loaders strip them. Never throws, whatever the
 * document; reports everything it finds at once, warnings included.
 */
export function resolve(document: unknown): Resolved {
  const read = readDocument(document);
  const findings = collectFindings();
  const model = read.document && resolveDocument(findings, read.document);
  const all = [...read.findings, ...findings.all];
  return model === undefined || all.some(({ severity }) => severity === 'error')
    ? { ok: false, errors: all }
    : { ok: true, value: model, warnings: all };
}

function resolveDocument(findings: Findings, document: ReadableDocument): Model {
  const { service, targetLabels, severities, logs } = document;
  checkName(findings, 'service', service, ['service']);
  checkTargetLabels(findings, targetLabels);
  const scrapeInterval = readPositiveDuration(findings, document.scrapeEvery, ['scrapeEvery']) ?? 0;
  const evaluationInterval = readPositiveDuration(findings, document.evaluateEvery, ['evaluateEvery']) ?? 0;
  checkScrapeInterval(findings, scrapeInterval, document.scrapeEvery);
  const links = resolveLinks(findings, document.links);
  const jobs = resolveJobs(findings, document.jobs);
  const metrics = resolveMetrics(findings, document.metrics, jobs, targetLabels);
  const { receivers, routes } = resolveRouting(findings, document);
  const scope: Scope = {
    findings,
    targetLabels,
    scrapeInterval,
    evaluationInterval,
    jobs,
    metrics,
    known: knownMetrics(metrics),
  };
  const alerts = resolveAlerts(scope, document.alerts, severities, routes);
  checkRepeats(findings, document, routes, present(alerts));
  const inhibitions = resolveInhibitions(findings, document.inhibitions, alerts);
  const experiments = resolveExperiments(scope, document.experiments, { alerts, receivers });
  if (logs !== undefined) checkLogs(findings, logs, metrics);
  const traces =
    document.traces === undefined ? undefined : resolveTraces({ findings, jobs, metrics, logs }, document.traces);
  const dashboards = planDashboards(scope, document, alerts).map((plan) => placePanels(service, plan));
  const model = {
    service,
    targetLabels,
    scrapeInterval,
    evaluationInterval,
    links,
    severities,
    receivers,
    routes,
    jobs: present(jobs),
    metrics: present(metrics),
    alerts: placeAlerts(present(alerts), dashboards),
    inhibitions,
    dashboards,
    ...(logs === undefined ? {} : { logs }),
    experiments,
    ...(traces === undefined ? {} : { traces }),
  };
  const declared = {
    metric: [...metrics.keys()],
    alert: [...alerts.keys()],
    experiment: namesOf(document.experiments),
  };
  return { ...model, requirements: resolveRequirements(findings, document.requirements, model, declared) };
}

const namesOf = ({ good, broken }: ReadableDocument['experiments']): readonly string[] => [
  ...good.map(([, { name }]) => name),
  ...broken,
];

const present = <T>(declared: Declared<T>): readonly T[] =>
  [...declared.values()].filter((value) => value !== undefined);

function planDashboards(scope: Scope, document: ReadableDocument, alerts: Declared<UnplacedAlert>) {
  if (document.dashboards !== undefined) return resolveDashboards(scope, document.dashboards, alerts, document);
  return defaultDashboards({
    service: document.service,
    scrapeInterval: scope.scrapeInterval,
    targetLabels: document.targetLabels,
    severities: document.severities,
    jobs: present(scope.jobs),
    metrics: present(scope.metrics),
    alerts: present(alerts),
  });
}

/** Each alert with the first panel that names it. */
function placeAlerts(alerts: readonly UnplacedAlert[], dashboards: readonly Dashboard[]): readonly Alert[] {
  const panels = new Map<string, Alert['panel']>();
  for (const { name, rows } of dashboards) {
    for (const { id, alert } of rows.flatMap((row) => row.panels)) {
      if (alert !== undefined && !panels.has(alert)) panels.set(alert, { dashboard: name, id });
    }
  }
  return alerts.flatMap((alert) => {
    const panel = panels.get(alert.name);
    return panel === undefined ? [] : [{ ...alert, panel }];
  });
}

function checkTargetLabels(findings: Findings, labels: readonly string[]): void {
  refuseDuplicates(findings, 'label', labels, (i) => ['targetLabels', i]);
  labels.forEach((label, i) => {
    checkLabelName(findings, label, ['targetLabels', i], false);
  });
  for (const needed of ['job', 'instance']) {
    if (labels.includes(needed)) continue;
    const message = `\`targetLabels\` lacks ${quote(needed)}, which Prometheus puts on every series`;
    findings.error('metric/bad-label', message, `add \`${needed}\``, ['targetLabels']);
  }
}

/** Prometheus forgets a series that has not been scraped for this long, in milliseconds. */
const lookback = 300_000;

function checkScrapeInterval(findings: Findings, interval: number, written: string): void {
  if (interval < lookback) return;
  const message = `scraped every ${quote(written)}, series vanish between two scrapes`;
  const help = 'write less than `5m`: Prometheus looks back no further';
  findings.error('quantity/out-of-range', message, help, ['scrapeEvery']);
}
