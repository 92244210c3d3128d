import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DurationExpr, Expr } from '../../src/promql/ast.ts';
import { aggregate, binary, call, number, on, range, selector } from '../../src/promql/builder.ts';
import { parse } from '../../src/promql/parser.ts';
import { printNumber, quote } from '../../src/promql/print-literals.ts';
import { prettyPrint, print } from '../../src/promql/printer.ts';

const foo = selector('foo');
const minus = (expr: Expr): Expr => ({ kind: 'unary', op: '-', expr });

function parsed(text: string): Expr {
  const result = parse(text);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value;
}

describe('print', () => {
  it.each([
    { expr: binary(binary(foo, '-', foo), '-', binary(foo, '-', foo)), text: 'foo - foo - (foo - foo)' },
    { expr: binary(binary(foo, '^', foo), '^', binary(foo, '^', foo)), text: '(foo ^ foo) ^ foo ^ foo' },
    { expr: binary(number(-2), '^', number(-2)), text: '(-2) ^ -2' },
    { expr: minus(binary(number(2), '^', number(2))), text: '-2 ^ 2' },
    { expr: minus(binary(foo, '*', foo)), text: '-(foo * foo)' },
    { expr: binary(minus(foo), '*', foo), text: '-foo * foo' },
    { expr: minus(minus(number(-1))), text: '--(-1)' },
    { expr: binary(number(-0), '+', number(0)), text: '-0 + 0' },
    { expr: selector('on'), text: '{"on"}' },
    {
      expr: selector('http.requests', [{ name: 'a b', op: '=~', value: '\\d' }]),
      text: '{"http.requests", "a b"=~"\\\\d"}',
    },
    { expr: { kind: 'vector-selector', matchers: [] }, text: '{}' },
    { expr: aggregate('sum', ['on', 'inf', 'a.b'], foo), text: 'sum by (on, "inf", "a.b") (foo)' },
    {
      expr: call('rate', range(foo, { kind: 'variable', name: '__rate_interval' })),
      text: 'rate(foo[$__rate_interval])',
    },
    { expr: range(selector('foo', [], -90_000), 300_000), text: 'foo[5m] offset -1m30s' },
    { expr: range(foo, 0.5), text: 'foo[0.0005]' },
    { expr: { kind: 'number', value: 5400, duration: true }, text: '1h30m' },
    { expr: { kind: 'number', value: 1.00005, duration: true }, text: '1.00005' },
    { expr: { kind: 'number', value: Infinity, duration: true }, text: 'Inf' },
    {
      expr: { kind: 'subquery', expr: selector('foo', [], 1000), range: { kind: 'literal', seconds: 60 } },
      text: '(foo offset 1s)[1m:]',
    },
  ] satisfies { expr: Expr; text: string }[])('writes $text', ({ expr, text }) => {
    expect(print(expr)).toBe(text);
  });

  it.each([
    { offset: { kind: 'literal', seconds: -300 }, text: '-5m' },
    { offset: { kind: 'unary', op: '-', expr: { kind: 'literal', seconds: 300 } }, text: '-(5m)' },
    {
      offset: { kind: 'unary', op: '-', expr: { kind: 'unary', op: '-', expr: { kind: 'step' } } },
      text: '(--step())',
    },
    {
      offset: { kind: 'binary', op: '*', left: { kind: 'step' }, right: { kind: 'literal', seconds: 2 } },
      text: '(step() * 2)',
    },
    {
      offset: { kind: 'max_of', left: { kind: 'range' }, right: { kind: 'literal', seconds: 60 } },
      text: 'max_of(range(), 1m)',
    },
  ] satisfies { offset: DurationExpr; text: string }[])('writes the offset $text', ({ offset, text }) => {
    expect(print({ ...foo, offset })).toBe(`foo offset ${text}`);
  });
});

describe('prettyPrint', () => {
  it.each([
    {
      name: 'operators on lines of their own',
      text: 'sum by (job) (rate(http_errors_total[5m])) / on (job) sum by (job) (rate(http_requests_total[5m])) > 0.05',
      lines: [
        '    sum by (job) (rate(http_errors_total[5m]))',
        '  / on (job)',
        '    sum by (job) (rate(http_requests_total[5m]))',
        '>',
        '  0.05',
      ],
    },
    {
      name: 'parentheses around broken operands',
      text: '(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa + bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb + cccccccccccccccccccccccc) * (d + e)',
      lines: [
        '  (',
        '      aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa + bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',
        '    +',
        '      cccccccccccccccccccccccc',
        '  )',
        '*',
        '  (d + e)',
      ],
    },
    {
      name: 'arguments one by one',
      text: 'histogram_quantile(0.99, sum by (le, instance) (rate(betcode_subprocess_spawn_duration_seconds_bucket[5m])))',
      lines: [
        'histogram_quantile(',
        '  0.99,',
        '  sum by (le, instance) (',
        '    rate(betcode_subprocess_spawn_duration_seconds_bucket[5m])',
        '  )',
        ')',
      ],
    },
    {
      name: 'parameters of aggregations and brackets of subqueries',
      text: '-topk by (job) (10, max_over_time((aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa - bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb)[1h:1m]))',
      lines: [
        '-topk by (job) (',
        '  10,',
        '  max_over_time(',
        '    (',
        '      aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa - bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',
        '    )[1h:1m]',
        '  )',
        ')',
      ],
    },
  ])('writes $name', ({ text, lines }) => {
    expect(prettyPrint(parsed(text)).split('\n')).toEqual(lines);
  });

  it('keeps to the width where nothing but selectors stands in the way', () => {
    const expr = parsed(`a${' + a'.repeat(60)}`);
    expect(
      Math.max(
        ...prettyPrint(expr, { width: 200 })
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(200);
  });

  it('keeps vector matching with its operator', () => {
    const wide = selector('x'.repeat(80));
    expect(prettyPrint(binary(wide, '*', wide, on('job')))).toBe(`  ${wide.name}\n* on (job)\n  ${wide.name}`);
  });
});

describe('printNumber', () => {
  it('writes digits that read back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        expect(Number(printNumber(value).replace('Inf', 'Infinity'))).toBe(value);
      }),
    );
  });

  it.each([
    [1e6, '1000000'],
    [1e21, '1e+21'],
    [1.5e-7, '1.5e-07'],
    [1e-300, '1e-300'],
    [Number.NaN, 'NaN'],
    [-Infinity, '-Inf'],
    [-0, '-0'],
  ])('writes %s as %s', (value, text) => {
    expect(printNumber(value)).toBe(text);
  });
});

describe('quote', () => {
  it('shows what can be seen and escapes the rest', () => {
    expect(quote('é "\\" \n\t\u0007\u0000\u007f\u00a0\u200b😀\u{e0001}\ud800\ufffd')).toBe(
      '"é \\"\\\\\\" \\n\\t\\a\\x00\\x7f\\u00a0\\u200b😀\\U000e0001\\ufffd\\ufffd"',
    );
  });

  it('writes what parse reads back as the same string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const wellFormed = text.replace(/\p{Cs}/gu, '\ufffd');
        expect(parsed(quote(text))).toMatchObject({ kind: 'string', value: wellFormed });
      }),
    );
  });
});
