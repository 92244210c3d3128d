import { assertNever } from '../../shared/assert-never.ts';
import type { Aggregation, Binary, Call, Expr, VectorSelector } from '../ast.ts';
import { isSetOperator } from '../check-binary.ts';
import type { Storage } from '../storage/storage.ts';

/** Every label set that the results of an expression may have at whatever time. */
export interface PossibleLabels {
  /** Ids in the storage's table, without the metric's name; each once. */
  readonly labels: readonly number[];
  /** More samples than any evaluation holds at once. */
  readonly samples: number;
}

/** Merge the rows of a group into one, and fail for none of their values. */
const merging: ReadonlySet<string> = new Set('sum avg min max count group stddev stdvar quantile'.split(' '));
const picking: ReadonlySet<string> = new Set(['topk', 'bottomk']);
const elementwise: ReadonlySet<string> = new Set(
  (
    'abs ceil exp floor ln log10 log2 sgn sqrt deg rad round clamp clamp_max clamp_min sort sort_desc timestamp ' +
    'day_of_month day_of_week day_of_year days_in_month hour minute month year'
  ).split(' '),
);
const ofWindows: ReadonlySet<string> = new Set(
  (
    'changes delta deriv idelta increase irate rate resets avg_over_time count_over_time last_over_time max_over_time ' +
    'min_over_time present_over_time stddev_over_time stdvar_over_time sum_over_time predict_linear quantile_over_time'
  ).split(' '),
);

const nameLabel: ReadonlySet<string> = new Set(['__name__']);
const noLabels = 0;

/** Of a vector, all different: no two results ever have the same labels but for the name. */
type Rows = readonly number[] | 'scalar';

/**
 * The label sets that an expression's results may have, from those of the series in a storage, when that shows that its
 * evaluation fails at no time if it does not fail at one: no two rows can meet where Prometheus wants one, and no more than
 * so many samples come together. `undefined` when it may fail, or when that is not known.
 * @param interval Between two samples of a series, at least; in milliseconds.
 */
export function possibleLabels(expr: Expr, storage: Storage, interval: number): PossibleLabels | undefined {
  const { labels: table } = storage;
  let samples = 0;

  function rowsOf(node: Expr): Rows | undefined {
    const rows = rowsOfKind(node);
    // A result, the operand that it becomes, and a copy of that.
    samples += 3 * (rows === undefined || rows === 'scalar' ? 1 : rows.length);
    return rows;
  }

  function rowsOfKind(node: Expr): Rows | undefined {
    switch (node.kind) {
      case 'number':
        return 'scalar';
      case 'vector-selector':
        return selected(node, 1);
      case 'unary':
        return rowsOf(node.expr);
      case 'call':
        return called(node);
      case 'aggregation':
        return aggregated(node);
      case 'binary':
        return combined(node);
      // Subqueries would need a bound on what their steps hold.
      case 'string':
      case 'matrix-selector':
      case 'subquery':
        return undefined;
      default:
        return assertNever(node);
    }
  }

  /** @param held Samples of each series. */
  function selected(selector: VectorSelector, held: number): Rows | undefined {
    const { name, matchers, at, extended } = selector;
    if (name === undefined || at !== undefined || extended !== undefined) return undefined;
    if (matchers.some((matcher) => matcher.name === '__name__')) return undefined;
    const equal = matchers.find(({ op, value }) => op === '=' && value !== '');
    const series = equal === undefined ? storage.named(name) : storage.namedWith(name, equal.name, equal.value);
    const rows: number[] = [];
    for (const { labels, histograms } of series) {
      if (histograms !== undefined) return undefined;
      const kept = table.drop(labels, nameLabel);
      // Labels of this kind mean something to some versions.
      if (table.at(kept).names.some((label) => label.startsWith('__'))) return undefined;
      rows.push(kept);
    }
    samples += held * rows.length;
    return rows;
  }

  function called({ func, args }: Call): Rows | undefined {
    if (func === 'time' || func === 'pi') return 'scalar';
    if (func === 'absent' || func === 'absent_over_time') return absent(args[0]);
    if (ofWindows.has(func)) return ofWindow(args);
    const parts = args.map(rowsOf);
    if (parts.includes(undefined)) return undefined;
    if (func === 'scalar') return 'scalar';
    if (func === 'vector') return [noLabels];
    const vector = parts.find((rows) => rows !== 'scalar');
    if (func === 'histogram_quantile') return vector === undefined ? undefined : projected(vector, bucketLabel, false);
    if (!elementwise.has(func)) return undefined;
    return args.length === 0 ? [noLabels] : vector;
  }

  function ofWindow(args: readonly Expr[]): Rows | undefined {
    let rows: Rows | undefined;
    for (const arg of args) {
      if (arg.kind !== 'matrix-selector') {
        if (rowsOf(arg) !== 'scalar') return undefined;
        continue;
      }
      if (arg.range.kind !== 'literal') return undefined;
      rows = selected(arg.vector, Math.floor((arg.range.seconds * 1000) / interval) + 2);
    }
    return rows;
  }

  /** One row or none, with the labels that `createLabelsForAbsentFunction` in `promql/functions.go` of Prometheus gives. */
  function absent(arg: Expr | undefined): Rows | undefined {
    if (arg === undefined) return undefined;
    const rows = arg.kind === 'matrix-selector' ? ofWindow([arg]) : rowsOf(arg);
    if (rows === undefined) return undefined;
    const selector = arg.kind === 'matrix-selector' ? arg.vector : arg;
    if (selector.kind !== 'vector-selector') return [noLabels];
    const { matchers } = selector;
    if (new Set(matchers.map(({ name }) => name)).size < matchers.length) return undefined;
    const pairs = matchers.filter(({ op }) => op === '=').map(({ name, value }) => [name, value] as const);
    return [table.internPairs(pairs)];
  }

  function aggregated({ op, param, expr: operand, grouping, without }: Aggregation): Rows | undefined {
    if (param !== undefined && param.kind !== 'number') return undefined;
    const rows = rowsOf(operand);
    if (rows === undefined || rows === 'scalar') return undefined;
    if (picking.has(op)) return rows;
    if (!merging.has(op) || grouping.includes('__name__')) return undefined;
    return projected(rows, new Set(grouping), !without);
  }

  function combined(node: Binary): Rows | undefined {
    const left = rowsOf(node.left);
    const right = rowsOf(node.right);
    if (left === undefined || right === undefined) return undefined;
    if (left === 'scalar') return right;
    if (right === 'scalar') return left;
    if (isSetOperator(node.op)) return node.op === 'or' ? [...new Set([...left, ...right])] : left;
    return matched(node, left, right);
  }

  function matched({ matching }: Binary, left: readonly number[], right: readonly number[]): Rows | undefined {
    if (matching?.fill !== undefined) return undefined;
    const names = new Set(matching?.labels);
    const keeps = matching?.on === true;
    const signature = (labels: number): number => (keeps ? table.keep(labels, names) : table.drop(labels, names));
    const [many, one] = matching?.group?.side === 'right' ? [right, left] : [left, right];
    const ones = new Map(one.map((labels) => [signature(labels), labels]));
    if (ones.size < one.length) return undefined;
    const pairs = many.filter((labels) => ones.has(signature(labels)));
    const results =
      matching?.group === undefined
        ? pairs.map(signature)
        : pairs.map((labels) => withIncluded(labels, ones.get(signature(labels)) ?? 0, matching.group?.include ?? []));
    return new Set(results).size < results.length ? undefined : results;
  }

  function withIncluded(labels: number, source: number, include: readonly string[]): number {
    return include.reduce((all, name) => table.with(all, name, table.value(source, name)), labels);
  }

  function projected(rows: Rows, names: ReadonlySet<string>, keeps: boolean): Rows {
    if (rows === 'scalar') return rows;
    return [...new Set(rows.map((labels) => (keeps ? table.keep(labels, names) : table.drop(labels, names))))];
  }

  const rows = rowsOf(expr);
  if (rows === undefined) return undefined;
  return { labels: rows === 'scalar' ? [noLabels] : rows, samples };
}

const bucketLabel: ReadonlySet<string> = new Set(['le']);
