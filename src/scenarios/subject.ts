import type { Model, Selection } from '../model/model.ts';
import { isWanted, wantedValues } from './pick-labels.ts';
import type { Signal } from './signal.ts';

/** What a story needs to know of its surroundings. Lengths are in scrapes. */
export interface Stage {
  readonly model: Model;
  /** Number of the host that the story is about; composite conditions put their parts on hosts of their own. */
  readonly host: number;
  /** How long the alert waits before it fires. */
  readonly pending: number;
  /** The longest that the condition can hold without the alert firing. */
  readonly shy: number;
  /** How long it goes on firing when the condition has stopped holding. */
  readonly keeps: number;
  /** Values of labels that all parts of the condition have in common: its groups are one group of each of them. */
  readonly common?: Readonly<Record<string, string>>;
  /** Labels of the host that the story is about, where they are not the usual ones. */
  readonly target?: Readonly<Record<string, string>>;
}

export type SeriesLabels = Readonly<Record<string, string>>;

/** The labels that Prometheus puts on everything it scrapes from a host. */
export function targetLabels({ model, target, host: own }: Stage, job: string, host: number): SeriesLabels {
  const usual = (label: string): string =>
    label === 'job' ? job : label === 'instance' ? `host-${host}:9090` : `${label}-${host}`;
  return Object.fromEntries(
    model.targetLabels.map((label) => [label, (host === own ? target?.[label] : undefined) ?? usual(label)]),
  );
}

/** Labels of a series that the selection takes; undefined when no value of some label passes its tests. */
export function subjectLabels(stage: Stage, of: Selection, host = stage.host): SeriesLabels | undefined {
  const own: Record<string, string> = {};
  for (const { name } of of.metric.labels) {
    const value = commonValue(stage, of, name) ?? wantedValues(of, name, 1)[0];
    if (value === undefined) return undefined;
    own[name] = value;
  }
  return { ...targetLabels(stage, of.metric.job, host), ...own };
}

function commonValue({ common }: Stage, of: Selection, label: string): string | undefined {
  const value = common?.[label];
  return value !== undefined && isWanted(of, label, value) ? value : undefined;
}

/** The same series under another value that its selection asks for: number `turn` of those that it lists. */
export function turned(of: Selection, labels: SeriesLabels, turn: number): SeriesLabels {
  const other: Record<string, string> = { ...labels };
  for (const test of of.where) {
    if (test.kind !== 'in' && test.kind !== 'matching') continue;
    const values = wantedValues(of, test.label, 4);
    const value = values[turn % Math.max(1, values.length)];
    if (value !== undefined) other[test.label] = value;
  }
  return other;
}

/** The same, but for values that all parts of a compound condition have in common: those stay as they are. */
export function turnedAlone({ common = {} }: Stage, of: Selection, labels: SeriesLabels, turn: number): SeriesLabels {
  const kept = Object.keys(common).flatMap((label) => {
    const value = labels[label];
    return value === undefined ? [] : [[label, value] as const];
  });
  return { ...turned(of, labels, turn), ...Object.fromEntries(kept) };
}

/**
 * A second series in another group: its labels differ in the first label of `by` that can differ.
 * Undefined when there is but one group.
 */
export function otherGroupLabels(
  stage: Stage,
  of: Selection,
  by: readonly string[],
  subject = subjectLabels(stage, of),
): SeriesLabels | undefined {
  if (subject === undefined) return undefined;
  if (by.includes('instance')) return { ...subject, ...targetLabels(stage, of.metric.job, stage.host + 10) };
  for (const label of by) {
    const other = wantedValues(of, label, 2).find((value) => value !== subject[label]);
    if (other !== undefined && of.metric.labels.some(({ name }) => name === label))
      return { ...subject, [label]: other };
  }
  return undefined;
}

/** Series of the same group that differ in labels which the grouping drops; at most `count`, the subject first. */
export function siblingLabels(
  stage: Stage,
  of: Selection,
  by: readonly string[],
  count: number,
): readonly SeriesLabels[] {
  const subject = subjectLabels(stage, of);
  if (subject === undefined) return [];
  const free = of.metric.labels.filter(({ name }) => !by.includes(name));
  const best = free
    .map(({ name }) => wantedValues(of, name, count).map((value) => ({ ...subject, [name]: value })))
    .reduce<readonly SeriesLabels[]>((most, list) => (list.length > most.length ? list : most), [subject]);
  const unlimited = free.find(
    ({ name, domain }) => domain.kind !== 'enum' && of.where.every(({ label }) => label !== name),
  );
  if (best.length >= count || unlimited === undefined) {
    if (best.length > 1 || by.includes('instance') || !stage.model.targetLabels.includes('instance')) return best;
    return [subject, { ...subject, ...targetLabels(stage, of.metric.job, stage.host + 10) }];
  }
  return Array.from({ length: count }, (_, i) => ({ ...subject, [unlimited.name]: `${unlimited.name}-${i + 1}` }));
}

/** The target of a host is up all the time, or as `at` says. */
export function upSignal(
  stage: Stage,
  job: string,
  host = stage.host,
  at: (k: number) => number | undefined = () => 1,
): Signal {
  return { name: 'up', labels: targetLabels(stage, job, host), at };
}

/** The targets that expose some series are up all the time. */
export function upSignals({ model }: Stage, series: readonly SeriesLabels[]): readonly Signal[] {
  const found = new Map<string, Signal>();
  for (const labels of series) {
    const target = Object.fromEntries(model.targetLabels.map((label) => [label, labels[label] ?? '']));
    const up: Signal = { name: 'up', labels: target, at: () => 1 };
    found.set(seriesKey(up), up);
  }
  return [...found.values()];
}

/** The identity of a series. */
export const seriesKey = ({ name, labels }: Pick<Signal, 'name' | 'labels'>): string =>
  `${name}${JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)))}`;
