import type { Labels } from '../../../promql/storage/label-table.ts';
import { createStorage, type SeriesAppender } from '../../../promql/storage/storage.ts';
import type { TestInput } from '../../rule-tests/test-file.ts';
import type { LoadedGroup, PrometheusVersion } from '../../rules/rule.ts';
import { createRuleSet } from '../../rules/rule-set.ts';
import { startSimulation } from '../../rules/simulation.ts';
import type { AlertAnnotations, TimedAlert } from '../notification.ts';

/** Series, and the rules that watch them. Times are in milliseconds. */
export interface RuleScenario {
  readonly rules: readonly LoadedGroup[];
  readonly inputs: readonly TestInput[];
  /** Between two samples. */
  readonly interval: number;
  readonly evaluationInterval: number;
  /** Of the first sample, since 1970. */
  readonly start: number;
  /** Since the start. */
  readonly until: number;
  readonly externalLabels: Labels;
  /** Of Prometheus: what the links of alerts begin with. */
  readonly externalUrl: string;
  readonly version: PrometheusVersion;
}

/** What Prometheus would tell Alertmanager, or why a rule fails. */
export interface RecordedAlerts {
  readonly alerts: readonly TimedAlert[];
  readonly failures: readonly { readonly at: number; readonly rule: string; readonly message: string }[];
}

/** Prometheus repeats an alert that fires no sooner than after this time, with the annotations that it has then. */
const resendDelay = 60;

interface Episode {
  readonly labels: Labels;
  readonly startsAt: number;
  readonly annotations: AlertAnnotations;
  readonly updates: { at: number; annotations: AlertAnnotations }[];
  readonly generatorUrl: string;
  resolvedAt: number | undefined;
  sentAt: number;
}

const sameTexts = (a: AlertAnnotations, b: AlertAnnotations): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([name, text]) => b[name] === text);

/** Evaluates rules on series and records the alerts that they send to Alertmanager; seconds count from the start. */
export function recordAlerts(scenario: RuleScenario): RecordedAlerts {
  const { start, until, evaluationInterval, version, externalUrl } = scenario;
  const rules = createRuleSet(scenario.rules, { version, groupOrder: [], subqueryStepMs: evaluationInterval });
  const storage = createStorage();
  const load = loader(scenario, (labels) => storage.appender(labels));
  const evaluated = new Set(rules.entries.keys());
  const simulation = startSimulation(rules, storage, {
    externalLabels: scenario.externalLabels,
    externalUrl,
    evaluated,
    writesAlerts: rules.graph.needsAlertSeries,
  });
  const episodes: Episode[] = [];
  const open = new Map<number, Map<Labels, Episode>>();
  const failures: RecordedAlerts['failures'][number][] = [];
  for (let time = 0; time <= until; time += evaluationInterval) {
    load(time);
    const at = time / 1000;
    for (const { rule, message } of simulation.tick(start + time)) {
      const name = rules.entries[rule]?.rule.name ?? '';
      if (!failures.some((one) => one.rule === name)) failures.push({ at, rule: name, message });
    }
    for (const index of evaluated) {
      const running = simulation.rule(index);
      if (running?.kind !== 'alerting') continue;
      const before = open.get(index);
      const now = new Map<Labels, Episode>();
      for (const alert of running.active()) {
        if (alert.state !== 'firing') continue;
        const known = before?.get(alert.labels);
        if (known === undefined) {
          const generatorUrl = `${externalUrl}/graph?g0.expr=${encodeQuery(rules.entries[index]?.rule.source ?? '')}&g0.tab=1`;
          const started: Episode = {
            labels: alert.labels,
            startsAt: at,
            annotations: alert.annotations(),
            updates: [],
            generatorUrl,
            resolvedAt: undefined,
            sentAt: at,
          };
          episodes.push(started);
          now.set(alert.labels, started);
          continue;
        }
        now.set(alert.labels, known);
        if (at - known.sentAt <= resendDelay) continue;
        known.sentAt = at;
        const annotations = alert.annotations();
        if (!sameTexts(annotations, known.updates.at(-1)?.annotations ?? known.annotations))
          known.updates.push({ at, annotations });
      }
      for (const [labels, episode] of before ?? []) if (!now.has(labels)) episode.resolvedAt = at;
      open.set(index, now);
    }
  }
  return { alerts: episodes.map((one) => timedAlert(one, scenario.externalLabels)), failures };
}

function timedAlert({ resolvedAt, sentAt: _, labels, ...rest }: Episode, externalLabels: Labels): TimedAlert {
  const told = { ...rest, labels: { ...externalLabels, ...labels } };
  return resolvedAt === undefined ? told : { ...told, resolvedAt };
}

/** Go's `url.QueryEscape`. */
const encodeQuery = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

/** A function that appends the samples up to a time since the start. */
function loader({ inputs, interval, start }: RuleScenario, appender: (labels: Labels) => SeriesAppender) {
  const sources = new Map<SeriesAppender, { readonly values: TestInput['values']; next: number }>();
  for (const { labels, values } of inputs) sources.set(appender(labels), { values, next: 0 });
  return (time: number): void => {
    for (const [series, source] of sources) {
      for (; source.next < source.values.length && source.next * interval <= time; source.next++) {
        const value = source.values[source.next];
        if (value !== undefined) series.append(start + source.next * interval, value);
      }
    }
  };
}
