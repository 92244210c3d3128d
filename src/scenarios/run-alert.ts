import { conditionUnit } from '../model/condition-unit.ts';
import type { Alert, TemplatePart } from '../model/model.ts';
import { humanize, humanize1024, humanizeDuration, humanizePercentage } from '../simulate/templates/humanize.ts';
import { readCondition } from './read-condition.ts';
import type { Reading } from './reading.ts';
import type { Edges, World } from './world.ts';

/** A firing alert as a rule test expects it; `alertname` is implied. */
export interface FiringAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What every alert of the service carries besides its condition's labels, and what its texts need. */
export interface AlertFrame {
  readonly staticLabels: Readonly<Record<string, string>>;
  readonly staticAnnotations: Readonly<Record<string, string>>;
}

/** The value as the alert's texts show it, by its unit. */
export function shownValue(unit: string, value: number): string {
  switch (unit) {
    case 'ratio':
      return humanizePercentage(value);
    case 'seconds':
      return humanizeDuration(value);
    case 'bytes':
      return humanize1024(value);
    default:
      return humanize(value);
  }
}

type Labels = Readonly<Record<string, string>>;

function renderedPart(part: TemplatePart, unit: string, labels: Labels, value: number): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'label':
      return labels[part.label] ?? '';
    case 'value':
      return shownValue(unit, value);
  }
}

const rendered = (parts: readonly TemplatePart[], unit: string, labels: Labels, value: number): string =>
  parts.map((part) => renderedPart(part, unit, labels, value)).join('');

/** A firing alert before its texts are expanded. */
export interface Firing {
  readonly key: string;
  readonly labels: Labels;
  readonly value: number;
}

interface Active {
  readonly since: number;
  firing: boolean;
  keptSince: number | undefined;
  labels: Labels;
  value: number;
}

/** A firing alert with its static labels and its texts, as Prometheus would send it. */
export function present(alert: Alert, frame: AlertFrame, { labels, value }: Firing): FiringAlert {
  const unit = conditionUnit(alert.when);
  return {
    labels: { ...labels, ...frame.staticLabels },
    annotations: {
      summary: rendered(alert.summary, unit, labels, value),
      description: rendered(alert.description, unit, labels, value),
      ...frame.staticAnnotations,
    },
  };
}

/** What fires after the evaluation number `tick`, the first at time 0. */
export type Firings = (tick: number) => readonly Firing[];

const none: readonly Firing[] = [];

/**
 * Prometheus' alerting rule over time (pending, `for`, firing, `keep_firing_for`), with the condition read by its
 * meaning. Evaluations are read when they are asked for: most of a story is of no interest.
 */
export function runAlert(
  alert: Alert,
  world: World,
  evaluationInterval: number,
  evaluations: number,
  edges: Edges,
): Firings {
  const read = new Map<number, Reading>();
  const holds = (tick: number): Reading => {
    const known = read.get(tick) ?? readCondition(world, alert.when, tick * evaluationInterval, edges);
    read.set(tick, known);
    return known;
  };
  if (alert.keepFiringFor > 0) {
    const history = play(alert, holds, evaluationInterval, evaluations);
    return (tick) => history[tick] ?? none;
  }
  const waits = Math.ceil(alert.for / evaluationInterval);
  return (tick) => {
    const firing: Firing[] = [];
    for (const [key, { labels, value }] of holds(tick)) {
      let since = tick;
      while (since > 0 && tick - since < waits && holds(since - 1).has(key)) since--;
      if (tick - since >= waits) firing.push({ key, labels, value });
    }
    return firing;
  };
}

/** Every evaluation in turn: what a rule that keeps firing needs. */
function play(
  alert: Alert,
  holds: (tick: number) => Reading,
  evaluationInterval: number,
  evaluations: number,
): readonly (readonly Firing[])[] {
  const active = new Map<string, Active>();
  const history: (readonly Firing[])[] = [];
  for (let tick = 0; tick < evaluations; tick++) {
    const t = tick * evaluationInterval;
    const reading = holds(tick);
    for (const [key, { labels, value }] of reading) {
      const known = active.get(key);
      if (known === undefined) active.set(key, { since: t, firing: false, keptSince: undefined, labels, value });
      else Object.assign(known, { labels, value, keptSince: undefined });
    }
    for (const [key, one] of active) {
      if (reading.has(key)) {
        one.firing ||= t - one.since >= alert.for;
      } else {
        one.keptSince ??= t;
        if (!one.firing || t - one.keptSince >= alert.keepFiringFor) active.delete(key);
      }
    }
    history.push([...active].flatMap(([key, { firing, labels, value }]) => (firing ? [{ key, labels, value }] : [])));
  }
  return history;
}
