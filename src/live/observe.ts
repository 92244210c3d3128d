import { scaleExpr } from '../experiments/overlay/scale-expr.ts';
import type { AlertEpisode, Observed, Told } from '../experiments/play/observed.ts';
import { conditionExpr } from '../generators/expressions/condition-expr.ts';
import { recordings } from '../generators/expressions/recordings.ts';
import type { Variant } from '../model/experiment.ts';
import type { Model } from '../model/model.ts';
import { print } from '../promql/printer.ts';
import type { ReceivedNotification } from './notification-sink.ts';
import type { ApiSeries, PrometheusApi } from './prometheus-api.ts';

/** What there is to be seen at the end of a live run; times are milliseconds since 1970. */
export interface LiveTraces {
  readonly model: Model;
  readonly variant: Variant;
  readonly speed: number;
  readonly begun: number;
  readonly fault: number;
  readonly received: readonly ReceivedNotification[];
  readonly api: PrometheusApi;
}

/** What came of a live run, in the times of the variant. */
export async function observe(traces: LiveTraces): Promise<Observed> {
  const { model, variant, speed, begun, fault, received, api } = traces;
  const interval = model.evaluationInterval / speed;
  // Nobody measures more exactly than to the second at this speed.
  const inVariant = (time: number): number => Math.round(((time - fault) * speed) / 1000) * 1000;
  const alerts = await api.stored('ALERTS', Math.ceil(Date.now() - begun + interval));
  const end = fault + variant.lasts / speed;
  const { instead } = recordings(model);
  const from = fault + variant.recovered.by / speed;
  const unmet: (readonly number[])[] = [];
  for (const condition of variant.recovered.when) {
    const query = print(scaleExpr(conditionExpr(model, condition, { instead }), speed));
    const held = new Set(
      (await api.range(query, from, end, interval)).flatMap(({ samples }) => samples.map(([t]) => t)),
    );
    const missing: number[] = [];
    for (let time = from; time <= end; time += interval) {
      if (!held.has(Math.round(time))) missing.push(inVariant(time));
    }
    unmet.push(missing);
  }
  return {
    run: `on real programs, ${speed} times as fast`,
    alerts: episodes(alerts, interval).map(({ pending, firing, over, ...alert }) => ({
      ...alert,
      pending: inVariant(pending),
      ...(firing === undefined ? {} : { firing: inVariant(firing) }),
      ...(over === undefined || over > end ? {} : { over: inVariant(over) }),
    })),
    told: received.map((note) => toldOf(note, inVariant(note.at))),
    held: [],
    unmet,
    faults: await api.ruleFaults(),
  };
}

const toldOf = ({ receiver, status, alerts }: ReceivedNotification, at: number): Told => ({
  at,
  receiver,
  status,
  alerts: alerts.map(({ labels, ...alert }) => ({ alert: labels['alertname'] ?? '', labels, status: alert.status })),
});

/** An alert is over when it misses more evaluations than one that merely came late. */
const patience = 2.5;

/** The episodes behind the series `ALERTS`, of which there is one for each state of an alert. */
function episodes(series: readonly ApiSeries[], interval: number): readonly AlertEpisode[] {
  const byAlert = new Map<string, { readonly labels: ApiSeries['labels']; readonly at: [number, string][] }>();
  for (const { labels, samples } of series) {
    const { alertstate = '', __name__: _, ...own } = labels;
    const key = JSON.stringify(Object.entries(own).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const known = byAlert.get(key) ?? { labels: own, at: [] };
    known.at.push(...samples.map(([time]): [number, string] => [time, alertstate]));
    byAlert.set(key, known);
  }
  return [...byAlert.values()].flatMap(({ labels, at }) => {
    const alert = labels['alertname'] ?? '';
    const found: AlertEpisode[] = [];
    let [start, last, firing]: [number | undefined, number, number | undefined] = [undefined, 0, undefined];
    const close = (): void => {
      if (start === undefined) return;
      found.push({ alert, labels, pending: start, over: last + interval, ...(firing === undefined ? {} : { firing }) });
    };
    for (const [time, state] of at.toSorted(([a], [b]) => a - b)) {
      if (start === undefined || time - last > patience * interval) {
        close();
        [start, firing] = [time, undefined];
      }
      if (state === 'firing') firing ??= time;
      last = time;
    }
    close();
    return found;
  });
}
