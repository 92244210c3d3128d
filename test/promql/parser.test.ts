import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAgainstMetrics } from '../../src/promql/check-against-metrics.ts';
import { type PromqlError, parse } from '../../src/promql/parser.ts';
import { prettyPrint, print } from '../../src/promql/printer.ts';
import { selectorsOf } from '../../src/promql/walk.ts';
import { exprs } from '../support/promql-arbitraries.ts';
import { invalidQueries } from './invalid-queries.ts';

/** The query without the marks, and where they were. */
function unmark(marked: string): { readonly query: string; readonly span: PromqlError['span'] } {
  const start = marked.indexOf('⟦');
  return { query: marked.replace(/[⟦⟧]/g, ''), span: { start, end: marked.indexOf('⟧') - 1 } };
}

function errorsOf(text: string, dialect: '3' | '2.42' = '3'): readonly PromqlError[] {
  const result = parse(text, { dialect });
  return result.ok ? [] : result.errors;
}

/** The one-line form of a query that must parse. */
function reprinted(text: string, dialect: '3' | '2.42' = '3'): string {
  const result = parse(text, { dialect });
  return result.ok ? print(result.value) : `refused: ${result.errors.map(({ message }) => message).join('; ')}`;
}

const words = fc.constantFrom(
  ...'foo sum by on and or offset bool ( ) { } [ ] 5m 2. + - * ^ == = =~ "s" @ start() rate( group_left , : inf # \n'.split(
    ' ',
  ),
);

describe('parse', () => {
  it.each([
    { name: 'any text', text: fc.string({ unit: 'binary', maxLength: 60 }) },
    { name: 'any sequence of words', text: fc.array(words, { maxLength: 15 }).map((list) => list.join(' ')) },
    {
      name: 'queries with a piece cut out',
      text: fc.tuple(exprs(), fc.nat(), fc.nat({ max: 10 })).map(([expr, at, length]) => {
        const text = print(expr);
        const from = at % text.length;
        return text.slice(0, from) + text.slice(from + length);
      }),
    },
  ])('is total on $name, and blames only what is there', ({ text }) => {
    const check = fc.property(text, fc.constantFrom('3', '2.42'), (query, dialect) => {
      const errors = errorsOf(query, dialect);
      for (const { message, span } of errors) {
        expect(message).not.toBe('');
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeGreaterThanOrEqual(span.start);
        expect(span.end).toBeLessThanOrEqual(query.length);
      }
      // Every syntax error says what was expected instead.
      expect(errors.filter(({ message }) => /^unexpected (`[^`]*`|end of the query|string)$/.test(message))).toEqual(
        [],
      );
    });
    fc.assert(check, { numRuns: 1000 });
  });

  it('accepts in the older dialect only what the newer one accepts too', () => {
    fc.assert(
      fc.property(exprs({ dialect: '2.42', functions: (name) => name !== 'holt_winters' }), (expr) => {
        expect(errorsOf(print(expr))).toEqual([]);
      }),
    );
  });

  it('gives every node the span of its own text', () => {
    fc.assert(
      fc.property(exprs({ maxDepth: 3 }), (expr) => {
        const text = print(expr);
        const result = parse(text);
        if (!result.ok || result.value.span === undefined) throw new Error(`no span: ${text}`);
        const { start, end } = result.value.span;
        expect(reprinted(text.slice(start, end))).toBe(text);
      }),
    );
  });

  it.each(invalidQueries)('refuses $query', ({ query: marked, message, help }) => {
    const { query, span } = unmark(marked);
    expect(errorsOf(query)[0]).toEqual({ message, span, ...(help === undefined ? {} : { help }) });
  });

  it('reports every error of meaning, in order', () => {
    expect(errorsOf('rate(foo) + sum(1) / nosuch(bar)').map(({ message }) => message)).toEqual([
      'expected a range vector in `rate`, got an instant vector',
      'expected an instant vector in `sum`, got a scalar',
      'unknown function `nosuch`',
    ]);
  });

  describe('survives', () => {
    const million = 1_000_000;
    it.each([
      { name: 'deep parentheses', text: `${'('.repeat(10_000)}1${')'.repeat(10_000)}` },
      { name: 'a million parentheses', text: '('.repeat(million) },
      { name: 'a million signs', text: `${'-'.repeat(million)}1` },
      { name: 'deep calls', text: `${'abs('.repeat(5_000)}foo${')'.repeat(5_000)}` },
      { name: 'a long sum', text: `foo${' + foo'.repeat(200_000)}` },
      { name: 'a long power', text: `1${'^1'.repeat(million / 2)}` },
      { name: 'repeated brackets', text: `foo${'[5m:]'.repeat(200_000)}` },
      { name: 'repeated aggregators', text: 'sum '.repeat(250_000) },
      { name: 'words without operators', text: 'foo '.repeat(250_000) },
      { name: 'many matchers', text: `foo{${'a="b",'.repeat(150_000)}` },
      { name: 'many arguments', text: `abs(${'1,'.repeat(300_000)}1)` },
      { name: 'unclosed quotes', text: `"${'a'.repeat(million)}` },
      { name: 'backslashes', text: `"${'\\\\'.repeat(million / 2)}` },
      { name: 'digits', text: '1'.repeat(million) },
      { name: 'a number with underscores', text: `${'1_'.repeat(million / 2)}x` },
      { name: 'a hostile duration', text: '1s'.repeat(million / 2) },
    ])('$name', ({ text }) => {
      // The limit on a test's time stands guard against a hang.
      expect(errorsOf(text).length).toBeGreaterThan(0);
    });

    it('a selector of a megabyte', () => {
      const result = parse(`foo{${'a="b",'.repeat(150_000)}}`);
      expect(result.ok).toBe(true);
    });
  });

  it.each([
    { name: 'parentheses', limit: 250, nested: (depth: number) => `${'('.repeat(depth)}foo${')'.repeat(depth)}` },
    { name: 'calls', limit: 250, nested: (depth: number) => `${'abs('.repeat(depth)}foo${')'.repeat(depth)}` },
    {
      name: 'aggregations',
      limit: 250,
      nested: (depth: number) => `${'topk by (a) (5, '.repeat(depth)}foo${')'.repeat(depth)}`,
    },
    { name: 'signs', limit: 500, nested: (depth: number) => `${'-'.repeat(depth)}foo` },
    {
      name: 'a long chain',
      limit: 500,
      nested: (depth: number) => `foo${' or foo{a="b", c="d", eeeeeeeee="fffffffff"}'.repeat(depth)}`,
    },
    {
      name: 'a chain of powers',
      limit: 500,
      nested: (depth: number) => `foo${' ^ on (a, b) group_left (c) fill (0) foo'.repeat(depth)}`,
    },
  ])('reads $name down to $limit, and refuses more', ({ limit, nested }) => {
    const result = parse(nested(limit - 10));
    if (!result.ok) throw new Error(JSON.stringify(result.errors));
    expect(parse(prettyPrint(result.value))).toMatchObject({ ok: true });
    expect(checkAgainstMetrics(result.value, new Map(), [])).toHaveLength(selectorsOf(result.value).length);
    expect(errorsOf(nested(limit + 10))).toMatchObject([{ message: 'the query nests or chains too deeply' }]);
  });

  it('counts as nested only what is', () => {
    const wide = `label_join(foo, "a", "b"${', "c"'.repeat(2000)})`;
    const pairs = `topk(1 + 1 + 1, foo) + (${'(1 + 1) * '.repeat(400)}1)`;
    expect([errorsOf(wide), errorsOf(pairs), errorsOf(`foo{${'a="+ - *",'.repeat(2000)}}`)]).toEqual([[], [], []]);
  });

  it.each([
    { text: '2.', printed: '2' },
    { text: '1./6.', printed: '1 / 6' },
    { text: '.5e3', printed: '500' },
    { text: '5.e-1', printed: '0.5' },
    { text: '0x1F + 0XAb', printed: '31 + 171' },
    { text: '010 + 08', printed: '8 + 8' },
    { text: '1_000.5_0', printed: '1000.5' },
    { text: 'foo @ 3.', printed: 'foo @ 3' },
    { text: 'foo @ -1.0015', printed: 'foo @ -1.002' },
    { text: 'foo @ 1m', printed: 'foo @ 60' },
    { text: '-2 ^ 2', printed: '-2 ^ 2' },
    { text: '(-2) ^ 2', printed: '(-2) ^ 2' },
    { text: '--1', printed: '1' },
    { text: 'a - b offset 5m * c', printed: 'a - b offset 5m * c' },
    { text: '-foo[5m:1m]', printed: 'refused: expected a scalar or an instant vector after `-`, got a range vector' },
    { text: 'a * b ^ c ^ d % e', printed: 'a * b ^ c ^ d % e' },
    { text: '(a * b) ^ (c ^ d)', printed: '(a * b) ^ c ^ d' },
    { text: '(a - b) - (c - d)', printed: 'a - b - (c - d)' },
    { text: 'a or b and c', printed: 'a or b and c' },
    { text: '(a or b) and c', printed: '(a or b) and c' },
    { text: 'SUM BY (a) (x) AND Foo', printed: 'sum by (a) (x) and Foo' },
    { text: 'sum(x) by (a)', printed: 'sum by (a) (x)' },
    { text: 'sum by () (x)', printed: 'sum(x)' },
    { text: 'sum without () (x)', printed: 'sum without () (x)' },
    { text: 'sum by (a,) (x)', printed: 'sum by (a) (x)' },
    { text: 'x{a="b",}', printed: 'x{a="b"}' },
    { text: 'x{}', printed: 'x' },
    { text: '{"x"}', printed: 'x' },
    { text: "{'my.metric', \"a.b\"='c', on=`d\\n`}", printed: '{"my.metric", "a.b"="c", on="d\\\\n"}' },
    { text: '{"x", __name__!="y"}', printed: '{__name__="x", __name__!="y"}' },
    { text: '{__name__="x"}', printed: '{__name__="x"}' },
    { text: '"\\u00e9\\x41\\101\\xc3\\xa9\\U0001F600"', printed: '"éAAé😀"' },
    { text: '"\\xff"', printed: '"\\xff"' },
    { text: '"\\xc3\\xa4\\xe2\\x82z\\u00e4\\xf0\\x9f\\x98\\x80\\x80"', printed: '"ä\\xe2\\x82zä😀\\x80"' },
    { text: 'foo # a comment, with "quotes', printed: 'foo' },
    { text: 'foo # a comment\r+ 1', printed: 'foo + 1' },
    { text: 'offset offset 5m', printed: 'offset offset 5m' },
    { text: 'foo + on (a) offset', printed: 'foo + on (a) offset' },
    { text: 'and and and', printed: 'and and and' },
    { text: 'fill + fill (1) fill', printed: 'fill + fill (1) fill' },
    { text: 'foo[5m] @ 10 offset 1h smoothed', printed: 'foo[5m] smoothed @ 10 offset 1h' },
    { text: 'foo[100]', printed: 'foo[1m40s]' },
    { text: 'foo[STEP() * 2 + Min_Of(1s, range())]', printed: 'foo[step() * 2 + min_of(1s, range())]' },
    { text: 'foo offset -(5m)', printed: 'foo offset -(5m)' },
    { text: 'foo offset -5m', printed: 'foo offset -5m' },
    { text: 'foo offset 1m+1m', printed: 'foo offset 1m + 1m' },
    { text: 'foo offset (1m+1m)', printed: 'foo offset (1m + 1m)' },
    { text: 'max_of(1, STEP())', printed: 'max_of(1, step())' },
    { text: 'a == bool on (x) group_left b', printed: 'a == bool on (x) group_left () b' },
    { text: 'a + fill_right (0) fill_left (-1) b', printed: 'a + fill_left (-1) fill_right (0) b' },
    { text: '1h30m + 90', printed: '1h30m + 90' },
    { text: '+Inf - -inf + NaN', printed: 'Inf - -Inf + NaN' },
    { text: 'info(foo, {})', printed: 'info(foo, {})' },
  ])('reads $text', ({ text, printed }) => {
    expect(reprinted(text)).toBe(printed);
  });

  it.each([
    { marked: '⟦5m⟧', message: 'durations as numbers need Prometheus 3' },
    { marked: 'foo[⟦100⟧]', message: 'durations without a unit need Prometheus 3' },
    { marked: 'foo[⟦5m + 1s⟧]', message: 'duration expressions need Prometheus 3' },
    { marked: 'foo offset ⟦step()⟧', message: 'duration expressions need Prometheus 3' },
    { marked: '{⟦"foo"⟧}', message: 'quoted metric names need Prometheus 3' },
    { marked: 'foo{⟦"a"⟧="b"}', message: 'quoted label names need Prometheus 3' },
    { marked: 'sum by (⟦"a"⟧) (foo)', message: 'quoted label names need Prometheus 3' },
    { marked: 'foo + ⟦fill (0)⟧ bar', message: 'fill modifiers need Prometheus 3' },
    { marked: 'foo ⟦</⟧ 5', message: 'operators that trim histograms need Prometheus 3' },
    { marked: 'foo[5m] ⟦smoothed⟧', message: '`smoothed` selectors need Prometheus 3' },
    { marked: 'foo offset ⟦+5m⟧', message: 'durations with a plus sign need Prometheus 3' },
    { marked: 'foo offset ⟦0s⟧', message: 'duration must be greater than 0' },
    { marked: '⟦1_000⟧', message: 'numbers with underscores need Prometheus 3' },
    { marked: '⟦limitk⟧(2, foo)', message: 'Prometheus 2.42 has no aggregation `limitk`' },
    { marked: '⟦histogram_avg⟧(foo)', message: 'Prometheus 2.42 has no function `histogram_avg`' },
    {
      marked: '⟦double_exponential_smoothing⟧(foo[5m], 0.1, 0.2)',
      message: 'Prometheus 2.42 has no function `double_exponential_smoothing`',
    },
  ])('refuses $marked in the older dialect', ({ marked, message }) => {
    const { query, span } = unmark(marked);
    expect(errorsOf(query, '2.42')[0]).toMatchObject({ message, span });
  });

  it('accepts in the older dialect what only that has', () => {
    expect(reprinted('holt_winters(foo[5m], 0.1, 0.2)', '2.42')).toBe('holt_winters(foo[5m], 0.1, 0.2)');
  });
});
