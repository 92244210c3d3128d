import type { Call, Expr, LabelMatcher, VectorSelector } from '../ast.ts';
import { createDuplicateCheck } from '../eval/duplicate-check.ts';
import { compileReadTime } from '../eval/durations.ts';
import { EvaluationFault } from '../eval/evaluation-fault.ts';
import type { VectorPlan } from '../eval/plan.ts';
import { metricName, type Runtime } from '../eval/runtime.ts';
import { type Cursor, compileMatcher, selectMatching } from '../eval/selection.ts';
import { createVector, pushRow } from '../eval/vector.ts';
import { formatLabelSet } from '../storage/format-labels.ts';
import { isStaleBetween, rowsUpTo } from '../storage/series.ts';
import { partsOf } from '../walk.ts';

/** The labels by which an info series belongs to another series. */
const identifying = new Set(['instance', 'job']);

interface InfoSample {
  readonly labels: number;
  readonly time: number;
}

/** `info`: adds to every series the labels of the info series, by default `target_info`, with the same instance and job. */
export function compileInfo(
  expr: Call,
  vector: VectorPlan,
  wanted: VectorSelector | undefined,
  runtime: Runtime,
): VectorPlan {
  const matchers: readonly LabelMatcher[] = wanted === undefined ? [] : selectorMatchers(wanted);
  const nameMatchers = matchers.filter((matcher) => matcher.name === '__name__');
  const dataMatchers = matchers.filter((matcher) => matcher.name !== '__name__');
  const infoNames: readonly LabelMatcher[] =
    nameMatchers.length > 0 ? nameMatchers : [{ name: '__name__', op: '=', value: 'target_info' }];
  const select = selectMatching([...infoNames, ...dataMatchers], runtime);
  const isInfoName = allOf(wanted === undefined ? infoNames : nameMatchers, runtime);
  const requiresMatch = dataMatchers.some((matcher) => !compileMatcher(matcher, runtime)(''));
  const dataNames = new Set(dataMatchers.map((matcher) => matcher.name));
  const readTime = compileInfoTime(expr.args[0], runtime);
  const checkDuplicates = createDuplicateCheck();
  const { table } = runtime;
  const out = createVector();

  function enrich(labels: number, infos: readonly InfoSample[]): number | undefined {
    if (infos.length === 0) return requiresMatch ? undefined : labels;
    const own = table.at(labels).labels;
    const added = new Map<string, string>();
    for (const info of infos) {
      const { names, values } = table.at(info.labels);
      names.forEach((name, i) => {
        const value = values[i] ?? '';
        if (name === '__name__' || (dataNames.size > 0 && !dataNames.has(name))) return;
        const known = added.get(name);
        if (known !== undefined && known !== value) throw new EvaluationFault(`conflicting label: ${name}`);
        if (own[name] === undefined) added.set(name, value);
      });
    }
    return [...added].reduce((id, [name, value]) => table.with(id, name, value), labels);
  }

  return {
    kind: 'vector',
    at(time) {
      const input = vector.at(time);
      out.size = 0;
      if (input.size === 0) return out;
      const byIdentity = currentInfos(select(), readTime(time), runtime);
      for (let row = 0; row < input.size; row++) {
        const labels = input.labels[row] ?? 0;
        const isInfo =
          nameMatchers.length > 0 || wanted === undefined ? isInfoName(metricName(runtime, labels)) : false;
        const identity = table.keep(labels, identifying);
        const infos = identity === 0 ? [] : [...(byIdentity.get(identity)?.values() ?? [])];
        const enriched = isInfo ? labels : enrich(labels, infos);
        if (enriched === undefined) continue;
        pushRow(out, enriched, input.values[row] ?? 0, input.histograms[row], input.dropName[row] === true);
      }
      checkDuplicates(out);
      return out;
    },
  };
}

const selectorMatchers = ({ name, matchers }: VectorSelector): readonly LabelMatcher[] =>
  name === undefined ? matchers : [{ name: '__name__', op: '=', value: name }, ...matchers];

function allOf(matchers: readonly LabelMatcher[], runtime: Runtime): (value: string) => boolean {
  const tests = matchers.map((matcher) => compileMatcher(matcher, runtime));
  return (value) => tests.every((test) => test(value));
}

/** The newest info sample of each identity and metric. */
function currentInfos(cursors: readonly Cursor[], now: number, runtime: Runtime): Map<number, Map<string, InfoSample>> {
  const { table, options } = runtime;
  const found = new Map<number, Map<string, InfoSample>>();
  for (const cursor of cursors) {
    const { series } = cursor;
    cursor.to = rowsUpTo(series, now, cursor.to);
    if (cursor.to === 0) continue;
    const row = cursor.to - 1;
    const time = series.times[row] ?? 0;
    if (time <= now - options.lookbackMs || isStaleBetween(series, time, now)) continue;
    if (series.histograms?.[row] !== undefined) throw new EvaluationFault('info sample should be float');
    const identity = table.keep(series.labels, identifying);
    const name = metricName(runtime, series.labels);
    const known = found.get(identity) ?? new Map<string, InfoSample>();
    found.set(identity, known);
    const rival = known.get(name);
    if (rival !== undefined && rival.time === time) {
      throw new EvaluationFault(
        `found duplicate series for info metric: existing ${formatLabelSet(table.at(rival.labels))} @ ${time}, ` +
          `new ${formatLabelSet(table.at(series.labels))} @ ${time}`,
      );
    }
    if (rival === undefined || rival.time < time) known.set(name, { labels: series.labels, time });
  }
  return found;
}

/** Info series are read at the time at which the first selector of the argument reads. */
function compileInfoTime(expr: Expr | undefined, runtime: Runtime): (time: number) => number {
  if (expr === undefined) return (time) => time;
  switch (expr.kind) {
    case 'vector-selector':
      return compileReadTime(expr.at, expr.offset, runtime);
    case 'matrix-selector':
      return compileReadTime(expr.vector.at, expr.vector.offset, runtime);
    case 'subquery': {
      const outer = compileReadTime(expr.at, expr.offset, runtime);
      const inner = compileInfoTime(expr.expr, runtime);
      return (time) => inner(outer(time));
    }
    default: {
      const operand = partsOf(expr).find(readsSeries);
      return compileInfoTime(operand, runtime);
    }
  }
}

const readsSeries = (expr: Expr): boolean =>
  expr.kind === 'vector-selector' ||
  expr.kind === 'matrix-selector' ||
  expr.kind === 'subquery' ||
  partsOf(expr).some(readsSeries);
