import fc from 'fast-check';
import type {
  At,
  BinaryOperator,
  DurationExpr,
  Expr,
  LabelMatcher,
  VectorMatching,
  VectorSelector,
} from '../../src/promql/ast.ts';
import type { Dialect } from '../../src/promql/promql-error.ts';
import { aggregations, type FunctionSignature, signatures, type ValueType } from '../../src/promql/signatures.ts';

export interface ExprOptions {
  /** Which functions and syntax to use. Default: Prometheus 3. */
  readonly dialect?: Dialect;
  readonly metrics?: readonly string[];
  readonly labels?: readonly string[];
  /** Values that matchers compare labels with; also used as regular expressions. */
  readonly values?: readonly string[];
  /** Functions to choose from. Default: all of the dialect. */
  readonly functions?: (name: string, signature: FunctionSignature) => boolean;
  /** Also names that need quotes, unlikely numbers and strings with any character. Default: true. */
  readonly odd?: boolean;
  /** Deepest nesting. Default: 4. */
  readonly maxDepth?: number;
  /** What the expression is. Default: an instant vector or a scalar. */
  readonly type?: ValueType;
}

const arithmetic: readonly BinaryOperator[] = ['+', '-', '*', '/', '%', '^', 'atan2'];
const comparisons: readonly BinaryOperator[] = ['==', '!=', '>', '<', '>=', '<='];
const sets: readonly BinaryOperator[] = ['and', 'or', 'unless'];
const trims: readonly BinaryOperator[] = ['</', '>/'];

/** Names that look like keywords or numbers, or that only quotes can hold; all are metric and label names of Prometheus 3. */
const oddNames = [
  'sum',
  'offset',
  'on',
  'inf',
  'by',
  'my.metric',
  'with space',
  'ünïcode',
  'and',
  'start',
  'bool',
  '0a',
];

/** Well-typed expressions without spans: what `parse` can return, and `print` print. */
export function exprs(options: ExprOptions = {}): fc.Arbitrary<Expr> {
  const {
    dialect = '3',
    metrics = ['foo', 'bar', 'ns:rate5m'],
    labels = ['a', 'b', 'job'],
    values = ['x', 'y', 'x.*'],
  } = options;
  const recent = dialect === '3';
  const odd = options.odd ?? true;
  const quoted = odd && recent;

  const metric = fc.oneof(
    { arbitrary: fc.constantFrom(...metrics), weight: 4 },
    ...(quoted ? [fc.constantFrom(...oddNames)] : []),
  );
  const label = fc.oneof(
    { arbitrary: fc.constantFrom(...labels), weight: 6 },
    ...(quoted ? [fc.constantFrom(...oddNames)] : []),
  );
  const labelList = fc.uniqueArray(label, { maxLength: 3 });
  const text = odd
    ? fc.oneof(
        fc.constantFrom(...values),
        fc.string({ unit: 'grapheme', maxLength: 8 }),
        fc.constantFrom('"', "'", '\\', '\n\t', '\u0000', '`'),
      )
    : fc.constantFrom(...values);
  const matcher: fc.Arbitrary<LabelMatcher> = fc.oneof(
    fc.record({ name: label, op: fc.constantFrom('=', '!='), value: text }),
    fc.record({ name: label, op: fc.constantFrom('=~', '!~'), value: fc.constantFrom(...values) }),
  );

  const ms = fc.oneof(
    { arbitrary: fc.constantFrom(1000, 15_000, 60_000, 300_000, 5_400_000, 86_400_000), weight: 4 },
    { arbitrary: fc.integer({ min: 1, max: 1_000_000_000 }), weight: 1 },
  );
  const length: fc.Arbitrary<DurationExpr> = ms.map((value) => ({ kind: 'literal', seconds: value / 1000 }));
  const duration = recent && odd ? fc.oneof({ arbitrary: length, weight: 4 }, durationExprs(length)) : length;
  const offset = fc.oneof(duration, length.map(negated));
  const at: fc.Arbitrary<At> = fc.oneof(
    fc
      .integer({ min: -1_000_000, max: 2_000_000_000_000 })
      .map((value): At => ({ kind: 'timestamp', seconds: value / 1000 })),
    fc.constantFrom<At>({ kind: 'start' }, { kind: 'end' }),
  );
  const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(arbitrary, { nil: undefined, freq: 4 });
  const rare = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(arbitrary, { nil: undefined, freq: 1 });
  const modifiers = fc.record({ offset: maybe(offset), at: maybe(at) }).map(defined);

  const selector: fc.Arbitrary<VectorSelector> = fc
    .record({
      name: fc.option(metric, { nil: undefined, freq: 8 }),
      matchers: fc.array(matcher, { maxLength: 3 }),
      some: fc.constantFrom(...values),
      modifiers,
      extended: recent && odd ? maybe(fc.constantFrom('anchored', 'smoothed')) : fc.constant(undefined),
    })
    .map(({ name, matchers, some, modifiers: rest, extended }) => ({
      kind: 'vector-selector',
      // Without a name there must be a matcher that the empty string does not pass.
      ...(name === undefined
        ? { matchers: [...matchers, { name: labels[0] ?? 'a', op: '=', value: some } as const] }
        : { name, matchers }),
      ...rest,
      ...defined({ extended }),
    }));

  const number: fc.Arbitrary<Expr> = fc
    .oneof(
      { arbitrary: fc.integer({ min: -5, max: 100 }), weight: 4 },
      ...(odd ? [fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -0, 1e21, 1e-7, 2 ** 53)] : [fc.constant(0.5)]),
    )
    .map((value) => ({ kind: 'number', value: Object.is(value, -0) && !odd ? 0 : value }));
  const seconds: fc.Arbitrary<Expr> = ms.map((value) => ({ kind: 'number', value: value / 1000, duration: true }));
  const literal = recent && odd ? fc.oneof({ arbitrary: number, weight: 4 }, seconds) : number;

  const { tree } = fc.letrec<{ tree: Expr; scalar: Expr; vector: Expr; range: Expr; string: Expr }>((tie) => {
    const of: Readonly<Record<ValueType, fc.Arbitrary<Expr>>> = {
      scalar: tie('scalar'),
      'instant vector': tie('vector'),
      'range vector': tie('range'),
      string: tie('string'),
    };
    const deep = { maxDepth: options.maxDepth ?? 4, depthIdentifier: 'promql' } as const;
    const calls = (returns: ValueType): fc.Arbitrary<Expr> => {
      const chosen = [...signatures].filter(
        ([name, signature]) =>
          signature.returns === returns &&
          signature.dialects.includes(dialect) &&
          name !== 'info' &&
          (options.functions?.(name, signature) ?? true),
      );
      return fc.constantFrom(...chosen).chain(([func, { params, min, max }]) => {
        const most = max === Infinity ? min + 2 : max;
        const args = Array.from({ length: most }, (_, i) => of[params[i] ?? params.at(-1) ?? 'scalar']);
        return fc
          .tuple(fc.integer({ min, max: most }), fc.tuple(...args))
          .map(([count, all]) => ({ kind: 'call', func, args: all.slice(0, count) }));
      });
    };
    const binaries = (
      left: fc.Arbitrary<Expr>,
      right: fc.Arbitrary<Expr>,
      op: fc.Arbitrary<BinaryOperator>,
      rest: fc.Arbitrary<{ bool: boolean; matching?: VectorMatching | undefined }>,
    ): fc.Arbitrary<Expr> =>
      fc.tuple(left, op, right, rest).map(([l, o, r, { bool, matching }]) => ({
        kind: 'binary',
        op: o,
        left: l,
        right: r,
        bool: bool && comparisons.includes(o),
        ...defined({ matching }),
      }));
    const unary = (type: 'scalar' | 'instant vector'): fc.Arbitrary<Expr> =>
      fc.tuple(fc.constantFrom('-', '+'), of[type]).map(([op, expr]) => ({ kind: 'unary', op, expr }));

    const group = fc.record({ side: fc.constantFrom('left', 'right'), include: labelList });
    const fill = fc
      .record({ left: rare(fc.integer()), right: rare(fc.integer()) })
      .filter(({ left, right }) => left !== undefined || right !== undefined)
      .map(defined);
    const matching: fc.Arbitrary<VectorMatching> = fc
      .record({
        on: fc.boolean(),
        labels: labelList,
        group: rare(group),
        fill: recent && odd ? maybe(fill) : fc.constant(undefined),
      })
      .map(({ on, labels: names, group: side, fill: values }) => ({
        on,
        labels: names,
        ...defined({
          group: side && { ...side, include: side.include.filter((each) => !on || !names.includes(each)) },
          fill: values,
        }),
      }));
    const setMatching: fc.Arbitrary<VectorMatching> = fc.record({ on: fc.boolean(), labels: labelList });
    const plain = fc.record({ bool: fc.boolean() });
    const { vector, scalar } = { vector: of['instant vector'], scalar: of.scalar };

    const aggregation: fc.Arbitrary<Expr> = fc
      .constantFrom(...[...aggregations].filter(([, { dialects }]) => dialects.includes(dialect)))
      .chain(([op, { param }]) =>
        fc
          .record({
            expr: vector,
            param: param === undefined ? fc.constant(undefined) : of[param],
            without: fc.boolean(),
            grouping: labelList,
          })
          .map((rest) => ({ kind: 'aggregation', op, ...defined(rest) }) as Expr),
      );

    return {
      tree: options.type === undefined ? fc.oneof(vector, scalar) : of[options.type],
      string: text.map((value): Expr => ({ kind: 'string', value })),
      scalar: fc.oneof(
        deep,
        literal,
        calls('scalar'),
        binaries(scalar, scalar, fc.constantFrom(...arithmetic), plain),
        binaries(scalar, scalar, fc.constantFrom(...comparisons), fc.constant({ bool: true })),
        unary('scalar'),
      ),
      vector: fc.oneof(
        deep,
        selector,
        { arbitrary: calls('instant vector'), weight: 2 },
        aggregation,
        binaries(
          vector,
          vector,
          fc.constantFrom(...arithmetic, ...comparisons),
          fc.record({ bool: fc.boolean(), matching: rare(matching) }),
        ),
        binaries(
          vector,
          vector,
          fc.constantFrom(...sets),
          fc.record({ bool: fc.constant(false), matching: rare(setMatching) }),
        ),
        binaries(
          vector,
          scalar,
          fc.constantFrom(...arithmetic, ...comparisons, ...(recent && odd ? trims : [])),
          plain,
        ),
        binaries(scalar, vector, fc.constantFrom(...arithmetic, ...comparisons), plain),
        unary('instant vector'),
      ),
      range: fc.oneof(
        deep,
        fc.tuple(selector, duration).map(([of, range]): Expr => ({ kind: 'matrix-selector', vector: of, range })),
        fc.record({ expr: vector, range: duration, step: rare(duration), modifiers }).map(
          ({ expr, range, step, modifiers: rest }): Expr => ({
            kind: 'subquery',
            expr,
            range,
            ...defined({ step }),
            ...rest,
          }),
        ),
      ),
    };
  });
  return tree;
}

/** Arithmetic on durations. Literals that stand alone, and divisors, are positive. */
function durationExprs(literal: fc.Arbitrary<DurationExpr>): fc.Arbitrary<DurationExpr> {
  const { compound } = fc.letrec<{ any: DurationExpr; compound: DurationExpr }>((tie) => {
    const any = tie('any');
    return {
      any: fc.oneof({ maxDepth: 3, depthIdentifier: 'duration' }, literal, literal.map(negated), tie('compound')),
      compound: fc.oneof(
        fc.constantFrom<DurationExpr>({ kind: 'step' }, { kind: 'range' }),
        fc.tuple(fc.constantFrom('-', '+'), any).map(([op, expr]): DurationExpr => ({ kind: 'unary', op, expr })),
        fc
          .tuple(fc.constantFrom('+', '-', '*', '/', '%', '^'), any, any)
          .map(([op, left, right]): DurationExpr => ({ kind: 'binary', op, left, right })),
        fc
          .tuple(fc.constantFrom('min_of', 'max_of'), any, any)
          .map(([kind, left, right]): DurationExpr => ({ kind, left, right })),
      ),
    };
  });
  return compound;
}

const negated = (duration: DurationExpr): DurationExpr =>
  duration.kind === 'literal' ? { ...duration, seconds: -duration.seconds } : duration;

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The fields that have a value. */
function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
