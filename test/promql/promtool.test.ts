import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BinaryOperator, Expr } from '../../src/promql/ast.ts';
import { parse } from '../../src/promql/parser.ts';
import { prettyPrint, print } from '../../src/promql/printer.ts';
import { hasCorpora } from '../support/corpora.ts';
import { exprs } from '../support/promql-arbitraries.ts';
import { evaluatorQueries } from '../support/promql-corpus.ts';
import { promtoolVerdicts } from '../support/promtool-verdicts.ts';
import { hasProgram } from '../support/real-programs.ts';

/** The installed promtool is of 2.42, so that dialect is what it can judge. */
const accepts = (text: string): boolean => parse(text, { dialect: '2.42' }).ok;

function expectSameVerdicts(texts: readonly string[]): void {
  const verdicts = promtoolVerdicts(texts);
  const disputed = texts.filter((text, i) => accepts(text) !== (verdicts[i] === undefined));
  expect(disputed.map((text) => ({ text, promtool: verdicts[texts.indexOf(text)] ?? 'accepts it' }))).toEqual([]);
}

const keywords =
  'and or unless atan2 sum count_values limitk offset smoothed by without on ignoring group_left fill bool start end step inf nan min_of time x:y';

describe.skipIf(!hasProgram('promtool'))('promtool', () => {
  it('accepts what is printed from well-typed trees', () => {
    const trees = fc.sample(exprs({ dialect: '2.42', maxDepth: 5 }), 400);
    const texts = trees.flatMap((expr) => [print(expr), prettyPrint(expr, { width: 30 })]);
    const verdicts = promtoolVerdicts(texts);
    expect(texts.filter((_, i) => verdicts[i] !== undefined)).toEqual([]);
  });

  it('agrees about queries with a piece cut out or doubled', () => {
    const damaged = fc
      .tuple(exprs({ dialect: '2.42', maxDepth: 3 }), fc.nat(), fc.nat({ max: 8 }), fc.boolean())
      .map(([expr, at, length, double]) => {
        const text = print(expr);
        const from = at % text.length;
        return double
          ? text.slice(0, from + length) + text.slice(from)
          : text.slice(0, from) + text.slice(from + length);
      })
      // A lone half of a character cannot be handed over.
      .filter((text) => !/[\p{Cs}\ufffd]/u.test(text) && text !== '');
    expectSameVerdicts(fc.sample(damaged, 1500));
  });

  it('agrees about random words', () => {
    const word = fc.constantFrom(
      ...'foo sum by on and or offset bool ( ) ( ) { } [5m] [5m:1m] 5m 2. .5 + - * ^ == = "s" @ start() rate (a) group_left , inf 0x1f {a="b"} # \n'.split(
        ' ',
      ),
    );
    const texts = fc.sample(fc.array(word, { minLength: 1, maxLength: 8 }), 1500).map((words) => words.join(' '));
    expectSameVerdicts(texts);
  });

  it('agrees about keywords in every place where a name can stand', () => {
    const frames = (name: string): readonly string[] => [
      name,
      `${name}{a="b"}`,
      `rate(${name}[5m])`,
      `-${name} offset 5m`,
      `sum by (${name}) (x)`,
      `x{${name}="a"}`,
      `x + on (a) ${name}`,
      `x + on (a) group_left (${name}) y`,
      `${name} and ${name}`,
      `x == bool ${name}`,
      `${name}(x)`,
      `x ${name} y`,
      `${name} ${name} ${name}`,
      `x @ ${name}()`,
      `sum(x) ${name} (a)`,
    ];
    expectSameVerdicts(keywords.split(' ').flatMap((name) => [...frames(name), ...frames(name.toUpperCase())]));
  });

  it.skipIf(!hasCorpora)('agrees about the queries of the evaluator tests', () => {
    expectSameVerdicts(evaluatorQueries().map(({ text }) => text));
  });

  it('computes from printed arithmetic what the tree says', () => {
    const samples = fc
      .sample(arithmetic(), 1200)
      // A bare selector keeps its name in the result.
      .filter(({ kind }) => kind === 'binary')
      .map((expr) => ({ text: print(expr), value: computed(expr) }))
      .filter(({ value }) => Number.isSafeInteger(value));
    expect(samples.length).toBeGreaterThan(300);
    expectValues(samples);
  });
});

/** Three series with one value a minute; `offset 1m` reads the value before. */
const series = { foo: [2, 3, 5], bar: [7, 4, 6], baz: [1, 9, 2] } as const;
const operators: readonly BinaryOperator[] = ['+', '-', '*', '^', '==', '!=', '>', '<='];

/** Whole-number arithmetic of vectors with at most one series each. Comparisons give 0 or 1. */
function arithmetic(): fc.Arbitrary<Expr> {
  const name = fc.constantFrom('foo', 'bar', 'baz');
  const leaf = fc.oneof(
    name.map((metric): Expr => ({ kind: 'vector-selector', name: metric, matchers: [] })),
    name.map(
      (metric): Expr => ({
        kind: 'vector-selector',
        name: metric,
        matchers: [],
        offset: { kind: 'literal', seconds: 60 },
      }),
    ),
    fc
      .integer({ min: 0, max: 3 })
      .map((value): Expr => ({ kind: 'call', func: 'vector', args: [{ kind: 'number', value }] })),
  );
  const { tree } = fc.letrec<{ tree: Expr }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc
        .tuple(tie('tree'), fc.constantFrom(...operators), tie('tree'))
        .map(([left, op, right]): Expr => ({ kind: 'binary', op, left, right, bool: /[=<>]/.test(op) })),
      fc.tuple(fc.constantFrom('-', '+'), tie('tree')).map(([op, expr]): Expr => ({ kind: 'unary', op, expr })),
      fc.integer({ min: -2, max: 3 }).map(
        (value): Expr => ({
          kind: 'binary',
          op: '^',
          left: { kind: 'number', value },
          right: { kind: 'vector-selector', name: 'foo', matchers: [] },
          bool: false,
        }),
      ),
    ),
  }));
  return tree;
}

function computed(expr: Expr): number {
  switch (expr.kind) {
    case 'number':
      return expr.value;
    case 'vector-selector':
      return series[expr.name as keyof typeof series][expr.offset === undefined ? 2 : 1];
    case 'call':
      return computed(expr.args[0] as Expr);
    case 'unary':
      return expr.op === '-' ? 0 - computed(expr.expr) : computed(expr.expr);
    case 'binary': {
      const [left, right] = [computed(expr.left), computed(expr.right)];
      const results: Partial<Record<BinaryOperator, number>> = {
        '+': left + right,
        '-': left - right,
        '*': left * right,
        '^': left ** right,
        '==': Number(left === right),
        '!=': Number(left !== right),
        '>': Number(left > right),
        '<=': Number(left <= right),
      };
      return results[expr.op] ?? Number.NaN;
    }
    default:
      throw new Error(`not part of the arithmetic: ${expr.kind}`);
  }
}

function expectValues(samples: readonly { readonly text: string; readonly value: number }[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-values-'));
  try {
    const inputs = Object.entries(series).map(([name, values]) => ({ series: name, values: values.join(' ') }));
    const tests = samples.map(({ text, value }) => ({
      expr: text,
      eval_time: '2m',
      exp_samples: [{ labels: '{}', value }],
    }));
    const group = { interval: '1m', input_series: inputs, promql_expr_test: tests };
    const file = join(folder, 'values.test.json');
    writeFileSync(file, JSON.stringify({ evaluation_interval: '1m', tests: [group] }));
    const run = spawnSync('promtool', ['test', 'rules', file], { encoding: 'utf8', maxBuffer: 1 << 28 });
    expect(run.stdout + run.stderr).toMatch(/SUCCESS/);
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
