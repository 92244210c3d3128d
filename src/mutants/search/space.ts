import type { Expr, VectorSelector } from '../../promql/ast.ts';
import { compileRegex } from '../../promql/regex/compile-regex.ts';
import type { Labels } from '../../promql/storage/label-table.ts';
import { selectorsOf, walk } from '../../promql/walk.ts';
import { compare } from '../../shared/compare.ts';
import type { TestGroup } from '../../simulate/rule-tests/test-file.ts';
import type { LoadedRule } from '../../simulate/rules/rule.ts';
import { conventionalFacts, type FactsOf, type MetricFacts } from './facts.ts';
import { secondsOf } from './seconds-of.ts';

/** A metric that the rules read. */
export interface Family {
  readonly name: string;
  readonly facts: MetricFacts;
  /** The labels that its series have, sorted. */
  readonly labels: readonly string[];
  /** The matchers of each selector that reads it. */
  readonly selectors: readonly VectorSelector[];
}

/** What scenarios of some rules can be made of. */
export interface Space {
  readonly families: readonly Family[];
  /** Values that each label can have, those that some selector asks for first. */
  readonly labelValues: ReadonlyMap<string, readonly string[]>;
  /** Numbers that the rules compare with. */
  readonly limits: readonly number[];
  /** The longest time that the rules look back, `for` included, in milliseconds. */
  readonly reach: number;
  /** The shortest window, in milliseconds; 0 without any. */
  readonly shortestWindow: number;
}

/** The space of a chain of rules, read off their expressions and the inputs of known tests. */
export function spaceOf(rules: readonly LoadedRule[], tests: readonly TestGroup[], factsOf: FactsOf): Space {
  const recorded = new Set(rules.flatMap((rule) => (rule.kind === 'recording' ? [rule.name] : [])));
  const inputs = tests.flatMap((group) => group.inputs.map(({ labels }) => labels));
  const selectors = new Map<string, VectorSelector[]>();
  const asked = new Map<string, Set<string>>();
  const joined = new Set<string>();
  const limits = new Set<number>();
  const ask = (label: string, value: string): void => {
    const known = asked.get(label) ?? new Set();
    asked.set(label, known.add(value));
  };
  const windows: number[] = [];
  const reaches: Reach[] = [];
  for (const rule of rules) {
    let ofRule = 0;
    walk(rule.expr, (node, parents) => {
      if (node.kind === 'vector-selector') {
        const name = node.name ?? node.matchers.find((one) => one.name === '__name__' && one.op === '=')?.value;
        if (name !== undefined && !recorded.has(name)) selectors.set(name, [...(selectors.get(name) ?? []), node]);
        for (const { name: label, op, value } of node.matchers) {
          if (label === '__name__') continue;
          for (const one of op === '=' || op === '!=' ? [value] : examplesOf(value)) ask(label, one);
        }
      }
      if (node.kind === 'aggregation' && !node.without) for (const label of node.grouping) joined.add(label);
      if (node.kind === 'binary' && node.matching !== undefined) {
        const { on, labels, group } = node.matching;
        for (const label of [...(on ? labels : []), ...(group?.include ?? [])]) joined.add(label);
      }
      if (node.kind === 'number' && Number.isFinite(node.value) && parents[0]?.kind !== 'call') limits.add(node.value);
      ofRule = Math.max(ofRule, lookBackOf(node, parents));
      if (node.kind === 'matrix-selector' || node.kind === 'subquery') windows.push(secondsOf(node.range) * 1000);
    });
    const held = rule.kind === 'alerting' ? rule.forMs + rule.keepFiringForMs : 0;
    reaches.push({ rule, reads: selectorsOf(rule.expr).map(({ name }) => name), own: ofRule * 1000 + held });
  }
  const families = [...selectors].map(([name, ofName]): Family => {
    const facts = factsOf(name) ?? conventionalFacts(name);
    return { name, facts, selectors: ofName, labels: labelsOf(name, ofName, inputs, joined, facts) };
  });
  for (const labels of inputs)
    for (const [label, value] of Object.entries(labels)) if (label !== '__name__') ask(label, value);
  const labelValues = new Map([...asked].map(([label, values]) => [label, [...values].slice(0, 12)] as const));
  return {
    families,
    labelValues,
    limits: [...limits].sort((a, b) => a - b),
    reach: longestPath(reaches),
    shortestWindow: windows.length === 0 ? 0 : Math.min(...windows),
  };
}

interface Reach {
  readonly rule: LoadedRule;
  /** Names of the metrics that it reads. */
  readonly reads: readonly (string | undefined)[];
  /** How far it looks back itself, in milliseconds. */
  readonly own: number;
}

/** How far the rules look back that read each other; those beside each other look back at the same time. */
function longestPath(rules: readonly Reach[]): number {
  const known = new Map<Reach, number>();
  const from = (one: Reach): number => {
    const before = known.get(one);
    if (before !== undefined) return before;
    // A rule that reads itself ends the path.
    known.set(one, one.own);
    const sources = rules.filter(({ rule }) => rule.kind === 'recording' && one.reads.includes(rule.name));
    const path = one.own + Math.max(0, ...sources.map(from));
    known.set(one, path);
    return path;
  };
  return Math.max(0, ...rules.map(from));
}

function labelsOf(
  name: string,
  selectors: readonly VectorSelector[],
  inputs: readonly Labels[],
  joined: ReadonlySet<string>,
  { labels = {}, kind }: MetricFacts,
): readonly string[] {
  const known = inputs.filter((one) => one['__name__'] === name).flatMap((one) => Object.keys(one));
  const matched = selectors.flatMap(({ matchers }) => matchers.map((matcher) => matcher.name));
  const guessed = known.length > 0 || Object.keys(labels).length > 0 ? [] : [...joined].filter((one) => one !== 'le');
  const all = new Set([...known, ...matched, ...guessed, ...Object.keys(labels), ...(kind === 'bucket' ? ['le'] : [])]);
  all.delete('__name__');
  return [...all].sort(compare);
}

function lookBackOf(node: Expr, parents: readonly Expr[]): number {
  const own =
    node.kind === 'matrix-selector' || node.kind === 'subquery'
      ? secondsOf(node.range)
      : node.kind === 'vector-selector' && node.offset !== undefined
        ? Math.abs(secondsOf(node.offset))
        : 0;
  if (own === 0) return 0;
  return parents.reduce((sum, parent) => sum + (parent.kind === 'subquery' ? secondsOf(parent.range) : 0), own);
}

/** Some texts that a simple pattern matches; none for a complicated one. */
function examplesOf(pattern: string): readonly string[] {
  const compiled = compileRegex(pattern, { dotMatchesNewline: true });
  if (!compiled.ok) return [];
  const guesses = pattern
    .replace(/[()]/g, '')
    .split('|')
    .flatMap((part) => [part.replace(/\.[*+]/g, 'x').replace(/\.[*+]/g, ''), part.replace(/\[\^?[^\]]*\][*+]?/g, 'x')])
    .map((part) => part.replace(/\\(.)/g, '$1').replace(/[?$^]/g, ''));
  return [...new Set(guesses)].filter((guess) => compiled.value.matches(guess));
}
