import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { createJiti } from 'jiti';
import type { Spec } from 'tocsin';
import { afterAll, describe, expect, it } from 'vitest';
import { type CallPlace, callPlace, parseFrame } from '../../src/language/call-place.ts';
import { kit, shop, shopSpec } from '../support/mistake-base.ts';

const folder = mkdtempSync(join(tmpdir(), 'tocsin places '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const entry = fileURLToPath(new URL('../../src/index.ts', import.meta.url));

/** The line of this file in which `text` stands first. */
const lineOf = (text: string, file = import.meta.filename): number =>
  readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

const caller = (): CallPlace | undefined => callPlace(caller);

describe('callPlace', () => {
  it('finds the line that called', () => {
    const place = caller(); // the call
    expect(place).toMatchObject({ file: import.meta.filename, line: lineOf('// the call') });
  });

  it('leaves the limit of stack traces as it was', () => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      expect(caller()).toBeDefined();
      expect(Error.stackTraceLimit).toBe(0);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  });

  it('gives up, without throwing, when stack traces are not text', () => {
    const { prepareStackTrace } = Error;
    try {
      Error.prepareStackTrace = () => ({});
      expect(caller()).toBeUndefined();
      Error.prepareStackTrace = () => {
        throw new Error('no stack');
      };
      expect(caller()).toBeUndefined();
    } finally {
      Error.prepareStackTrace = prepareStackTrace;
    }
  });

  it('reads every form of a frame', () => {
    const place = { line: 12, column: 34 };
    const forms: readonly [string, string][] = [
      ['at /srv/a b/spec.ts:12:34', '/srv/a b/spec.ts'],
      ['at Object.<anonymous> (/srv/spec.ts:12:34)', '/srv/spec.ts'],
      ['at async Promise.all (file:///srv/a%20b/spec.mjs:12:34)', '/srv/a b/spec.mjs'],
      ['at new Kit (C:\\spec\\kit.ts:12:34)', 'C:\\spec\\kit.ts'],
      ['at load (file:///srv/spec.ts?t=17:12:34)', '/srv/spec.ts'],
      ['at Object.counter [as make] (/srv/x(1)/spec.ts:12:34)', '/srv/x(1)/spec.ts'],
    ];
    for (const [frame, file] of forms) expect(parseFrame(`Error\n    ${frame}`)).toEqual({ ...place, file });
    for (const frame of ['at native', 'at node:internal/modules/run_main:135:12', 'at <anonymous>', ''])
      expect(parseFrame(`Error\n    ${frame}`)).toBeUndefined();
  });

  it('reads any path back from its URL', () => {
    const segment = fc.stringMatching(/^[^/\\\0:?#\n\r]{1,10}$/).filter((name) => name !== '.' && name !== '..');
    fc.assert(
      fc.property(
        fc.array(segment, { minLength: 1, maxLength: 4 }),
        fc.nat(9999),
        fc.nat(999),
        (parts, line, column) => {
          const file = `/${parts.join('/')}`;
          const frame = `    at load (${pathToFileURL(file).href}:${line}:${column})`;
          expect(parseFrame(frame)).toEqual({ file, line, column });
        },
      ),
    );
  });

  it('reads anything without throwing', () => {
    fc.assert(
      fc.property(fc.string(), (stack) => {
        parseFrame(stack);
        parseFrame(`    at ${stack}:1:2)`);
      }),
    );
  });
});

describe('sources', () => {
  const declared = shop.counter('shop_declared_total', { help: 'here', unit: 'x' }); // the metric
  const quiet = { severity: 'P1', audience: 'oncall', action: 'None', summary: 'All is well' } as const;
  const alert = kit.alert('Declared', { ...quiet, when: kit.always() }); // the alert

  it('lead to the call that declared a part', () => {
    const spec = kit.spec({ metrics: { declared }, alerts: { alert } }); // the spec
    const base = fileURLToPath(new URL('../support/mistake-base.ts', import.meta.url));
    const expected = {
      '': { file: base, line: lineOf('= defineKit(', base) },
      'jobs[0]': { file: base, line: lineOf('kit.job(', base) },
      metrics: { file: import.meta.filename, line: lineOf('// the spec') },
      'metrics[0]': { file: import.meta.filename, line: lineOf('// the metric') },
      'alerts[0]': { file: import.meta.filename, line: lineOf('// the alert') },
    };
    for (const [path, place] of Object.entries(expected)) expect(spec.sources.get(path)).toMatchObject(place);
  });

  it('cover every element of every list', () => {
    const { document, sources } = shopSpec();
    const paths = (['jobs', 'metrics', 'alerts'] as const).flatMap((list) =>
      document[list].map((_, i) => `${list}[${i}]`),
    );
    expect(paths.length).toBeGreaterThan(9);
    for (const path of paths) expect(sources.get(path)).toBeDefined();
  });

  it('survive a loader that strips types', async () => {
    const lines = [
      "import { defineKit, type Spec } from 'tocsin';",
      'interface Gone {',
      '  readonly lost: string;',
      '}',
      "const kit = defineKit({ service: 's' } as never);",
      "const app = kit.job('app', { targets: [] });",
      "const a = app.counter('a_total', {",
      "  help: '', unit: 'x',",
      '});',
      "const b = app.gauge('b', { help: '', unit: 'x' }) satisfies object;",
      'export default kit.spec({ metrics: { a, b }, alerts: {} }) as Spec<unknown> & Partial<Gone>;',
    ];
    const file = join(folder, 'spec.ts');
    writeFileSync(file, lines.join('\n'));
    const jiti = createJiti(import.meta.url, { alias: { tocsin: entry }, fsCache: false });
    const { default: spec } = await jiti.import<{ default: Spec }>(file);
    const found = [...spec.sources].map(([path, { file: at, line }]) => [path, at, line]);
    expect(Object.fromEntries(found.map(([path, ...place]) => [path, place]))).toMatchObject({
      '': [file, 5],
      'jobs[0]': [file, 6],
      'metrics[0]': [file, 7],
      'metrics[1]': [file, 10],
      metrics: [file, 11],
    });
  });
});
