import { parse } from '../../promql/parser.ts';
import type { Labels } from '../../promql/storage/label-table.ts';
import type { LoadedAlertingRule, LoadedRule, PrometheusVersion } from './rule.ts';
import { createSelectorIndex, type Reachable, readsOf, type Selector } from './selector-index.ts';

/** Which rules have to be evaluated to know what a test asks. Rules are named by their index. */
export interface RuleGraph {
  /** The rules that read a series or, recording under its name, write to it. */
  touchedBy(series: Labels): ReadonlySet<number>;
  /** The rules whose output a selector reads. */
  writersFor(selectors: readonly Selector[]): ReadonlySet<number>;
  /** The rules and all that read what they write, directly or not. */
  withReaders(rules: Iterable<number>): Set<number>;
  /** The rules and all that they read from, directly or not. */
  withSources(rules: Iterable<number>): Set<number>;
  /** The rules that read what a rule writes. */
  readersOf(rule: number): ReadonlySet<number>;
  /** Whether anything reads the series `ALERTS` and `ALERTS_FOR_STATE` of a rule, or another rule writes the same. */
  needsAlertSeries(rule: number): boolean;
}

/** Builds the graph of rules in the order of their evaluation. */
export function createRuleGraph(rules: readonly LoadedRule[], version: PrometheusVersion): RuleGraph {
  const index = createSelectorIndex(version);
  rules.forEach((rule, i) => {
    for (const selector of readsOfRule(rule, version)) index.add(selector, i);
  });
  const writers = new Map<string, number[]>();
  const sameAlert = new Map<string, number[]>();
  rules.forEach((rule, i) => {
    if (rule.kind === 'recording') append(writers, rule.name, i);
    else append(sameAlert, rule.name, i);
  });
  const outputs = rules.map(outputsOf);
  const readers = outputs.map((all) => union(all.map((output) => index.readersOf(output))));
  const sources: Set<number>[] = rules.map(() => new Set());
  readers.forEach((set, writer) => {
    for (const reader of set) sources[reader]?.add(writer);
  });
  /** Rules that write the same series can be in each other's way. */
  const rivals = (i: number): readonly number[] => {
    const rule = rules[i];
    if (rule === undefined) return [];
    return (rule.kind === 'recording' ? writers : sameAlert).get(rule.name) ?? [];
  };

  function closure(start: Iterable<number>, next: (rule: number) => Iterable<number>): Set<number> {
    const found = new Set(start);
    // A set can grow while it is read: what is added is read, too.
    for (const rule of found) for (const other of next(rule)) found.add(other);
    return found;
  }

  return {
    touchedBy(labels) {
      const name = labels['__name__'] ?? '';
      const touched = new Set([...index.readersOf({ labels, isOpen: false }), ...(writers.get(name) ?? [])]);
      if (name === 'ALERTS' || name === 'ALERTS_FOR_STATE') {
        rules.forEach(({ kind }, i) => {
          if (kind === 'alerting') touched.add(i);
        });
      }
      return touched;
    },
    writersFor(selectors) {
      const found = new Set<number>();
      if (selectors.length === 0) return found;
      const asked = createSelectorIndex(version);
      for (const selector of selectors) asked.add(selector, 0);
      outputs.forEach((all, i) => {
        if (all.some((output) => asked.readersOf(output).size > 0)) found.add(i);
      });
      return found;
    },
    withReaders: (start) => closure(start, (i) => [...(readers[i] ?? []), ...rivals(i)]),
    withSources: (start) => closure(start, (i) => [...(sources[i] ?? []), ...rivals(i)]),
    readersOf: (i) => readers[i] ?? new Set(),
    needsAlertSeries: (i) => (readers[i]?.size ?? 0) > 0 || rivals(i).length > 1,
  };
}

function append(map: Map<string, number[]>, key: string, value: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

const union = (sets: readonly ReadonlySet<number>[]): ReadonlySet<number> => new Set(sets.flatMap((set) => [...set]));

function readsOfRule(rule: LoadedRule, version: PrometheusVersion): readonly Selector[] {
  const reads = [...readsOf(rule.expr)];
  if (rule.kind === 'recording') return reads;
  for (const [, { queries }] of [...rule.labels, ...rule.annotations]) {
    if (queries === 'none') continue;
    if (queries === 'dynamic') reads.push('anything');
    else for (const query of queries) reads.push(...readsOfText(query, version));
  }
  return reads;
}

/** What a query reads; nothing when it does not parse, for then it fails before it reads. */
export function readsOfText(query: string, version: PrometheusVersion): readonly Selector[] {
  const parsed = parse(query, { dialect: version });
  return parsed.ok ? readsOf(parsed.value) : [];
}

function outputsOf(rule: LoadedRule): readonly Reachable[] {
  if (rule.kind === 'recording') return [{ labels: { ...rule.labels, ['__name__']: rule.name }, isOpen: true }];
  const labels = { ...fixedLabels(rule), alertname: rule.name };
  return ['ALERTS', 'ALERTS_FOR_STATE'].map((name) => ({ labels: { ...labels, ['__name__']: name }, isOpen: true }));
}

function fixedLabels(rule: LoadedAlertingRule): Labels {
  const fixed = rule.labels.filter(([, { source }]) => source !== '' && !source.includes('{{'));
  return Object.fromEntries(fixed.map(([name, { source }]) => [name, source]));
}
