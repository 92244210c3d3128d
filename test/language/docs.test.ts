import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createJiti } from 'jiti';
import type { Spec, SpecDocument } from 'tocsin';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { resolve } from '../../src/model/resolve.ts';
import { breaker, kit, latency, orders, queue, shop } from '../support/mistake-base.ts';
import { typeCheck } from '../support/type-check.ts';

const page = readFileSync(new URL('../../docs/language.md', import.meta.url), 'utf8');
const entry = fileURLToPath(new URL('../../src/index.ts', import.meta.url));

const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text = '']) => text);

/** The TypeScript blocks by the file name in their first line. */
const files = new Map(
  blocks('ts').map((text) => {
    const [, name] = /^\/\/ ([a-z]+\.ts)\n/.exec(text) ?? [];
    if (name === undefined) throw new Error(`a block without a file name: ${text}`);
    return [name, text];
  }),
);

const folder = mkdtempSync(join(tmpdir(), 'tocsin-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
for (const [name, text] of files) writeFileSync(join(folder, name), text);

describe('docs/language.md', () => {
  let document: SpecDocument;

  beforeAll(async () => {
    const jiti = createJiti(import.meta.url, { alias: { tocsin: entry }, fsCache: false });
    ({ document } = (await jiti.import<{ default: Spec }>(join(folder, 'spec.ts'))).default);
  });

  it('has examples that compile', () => {
    expect([...files.keys()]).toContain('spec.ts');
    // Beside the sources, so that `tocsin` and the types of Node are found as in a project.
    const project = fileURLToPath(new URL('../', import.meta.url));
    const texts = new Map([...files].map(([name, text]) => [`${project}${name}`, text]));
    const { errors } = typeCheck([...texts.keys()], texts);
    expect(errors.map(({ file, lines }) => `${file}: ${lines.join('\n')}`)).toEqual([]);
  });

  it('has examples that run', () => {
    expect(document.metrics).toHaveLength(6);
    expect(document.alerts.map(({ name }) => name)).toContain('ShopLeak');
    expect(document.inhibitions).toHaveLength(1);
    expect(document.dashboards).toHaveLength(1);
  });

  it('has examples that are a specification without faults', () => {
    const result = resolve(document);
    expect(result.ok ? result.warnings : result.errors).toEqual([]);
  });

  it('shows what an alert becomes in YAML', () => {
    const [yaml = ''] = blocks('yaml');
    expect(parse(yaml)).toEqual([document.alerts.find(({ name }) => name === 'ShopRefundRate')]);
  });

  it('mentions every function of the language', async () => {
    const { defineKit: _, ...functions } = await import('tocsin');
    const handles = [functions, kit, shop, queue, breaker, latency, orders];
    for (const name of handles.flatMap((handle) => Object.keys(handle)))
      expect(page).toMatch(new RegExp(`\\b${name}\\b`));
  });
});
