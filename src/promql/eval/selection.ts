import type { LabelMatcher, VectorSelector } from '../ast.ts';
import { compileRegex } from '../regex/compile-regex.ts';
import type { Series } from '../storage/series.ts';
import { EvaluationFault } from './evaluation-fault.ts';
import type { Runtime } from './runtime.ts';

/** A selected series, with the rows that the last step used: the next step looks near them. */
export interface Cursor {
  readonly series: Series;
  from: number;
  to: number;
}

/** The series that a selector matches; grows with the storage. */
export type Selection = () => readonly Cursor[];

/** The matchers of a selector with the metric name among them. */
export const allMatchers = ({ name, matchers }: VectorSelector): readonly LabelMatcher[] =>
  name === undefined ? matchers : [{ name: '__name__', op: '=', value: name }, ...matchers];

/** Finds the series of a selector once, and afterwards looks only at those that are new. */
export function createSelection(selector: VectorSelector, runtime: Runtime): Selection {
  return selectMatching(allMatchers(selector), runtime);
}

/** The same for bare matchers. */
export function selectMatching(matchers: readonly LabelMatcher[], runtime: Runtime): Selection {
  const { storage } = runtime;
  const name = matchers.find((matcher) => matcher.name === '__name__' && matcher.op === '=')?.value;
  const exact = matchers.find(({ name: label, op, value }) => label !== '__name__' && op === '=' && value !== '');
  const find = (): readonly Series[] => {
    if (name === undefined) return storage.series;
    return exact === undefined ? storage.named(name) : storage.namedWith(name, exact.name, exact.value);
  };
  let candidates: readonly Series[] = [];
  let known = -1;
  const tests = matchers
    .filter((matcher) => !(matcher.name === '__name__' && matcher.op === '=' && matcher.value === name))
    .map((matcher) => ({ name: matcher.name, accepts: compileMatcher(matcher, runtime) }));
  const cursors: Cursor[] = [];
  let scanned = 0;
  return () => {
    if (known !== storage.series.length) {
      known = storage.series.length;
      candidates = find();
    }
    for (; scanned < candidates.length; scanned++) {
      const series = candidates[scanned];
      if (series === undefined) break;
      const { labels } = runtime.table.at(series.labels);
      if (tests.every((test) => test.accepts(labels[test.name] ?? ''))) cursors.push({ series, from: 0, to: 0 });
    }
    return cursors;
  };
}

/** A matcher as a predicate of the label's value, `''` when it is missing. */
export function compileMatcher(matcher: LabelMatcher, runtime: Runtime): (value: string) => boolean {
  const { op, value } = matcher;
  if (op === '=') return (text) => text === value;
  if (op === '!=') return (text) => text !== value;
  const regex = compileRegex(value, { dotMatchesNewline: runtime.options.semantics.dotMatchesNewline });
  if (!regex.ok) throw new EvaluationFault(regex.errors.map((error) => error.message).join('; '));
  const { matches } = regex.value;
  return op === '=~' ? matches : (text) => !matches(text);
}
