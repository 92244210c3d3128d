import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Location } from '../../src/diagnostics/diagnostic.ts';
import { readSpecText } from '../../src/model/read-spec-text.ts';
import { resolve } from '../../src/model/resolve.ts';
import { validDocument } from '../support/mistake-cases.ts';

const validYaml = stringify(validDocument);

/** Loads a text and resolves it; checks that every finding is fit to be shown. */
function diagnose(text: string, file: string): number {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const inside = ({ line, column }: Location): void => {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 2);
  };
  const read = readSpecText(text, file);
  if (!read.ok) {
    expect(read.diagnostics.length).toBeGreaterThan(0);
    for (const { location } of read.diagnostics) if (location) inside(location);
    return read.diagnostics.length;
  }
  const resolved = resolve(read.document);
  const findings = resolved.ok ? resolved.warnings : resolved.errors;
  for (const { place, message, help, code } of findings) {
    expect(code).toMatch(/^[a-z0-9]+\/[a-z0-9-]+$/);
    expect(`${message}${help}`).not.toMatch(/\n|undefined|\[object|NaN/);
    inside(read.locate(place));
  }
  return findings.length;
}

/** Every path of a document. */
function paths(value: unknown, base: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [base];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [base, ...[...keys].flatMap((key) => paths((value as Record<string, unknown>)[key], [...base, key]))];
}

function exists(value: unknown, [key, ...rest]: readonly (string | number)[]): boolean {
  if (key === undefined) return true;
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? exists((value as Record<string, unknown>)[key], rest)
    : false;
}

function replaced(value: unknown, path: readonly (string | number)[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item, i) => (i === key ? replaced(item, rest, by) : item));
  return { ...(value as object), [key]: replaced((value as Record<string, unknown>)[key], rest, by) };
}

const allPaths = paths(validDocument);
const oddValue = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    '',
    ' ',
    '{{',
    '{{ $labels.',
    '__proto__',
    'constructor',
    'a'.repeat(300),
    '../x',
    '5m',
    '20%',
    '-1',
    '0s',
  ),
  fc.constantFrom(-1, 0, 0.5, 1e308, -0, Number.NaN, Number.POSITIVE_INFINITY, null, [], {}, [[]], { not: [] }),
  fc.constantFrom<unknown>(
    { matching: '(' },
    { kind: 'count' },
    { kind: 'promql', text: '((', by: [], high: {}, low: {} },
  ),
  fc.string({ unit: 'binary' }),
);

describe('hostile input', () => {
  it('never makes resolve throw, whatever the value', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true })),
        (value) => {
          expect(resolve(value).ok).toBe(false);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('never makes resolve throw on a mutated document', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...allPaths), oddValue), { minLength: 1, maxLength: 3 }),
        (mutations) => {
          let document: unknown = validDocument;
          for (const [path, value] of mutations) {
            if (exists(document, path)) document = replaced(document, path, value);
          }
          const result = resolve(document);
          const findings = result.ok ? result.warnings : result.errors;
          for (const { message, help, place } of findings) {
            expect(`${message}${help}`).not.toMatch(/\n/);
            expect(message).not.toBe('');
            expect(help).not.toBe('');
            for (const key of place.path) expect(['string', 'number']).toContain(typeof key);
          }
        },
      ),
      { numRuns: 800 },
    );
  });

  it('is reported inside the file when a YAML text is mutated', () => {
    const part = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom('\n', '\t', ': ', '- ', '&a ', '*a', '"', "'", '|', '>', '{', ']', '#', '---\n', '\r'),
    );
    fc.assert(
      fc.property(fc.nat(validYaml.length), fc.nat(30), part, (at, removed, inserted) => {
        diagnose(validYaml.slice(0, at) + inserted + validYaml.slice(at + removed), 'spec.yaml');
      }),
      { numRuns: 200 },
    );
  });

  it('is reported inside the file when a JSON text is mutated', () => {
    const json = JSON.stringify(validDocument, null, 1);
    fc.assert(
      fc.property(fc.nat(json.length), fc.nat(30), fc.string({ maxLength: 6 }), (at, removed, inserted) => {
        diagnose(json.slice(0, at) + inserted + json.slice(at + removed), 'spec.json');
      }),
      { numRuns: 200 },
    );
  });

  it('is refused when it is any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: 'binary' })),
        fc.constantFrom('spec.yaml', 'spec.json'),
        (text, file) => {
          expect(diagnose(text, file)).toBeGreaterThan(0);
        },
      ),
      { numRuns: 800 },
    );
  });

  it('reads YAML as the yaml package does, and JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const yaml = stringify(value);
        const fromYaml = readSpecText(yaml, 'x.yaml');
        expect(fromYaml.ok && fromYaml.document).toEqual(parse(yaml));
        const fromJson = readSpecText(JSON.stringify(value), 'x.json');
        expect(fromJson.ok && fromJson.document).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 500 },
    );
  });

  const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
  it.each([
    { name: 'open brackets', text: '['.repeat(100_000) },
    { name: 'open braces', text: '{'.repeat(100_000) },
    { name: 'nested lists', text: `${'- '.repeat(50_000)}x` },
    { name: 'nested keys', text: many(2000, (i) => `${' '.repeat(i)}a:`).join('\n') },
    { name: 'explicit keys', text: '? '.repeat(50_000) },
    { name: 'keys', text: many(20_000, (i) => `k${i}: 1`).join('\n') },
    {
      name: 'anchors',
      text: `${many(10_000, (i) => `k${i}: &a${i} 1`).join('\n')}\nl: [${many(10_000, (i) => `*a${i}`).join(', ')}]`,
    },
    { name: 'anchors on one value', text: `${'&a '.repeat(20_000)}x` },
    { name: 'documents', text: '---\n'.repeat(50_000) },
    { name: 'quotes', text: '"'.repeat(100_000) },
    { name: 'lines of a block', text: `a: >\n${'  x y\n'.repeat(200_000)}` },
  ])('is answered soon when it has very many $name', ({ text }) => {
    // The limit on a test's time stands guard against a hang.
    expect(diagnose(text, 'spec.yaml')).toBeGreaterThan(0);
  });

  it('is answered soon when aliases multiply', () => {
    const names = 'abcdefghij'.split('');
    const rows = names.map(
      (name, i) => `${name}: &${name} [${many(10, () => (i === 0 ? 'x' : `*${names[i - 1]}`)).join(', ')}]`,
    );
    const read = readSpecText(rows.join('\n'), 'spec.yaml');
    const resolved = resolve(read.ok ? read.document : undefined);
    expect(resolved.ok ? [] : resolved.errors.map(({ code }) => code)).toEqual(['shape/too-large']);
  });

  it.each([
    {
      name: 'an object',
      make: () => {
        const value: Record<string, unknown> = {};
        value['self'] = value;
        return value;
      },
    },
    {
      name: 'a list',
      make: () => {
        const value: unknown[] = [];
        value.push(value);
        return value;
      },
    },
  ])('may contain itself: $name', ({ make }) => {
    const resolved = resolve(make());
    expect(resolved.ok ? [] : resolved.errors.map(({ code }) => code)).toEqual(['shape/too-deep']);
  });

  it('may have names that every object has', () => {
    const { routes, metrics, ...rest } = validDocument;
    const [first] = metrics;
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf']) {
      const document = JSON.parse(
        JSON.stringify({ ...rest, routes, metrics })
          .replaceAll('"P1"', JSON.stringify(name))
          .replaceAll('"outcome"', JSON.stringify(name)),
      );
      const resolved = resolve(document);
      if (name === '__proto__') expect(resolved.ok).toBe(false);
      else expect(resolved.ok ? [] : resolved.errors).toEqual([]);
      expect(first).toBeDefined();
    }
  });
});
