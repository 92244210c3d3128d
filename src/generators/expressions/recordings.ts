import type { Alert, Condition, Events, LabelTest, Measure, Model } from '../../model/model.ts';
import type { Expr, LabelMatcher } from '../../promql/ast.ts';
import { selector } from '../../promql/builder.ts';
import { formatDuration } from '../../shared/duration.ts';
import { countOf, measureExpr } from './measure-expr.ts';

/** A measure that an alert and a dashboard share, evaluated once under a name of the form `level:metric:operations`. */
export interface Recording {
  readonly name: string;
  readonly measure: Measure;
  /** Made whenever it is asked for. */
  readonly expr: Expr;
  /** The alerts that read it, in the order of the spec. */
  readonly alerts: readonly string[];
}

/** The recordings of a model, and the measures replaced by them. */
export interface Recordings {
  readonly all: readonly Recording[];
  /** The recordings that an alert, by its name, is the first to read. */
  readonly firstReadBy: (alert: string) => readonly Recording[];
  /** The name under which a measure is recorded; undefined when it is not. */
  readonly nameOf: (measure: Measure) => string | undefined;
  /** For {@link MeasureOptions.instead}: the recorded series of a measure, with more matchers where its labels allow. */
  readonly instead: (measure: Measure, select?: readonly LabelMatcher[]) => Expr | undefined;
}

type Recordable = Extract<Measure, { kind: 'count' | 'rate' | 'share' | 'quantile' }>;

/** What tells two measures apart; a share's floor belongs to the condition, not to the value. */
function keyOf(measure: Measure): string {
  const known = keys.get(measure);
  if (known !== undefined) return known;
  const key = JSON.stringify(measure.kind === 'share' ? { ...measure, floor: 0 } : measure, (name, value) =>
    name === 'metric' ? value.name : name === 'expr' ? undefined : value,
  );
  keys.set(measure, key);
  return key;
}

const keys = new WeakMap<Measure, string>();

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');

function slugOfTest(test: LabelTest): string {
  const text = 'values' in test ? test.values.join('_') : test.regex;
  return (test.kind.startsWith('not') ? 'not_' : '') + slug(text).slice(0, 40);
}

function slugOfEvents({ metric, where, view }: Events): string {
  const views = {
    counter: '',
    observations: '',
    exceeding: `_over_${view.kind === 'exceeding' ? slug(view.bound.written) : ''}`,
    within: `_within_${view.kind === 'within' ? slug(view.bound.written) : ''}`,
  };
  return [metric.name.replace(/_total$/, '') + views[view.kind], ...where.map(slugOfTest)].join('_');
}

/** `level:metric:operations`, after the Prometheus documentation's recommendation for recording rules. */
function plainName(model: Model, measure: Recordable): string {
  const level = measure.by.length === 0 ? slug(model.service) : measure.by.join('_');
  const window = formatDuration(measure.window);
  switch (measure.kind) {
    case 'count':
    case 'rate':
      return `${level}:${slugOfEvents(measure.of)}:${measure.kind}${window}`;
    case 'share':
      return `${level}:${slugOfEvents(measure.of)}:share${window}`;
    case 'quantile': {
      const where = measure.of.where.map((test) => `_${slugOfTest(test)}`).join('');
      return `${level}:${measure.of.metric.name}${where}:p${String(Number((measure.q * 100).toPrecision(12))).replace('.', '_')}_${window}`;
    }
  }
}

/** The measures of a condition whose evaluation is worth a name, dependencies first. */
function recordablesOf(condition: Condition): readonly Recordable[] {
  const ofMeasure = (measure: Measure): readonly Recordable[] => {
    switch (measure.kind) {
      case 'plus':
      case 'minus':
        return [...ofMeasure(measure.left), ...ofMeasure(measure.right)];
      case 'share':
        return [...(measure.floor > 0 ? [countOf(measure, measure.total)] : []), { ...measure, floor: 0 }];
      case 'count':
      case 'rate':
      case 'quantile':
        return [measure];
      default:
        return [];
    }
  };
  switch (condition.kind) {
    case 'compare':
      return ofMeasure(condition.measure);
    case 'and':
    case 'or':
    case 'unless':
      return [...recordablesOf(condition.left), ...recordablesOf(condition.right)];
    default:
      return [];
  }
}

const cache = new WeakMap<Model, Recordings>();

/**
 * Every alert has a panel that draws its measure, so every measure that an alert compares is shared and recorded;
 * bare gauges are not: reading them is as cheap as reading a recording.
 */
export function recordings(model: Model): Recordings {
  const known = cache.get(model);
  if (known !== undefined) return known;
  const found = new Map<string, { readonly measure: Recordable; readonly alerts: string[] }>();
  for (const alert of model.alerts) {
    for (const measure of recordablesOf(alert.when)) {
      const key = keyOf(measure);
      const entry = found.get(key) ?? { measure, alerts: [] };
      if (entry.alerts.at(-1) !== alert.name) entry.alerts.push(alert.name);
      found.set(key, entry);
    }
  }
  const order = new Map(model.alerts.map(({ name }, i) => [name, i]));
  // A share is written with the recorded counts of its sides wherever those are: then its alerts read them, too.
  const readBy = (measure: Recordable): readonly string[] =>
    measure.kind === 'share'
      ? [measure.of, measure.total].map((side) => keyOf(countOf(measure, side))).filter((key) => found.has(key))
      : [];
  for (const { measure, alerts } of found.values()) {
    for (const key of readBy(measure)) {
      const side = found.get(key);
      side?.alerts.push(...alerts.filter((alert) => !side.alerts.includes(alert)));
      side?.alerts.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    }
  }
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const [key, { measure }] of found) {
    const plain = plainName(model, measure);
    let name = plain;
    for (let i = 2; taken.has(name); i++) name = `${plain}_${i}`;
    taken.add(name);
    names.set(key, name);
  }
  const nameOf = (measure: Measure): string | undefined => names.get(keyOf(measure));
  const instead = (measure: Measure, select: readonly LabelMatcher[] = []): Expr | undefined => {
    const name = nameOf(measure);
    if (name === undefined) return undefined;
    return selector(
      name,
      select.filter((matcher) => measure.by.includes(matcher.name)),
    );
  };
  const recordingOf = (key: string, measure: Recordable, alerts: readonly string[]): Recording => ({
    name: names.get(key) ?? '',
    measure,
    alerts,
    get expr() {
      return measureExpr(model, measure, { instead: (inner) => (inner === measure ? undefined : instead(inner)) });
    },
  });
  // Rules of a group are evaluated one after the other: what a share reads comes before it.
  const inOrder = new Set([...found].flatMap(([key, { measure }]) => [...readBy(measure), key]));
  const all = [...inOrder].flatMap((key) => {
    const entry = found.get(key);
    return entry === undefined ? [] : [recordingOf(key, entry.measure, entry.alerts)];
  });
  const firstRead = new Map<string, Recording[]>();
  for (const recording of all) {
    const [reader = ''] = recording.alerts;
    const ofReader = firstRead.get(reader);
    if (ofReader === undefined) firstRead.set(reader, [recording]);
    else ofReader.push(recording);
  }
  const result: Recordings = { all, firstReadBy: (alert) => firstRead.get(alert) ?? [], nameOf, instead };
  cache.set(model, result);
  return result;
}

/** Alerts that share recordings, and so must be evaluated in one group after them; in the order of the spec. */
export type AlertCluster = readonly [Alert, ...Alert[]];

/** The alerts of a model, in clusters. */
export function alertClusters(model: Model): readonly AlertCluster[] {
  const parent = new Map(model.alerts.map(({ name }) => [name, name]));
  const rootOf = (name: string): string => {
    let root = name;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    parent.set(name, root);
    return root;
  };
  for (const { alerts } of recordings(model).all) {
    const [first, ...rest] = alerts;
    for (const other of rest) if (first !== undefined) parent.set(rootOf(other), rootOf(first));
  }
  const clusters = new Map<string, [Alert, ...Alert[]]>();
  for (const alert of model.alerts) {
    const root = rootOf(alert.name);
    const cluster = clusters.get(root);
    if (cluster === undefined) clusters.set(root, [alert]);
    else cluster.push(alert);
  }
  return [...clusters.values()];
}
