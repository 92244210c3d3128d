import fc from 'fast-check';
import type { DurationExpr, Expr, VectorSelector } from '../../src/promql/ast.ts';
import { prepare } from '../../src/promql/eval/prepare.ts';
import { print } from '../../src/promql/printer.ts';
import { parseSeries } from '../../src/promql/storage/series-notation.ts';
import { createStorage, type Storage } from '../../src/promql/storage/storage.ts';
import { mapExpr, mapSelectors } from '../../src/promql/walk.ts';
import { exprs } from './promql-arbitraries.ts';
import { promtool } from './promtool.ts';

/** A query and the time at which it is asked, in seconds. */
export interface Question {
  readonly expr: Expr;
  readonly text: string;
  readonly at: number;
}

/** Values by label set as promtool prints it, or that there is an error. */
export type Answer = ReadonlyMap<string, number> | 'error';

/** A question that promtool and the evaluator answer differently. */
export interface Disagreement {
  readonly text: string;
  readonly at: number;
  readonly promtool: string;
  readonly evaluator: string;
}

const interval = 15;

/**
 * Series of many shapes: counters with and without resets, gauges, gaps, stale markers, classic histograms, infinities.
 * Values are multiples of a quarter, so that sums are exact in whatever order Prometheus adds them.
 */
export const differentialSeries: readonly string[] = [
  'foo_total{a="x",b="u",job="one"} 0+1x40 3+2x60',
  'foo_total{a="x",b="v",job="one"} 5+0.25x20 _x9 2+1.5x70',
  'foo_total{a="y",b="u",job="two"} _x10 1 1 1 4+3x30 stale _x10 1+1x40',
  'foo_total{a="y",b="v",job="two"} 7x100',
  'bar{a="x",b="u",job="one"} 1 -2 3.25 0 12 -7 8 8 8 1-0.5x90',
  'bar{a="x",b="w",job="two"} 100-1x120',
  'bar{a="y",b="u",job="one"} 0.5 NaN 2 Inf 3 -Inf 4+1x90',
  'bar{a="z",job="three"} 2x5 _x30 6x40',
  'baz{a="x"} 10+0.25x100',
  'baz{a="y"} -3+0.75x100',
  'baz{a="w"} 0x100',
  'lat_bucket{a="x",le="0.1"} 0+1x100',
  'lat_bucket{a="x",le="0.5"} 0+3x100',
  'lat_bucket{a="x",le="2.5"} 0+3x100',
  'lat_bucket{a="x",le="+Inf"} 0+4x100',
  'lat_bucket{a="y",le="-1"} 0+0.25x100',
  'lat_bucket{a="y",le="1"} 0+2x50 90+2x50',
  'lat_bucket{a="y",le="+Inf"} 0+2x100',
  'lat_bucket{a="z",le="broken"} 1x100',
];

/** The series in a storage. */
export function differentialStorage(): Storage {
  const storage = createStorage();
  for (const line of differentialSeries) {
    const parsed = parseSeries(line);
    if (!parsed.ok) throw new Error(`${line}: ${parsed.errors[0]?.message}`);
    const appender = storage.appender(parsed.value.labels);
    parsed.value.values.forEach((value, i) => {
      if (value !== undefined) appender.append(i * interval * 1000, value);
    });
  }
  return storage;
}

/** Aggregations that pick by the order of a Go map, or by the last bit of a number. */
const undetermined = new Set(['topk', 'bottomk', 'count_values']);

/** Whether Prometheus means the answer to be what it is. */
function isDetermined(expr: Expr): boolean {
  const picks = mentions(expr, (node) => node.kind === 'aggregation' && undetermined.has(node.op));
  const isLastBit = mentions(expr, (node) => isAnyOf(node, huge)) && mentions(expr, (node) => isAnyOf(node, periodic));
  return (
    !picks &&
    !isLastBit &&
    !mentions(expr, isRemainderOfSum) &&
    !mentions(expr, ignoresOffset) &&
    !mentions(expr, isFixedTwice)
  );
}

/** The last bit of a sum hangs on the order of the series, and a remainder may hang on the last bit. */
const isRemainderOfSum = (node: Expr): boolean =>
  node.kind === 'binary' &&
  node.op === '%' &&
  mentions(node, (inner) => inner.kind === 'aggregation' && summing.has(inner.op));
const summing = new Set(['sum', 'avg', 'stddev', 'stdvar']);

/** Where a huge number is in a period is a matter of its last bit. */
const huge = new Set(['^', 'exp', 'sinh', 'cosh']);
const periodic = new Set(['%', 'sin', 'cos', 'tan']);

const isAnyOf = (node: Expr, names: ReadonlySet<string>): boolean =>
  (node.kind === 'binary' && names.has(node.op)) || (node.kind === 'call' && names.has(node.func));

/** `timestamp` forgets the offset of a selector with `@`, and then reads beyond what it has fetched. */
function ignoresOffset(node: Expr): boolean {
  const [selector] = node.kind === 'call' && node.func === 'timestamp' ? node.args : [];
  return selector?.kind === 'vector-selector' && selector.at !== undefined && selector.offset !== undefined;
}

/**
 * A subquery at a fixed time over what is fixed itself: promtool 2.42 answers `delta(log10(foo @ 0)[7m:] @ 840.001)` with nothing, and the
 * same at 840 or without the inner `@` with 0.
 */
const isFixedTwice = (node: Expr): boolean =>
  node.kind === 'subquery' &&
  node.at !== undefined &&
  mentions(node.expr, (inner) => 'at' in inner && inner.at !== undefined);

/** Random well-typed questions about the series, small enough to be answered quickly. */
export const questions: fc.Arbitrary<Question> = fc
  .record({
    expr: exprs({
      dialect: '2.42',
      odd: false,
      metrics: ['foo_total', 'bar', 'baz', 'lat_bucket', 'none'],
      labels: ['a', 'b', 'job', 'le'],
      values: ['x', 'y', 'u', 'one', 'x|y', '.*o.*'],
      maxDepth: 3,
    }),
    at: fc.integer({ min: 0, max: 1800 }),
  })
  .map(({ expr, at }) => ({ expr: moderate(expr), at }))
  .filter(({ expr }) => isDetermined(expr))
  .map(({ expr, at }) => ({ expr, at, text: print(expr) }));

function mentions(expr: Expr, test: (node: Expr) => boolean): boolean {
  let found = false;
  mapExpr(expr, (node) => {
    if (test(node)) found = true;
    return node;
  });
  return found;
}

/** Brings ranges, steps and times into the half hour that the series cover. */
function moderate(expr: Expr): Expr {
  const within = (duration: DurationExpr, least: number, most: number): DurationExpr => {
    if (duration.kind !== 'literal') return duration;
    const size = least + (Math.abs(Math.round(duration.seconds)) % (most - least));
    return { ...duration, seconds: Math.sign(duration.seconds) * size };
  };
  const moderateSelector = (selector: VectorSelector): VectorSelector => ({
    ...selector,
    ...(selector.offset && { offset: within(selector.offset, 1, 600) }),
    ...(selector.at?.kind === 'timestamp' && {
      at: { kind: 'timestamp', seconds: Math.abs(selector.at.seconds) % 1800 },
    }),
  });
  return mapExpr(mapSelectors(expr, moderateSelector), (node) => {
    if (node.kind === 'matrix-selector') return { ...node, range: within(node.range, 1, 900) };
    if (node.kind !== 'subquery') return node;
    return {
      ...node,
      range: within(node.range, 15, 600),
      ...(node.step && { step: within(node.step, 15, 90) }),
      ...(node.offset && { offset: within(node.offset, 1, 600) }),
      ...(node.at?.kind === 'timestamp' && {
        at: { kind: 'timestamp' as const, seconds: Math.abs(node.at.seconds) % 1800 },
      }),
    };
  });
}

/** What the evaluator answers in its 2.42 mode. */
export function askEvaluator(storage: Storage, { expr, at }: Question): Answer {
  const result = prepare(expr, { compat: '2.42' }).instant(storage, at * 1000);
  if (!result.ok) return 'error';
  const { value } = result.value;
  if (value.kind === 'scalar') return new Map([['{}', value.value]]);
  if (value.kind !== 'vector') return 'error';
  return new Map(
    value.samples.map(({ labels, value: number }) => {
      const pairs = Object.entries(labels).map(([name, text]) => `${name}=${JSON.stringify(text)}`);
      return [`{${pairs.sort().join(', ')}}`, number as number];
    }),
  );
}

/** promtool loads samples only up to its last full minute: this question makes it load them all. */
const last = { text: 'vector(0)', at: 3600 };

/** What promtool answers to each question. */
export function askPromtool(asked: readonly Question[]): Answer[] {
  const test = {
    evaluation_interval: '1m',
    tests: [
      {
        interval: `${interval}s`,
        input_series: differentialSeries.map((line) => {
          const end = line.indexOf('}') + 1;
          return { series: line.slice(0, end), values: line.slice(end).trim() };
        }),
        // An expectation that nothing meets makes promtool print every answer.
        promql_expr_test: [...asked, last].map(({ text, at }) => ({
          expr: text,
          eval_time: `${at}s`,
          exp_samples: [{ labels: '{never="met"}', value: 1 }],
        })),
      },
    ],
  };
  // JSON is YAML.
  const { output } = promtool(['test', 'rules', 'test.yml'], [{ path: 'test.yml', content: JSON.stringify(test) }]);
  const answers = output.split(/^ {4}expr: /m).slice(1);
  if (answers.length !== asked.length + 1)
    throw new Error(`promtool answered ${answers.length} of ${asked.length}: ${output.slice(0, 500)}`);
  return answers.slice(0, asked.length).map((text) => {
    const got = /^ {8}got: ?(.*)$/m.exec(text);
    return got === null ? 'error' : parseAnswer(got[1] ?? '');
  });
}

function parseAnswer(text: string): Answer {
  const answer = new Map<string, number>();
  if (text === 'nil') return answer;
  for (const match of text.matchAll(/(\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\}) (\S+?)(?:, |$)/g)) {
    answer.set(match[1] ?? '', Number((match[2] ?? '').replace('+Inf', 'Infinity').replace('-Inf', '-Infinity')));
  }
  return answer;
}

/** The largest relative difference that is none. */
const tolerance = 1e-9;

function sameNumber(a: number, b: number): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b);
  return a === b || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

export function sameAnswer(a: Answer, b: Answer): boolean {
  if (a === 'error' || b === 'error') return a === b;
  return (
    a.size === b.size &&
    [...a].every(([labels, value]) => sameNumber(value, b.get(labels) ?? Number.NaN) && b.has(labels))
  );
}

const show = (answer: Answer): string =>
  answer === 'error'
    ? answer
    : [...answer]
        .map(([labels, value]) => `${labels} ${value}`)
        .sort()
        .join(', ');

/** The questions of a batch on which promtool and the evaluator disagree. */
export function findDisagreements(
  asked: readonly Question[],
  storage: Storage = differentialStorage(),
): Disagreement[] {
  const answers = askPromtool(asked);
  return asked.flatMap((question, i) => {
    const evaluator = askEvaluator(storage, question);
    const theirs = answers[i] ?? 'error';
    if (sameAnswer(theirs, evaluator)) return [];
    return [{ text: question.text, at: question.at, promtool: show(theirs), evaluator: show(evaluator) }];
  });
}
