import type { Expr, VectorSelector } from '../../promql/ast.ts';
import { compileRegex } from '../../promql/regex/compile-regex.ts';
import type { Labels } from '../../promql/storage/label-table.ts';
import { walk } from '../../promql/walk.ts';
import type { PrometheusVersion } from './rule.ts';

/** Series of which some labels are known, or all. */
export interface Reachable {
  readonly labels: Labels;
  /** Whether there may be labels besides the known ones; a matcher on one of them may then accept it. */
  readonly isOpen: boolean;
}

/** Which readers select which series: finds those that a series reaches without asking every one. */
export interface SelectorIndex {
  add(selector: Selector, reader: number): void;
  readersOf(series: Reachable): ReadonlySet<number>;
}

/** What a rule or a test reads: a selector, or anything at all when that cannot be known. */
export type Selector = VectorSelector | 'anything';

/** Every selector of an expression. */
export function readsOf(expr: Expr): readonly Selector[] {
  const selectors: Selector[] = [];
  walk(expr, (node) => {
    if (node.kind === 'vector-selector') selectors.push(node);
    // It looks for info metrics on its own.
    if (node.kind === 'call' && node.func === 'info') selectors.push('anything');
  });
  return selectors;
}

interface Entry {
  readonly reader: number;
  readonly tests: readonly { readonly name: string; readonly accepts: (value: string) => boolean }[];
}

/** The selectors of one metric: those that ask a label for one value are found by it. */
interface Entries {
  readonly byValue: Map<string, Map<string, Entry[]>>;
  readonly rest: Entry[];
}

function addTo<K>(lists: Map<K, Entry[]>, key: K, entry: Entry): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [entry]);
  else known.push(entry);
}

/** An empty index. */
export function createSelectorIndex(version: PrometheusVersion): SelectorIndex {
  const byName = new Map<string, Entries>();
  const others: Entry[] = [];
  const regexes = new Map<string, (text: string) => boolean>();

  function matcherTest(op: '=' | '!=' | '=~' | '!~', value: string): (text: string) => boolean {
    if (op === '=') return (text) => text === value;
    if (op === '!=') return (text) => text !== value;
    let matches = regexes.get(value);
    if (matches === undefined) {
      const compiled = compileRegex(value, { dotMatchesNewline: version === '3' });
      // A broken pattern is the evaluation's to report.
      matches = compiled.ok ? compiled.value.matches : () => true;
      regexes.set(value, matches);
    }
    const accepts = matches;
    return op === '=~' ? accepts : (text) => !accepts(text);
  }

  const accepts = ({ tests }: Entry, { labels, isOpen }: Reachable): boolean =>
    tests.every((test) => {
      const value = labels[test.name];
      return value === undefined && isOpen ? true : test.accepts(value ?? '');
    });

  return {
    add(selector, reader) {
      if (selector === 'anything') {
        others.push({ reader, tests: [] });
        return;
      }
      const equal = selector.matchers.find(({ name, op }) => name === '__name__' && op === '=');
      const name = selector.name ?? equal?.value;
      const tests = selector.matchers
        .filter((matcher) => matcher !== equal)
        .map((matcher) => ({ name: matcher.name, accepts: matcherTest(matcher.op, matcher.value) }));
      const entry = { reader, tests };
      if (name === undefined) others.push(entry);
      else {
        let entries = byName.get(name);
        if (entries === undefined) {
          entries = { byValue: new Map(), rest: [] };
          byName.set(name, entries);
        }
        const key = selector.matchers.find((one) => one !== equal && one.op === '=' && one.value !== '');
        if (key === undefined) entries.rest.push(entry);
        else {
          const lists = entries.byValue.get(key.name) ?? new Map<string, Entry[]>();
          entries.byValue.set(key.name, lists);
          addTo(lists, key.value, entry);
        }
      }
    },
    readersOf(series) {
      const readers = new Set<number>();
      const ask = (entries: readonly Entry[]): void => {
        for (const entry of entries) {
          if (!readers.has(entry.reader) && accepts(entry, series)) readers.add(entry.reader);
        }
      };
      const named = byName.get(series.labels['__name__'] ?? '');
      if (named !== undefined) {
        for (const [label, lists] of named.byValue) {
          const value = series.labels[label];
          if (value !== undefined) ask(lists.get(value) ?? []);
          else if (series.isOpen) for (const entries of lists.values()) ask(entries);
        }
        ask(named.rest);
      }
      ask(others);
      return readers;
    },
  };
}
