import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Document, isScalar, parseDocument, Scalar } from 'yaml';
import { decodeScalar } from '../../src/diagnostics/decode-scalar.ts';
import { projectSpan } from '../../src/diagnostics/project-span.ts';

const word = fc.stringMatching(/^[a-z(){}[\]=~"'\\é😀:#|>&*-]{1,8}$/u);
const line = fc.array(word, { minLength: 0, maxLength: 6 }).map((words) => words.join(' '));
const text = fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n'));

const styles = [
  Scalar.PLAIN,
  Scalar.QUOTE_SINGLE,
  Scalar.QUOTE_DOUBLE,
  Scalar.BLOCK_LITERAL,
  Scalar.BLOCK_FOLDED,
] as const;

/** The text as a value some levels down in a YAML document, in one of the styles as far as the text allows it. */
function written(value: string, style: Scalar.Type, depth: number, lineWidth: number): string {
  const scalar = new Scalar(value);
  scalar.type = style;
  const document = new Document();
  document.contents = document.createNode(scalar) as never;
  for (let i = 0; i < depth; i++) document.contents = document.createNode({ [`key${i}`]: document.contents }) as never;
  return document.toString({ lineWidth, minContentWidth: 0 });
}

/** Where a YAML document's innermost scalar stands, and what it means. */
function innermost(
  source: string,
): { readonly range: { start: number; end: number }; readonly value: string } | undefined {
  const document = parseDocument(source);
  if (document.errors.length > 0) return undefined;
  let found: { range: { start: number; end: number }; value: string } | undefined;
  const visit = (node: unknown): void => {
    if (isScalar(node) && typeof node.value === 'string' && node.range)
      found = { range: { start: node.range[0], end: node.range[1] }, value: node.value };
    else if (typeof node === 'object' && node !== null && 'items' in node && Array.isArray(node.items))
      for (const item of node.items) visit(item?.value ?? item);
  };
  visit(document.contents);
  return found;
}

/** Texts that look like scalars of YAML, with everything that makes them hard. */
const source = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'b c',
        ' ',
        '  ',
        '\t',
        '\n',
        '\n\n',
        '\n  ',
        '\n    ',
        '\n   \n',
        '\r\n',
        '\r\n  ',
        '\\',
        '\\n',
        "''",
        '"',
      ],
      ...[
        "'",
        '\\"',
        '\\x41',
        '\\u00e9',
        '\\U0001F600',
        '\\ ',
        '\\\n',
        '\\\r\n  ',
        '#',
        ': ',
        '- ',
        'é',
        '😀',
        '\\t',
        '\\/',
      ],
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));
const header = fc.constantFrom('|', '>', '|-', '>-', '|+', '>+', '|2', '>1', '|2-', '>+3', '|3+', '> # comment');
const yaml = fc.oneof(
  source.map((body) => `k: "${body}"\n`),
  source.map((body) => `k:\n  '${body}'\n`),
  source.map((body) => `k:\n  - ${body}\n`),
  fc.tuple(header, source).map(([head, body]) => `k: ${head}\n  ${body}\n`),
  fc.tuple(header, source).map(([head, body]) => `k:\n  l: ${head}\n     ${body}`),
  fc.tuple(header, source).map(([head, body]) => `${head}\n ${body}\n`),
);

describe('project-span', () => {
  it('lands on the same words in every style', () => {
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(...styles),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 10, max: 60 }),
        (value, style, depth, lineWidth) => {
          const file = written(value, style, depth, lineWidth);
          const found = innermost(file);
          // The yaml package writes some texts, such as a plain `-` before a line break, in a way it cannot read.
          fc.pre(found?.value === value);
          if (found === undefined) return;
          for (const { index, 0: each } of value.matchAll(/[a-z(){}[\]=~é]+/g)) {
            const span = { start: index, end: index + each.length };
            const { start, end } = projectSpan(file, found.range, value, span);
            // A double-quoted text may go on in the next line in the middle of a word.
            expect(file.slice(start, end).replaceAll(/\\\n\s*/g, '')).toBe(each);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('decodes scalars exactly as the yaml package does', () => {
    let decoded = 0;
    fc.assert(
      fc.property(yaml, (file) => {
        const found = innermost(file);
        if (found === undefined) return;
        const { range, value } = found;
        const explicit = /^[|>][-+]?[1-9]/.test(file.slice(range.start, range.start + 3));
        if (!explicit) expect(decodeScalar(file, range.start, range.end).text).toBe(value);
        decoded += 1;
        let before = range.start;
        for (let i = 0; i < value.length; i++) {
          const { start, end } = projectSpan(file, range, value, { start: i, end: i + 1 });
          expect(start).toBeGreaterThanOrEqual(before);
          // The line break at the end of a block may be one that the file lacks.
          expect(end).toBeGreaterThanOrEqual(start === file.length ? start : start + 1);
          expect(end).toBeLessThanOrEqual(range.end);
          // A character that stands for itself is found at its place.
          if (/[abc]/.test(value[i]!) && end - start === 1) expect(file[start]).toBe(value[i]);
          before = start;
        }
      }),
      { numRuns: 5000 },
    );
    expect(decoded).toBeGreaterThan(1000);
  });

  it.each([
    { name: 'a literal block', file: 'a: |\n  sum(\n    rate(x[5m])\n  )\n', word: 'rate(x[5m])', at: 'rate(x[5m])' },
    { name: 'a folded block', file: 'a: >-\n  one\n  two\n\n  three\n', word: 'three', at: 'three' },
    { name: 'an escape', file: 'a: "x{y=\\"z\\"}"\n', word: 'y="z"', at: 'y=\\"z\\"' },
    { name: 'a doubled quote', file: "a: 'it''s'\n", word: "it's", at: "it''s" },
    { name: 'a folded plain text', file: 'a: one two\n  three\n', word: 'two three', at: 'two\n  three' },
    { name: 'an explicit indentation', file: 'a:\n  b: |2\n      deep\n    text\n', word: 'text', at: 'text' },
  ])('finds a span in $name', ({ file, word: wanted, at }) => {
    const found = innermost(file)!;
    const start = found.value.indexOf(wanted);
    const projected = projectSpan(file, found.range, found.value, { start, end: start + wanted.length });
    expect(file.slice(projected.start, projected.end)).toBe(at);
  });

  it('points behind the last character when something is missing at the end', () => {
    const file = 'a: |\n  sum(x\nb: 1\n';
    const end = projectSpan(file, { start: 3, end: 13 }, 'sum(x\n', { start: 6, end: 6 });
    expect(end).toEqual({ start: 13, end: 13 });
  });

  it('blames the whole scalar when it cannot be decoded to the value', () => {
    const whole = { start: 3, end: 6 };
    expect(projectSpan('a: foo', whole, 'something else', { start: 1, end: 2 })).toEqual(whole);
  });

  it('takes long stretches of blanks in its stride', () => {
    const blanks = ' '.repeat(200_000);
    const file = `"${blanks}x"`;
    const started = performance.now();
    expect(
      projectSpan(file, { start: 0, end: file.length }, `${blanks}x`, { start: 200_000, end: 200_001 }).start,
    ).toBe(200_001);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
