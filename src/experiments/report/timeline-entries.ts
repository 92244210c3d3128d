import { describeEffect, repetition } from '../../model/describe-effect.ts';
import type { Variant } from '../../model/experiment.ts';
import type { Model } from '../../model/model.ts';
import type { Observed } from '../play/observed.ts';

/** One line of the story of a run. */
export interface TimelineEntry {
  /** Milliseconds after the fault. */
  readonly time: number;
  readonly kind: 'effect' | 'pending' | 'firing' | 'over' | 'told' | 'resolved' | 'held';
  readonly text: string;
  /** The alerts that it is about. */
  readonly alerts: readonly string[];
}

const order: readonly TimelineEntry['kind'][] = ['effect', 'over', 'pending', 'firing', 'held', 'told', 'resolved'];

/** What happened in a run, in the order of time; alerts that always fire are left out. */
export function timelineEntries(model: Model, variant: Variant, observed: Observed): readonly TimelineEntry[] {
  const always = new Set(model.alerts.flatMap(({ name, when }) => (when.kind === 'always' ? [name] : [])));
  const entries: TimelineEntry[] = variant.timeline.flatMap((moment) =>
    moment.effects.map((effect) => ({
      time: moment.from,
      kind: 'effect' as const,
      text: `${describeEffect(effect)}${repetition(moment)}`,
      alerts: [],
    })),
  );
  for (const { alert, labels, pending, firing, over } of observed.alerts) {
    if (always.has(alert)) continue;
    const text = `${alert}${shownLabels(model, alert, labels)}`;
    const about = { text, alerts: [alert] };
    if (firing !== pending) entries.push({ time: pending, kind: 'pending', ...about });
    if (firing !== undefined) entries.push({ time: firing, kind: 'firing', ...about });
    if (over !== undefined) entries.push({ time: over, kind: 'over', ...about });
  }
  for (const { at, receiver, alerts } of observed.told) {
    const told = alerts.filter(({ alert }) => !always.has(alert));
    for (const status of ['firing', 'resolved'] as const) {
      const names = [...new Set(told.filter((one) => one.status === status).map(({ alert }) => alert))];
      if (names.length === 0) continue;
      const kind = status === 'firing' ? 'told' : 'resolved';
      const text = `${receiver}: ${names.join(', ')}${status === 'firing' ? '' : ' resolved'}`;
      entries.push({ time: at, kind, text, alerts: names });
    }
  }
  for (const { from, receiver, alert, because } of observed.held)
    entries.push({ time: from, kind: 'held', text: `${receiver}: ${alert} held back, ${because}`, alerts: [alert] });
  return entries.toSorted((a, b) => a.time - b.time || order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** The labels that tell the alert from others of its name. */
function shownLabels(model: Model, name: string, labels: Readonly<Record<string, string>>): string {
  const own = model.alerts.find((alert) => alert.name === name)?.labels ?? [];
  const shown = own.flatMap((label) => (labels[label] === undefined ? [] : [`${label}="${labels[label]}"`]));
  return shown.length === 0 ? '' : ` ${shown.join(' ')}`;
}
