import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ContentStore, contentStore } from '../../../src/cli/files/content-store.ts';
import type { DiskEntry } from '../../../src/cli/files/plan-writes.ts';
import { readFiles, temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

const path = fc.constantFrom('a.md', 'x/a.md', 'x/b.md', 'x/y/c.md', 'z/d.md');
const files = fc.dictionary(path, fc.string({ unit: 'binary', maxLength: 20 }));

const present: DiskEntry = { kind: 'file', sha256: '' };

function keepAll(store: ContentStore, next: Readonly<Record<string, string>>, before: object): void {
  for (const [one, content] of Object.entries(next))
    store.keep(one, content, Object.hasOwn(before, one) ? present : undefined);
}

describe('contentStore', () => {
  it('installs what it keeps, in memory or not', () => {
    fc.assert(
      fc.property(files, files, fc.nat(60), fc.boolean(), (before, next, mostHeld, durable) => {
        const root = join(temporaryFolder(), 'out');
        writeFiles(root, before);
        const store = contentStore(root, mostHeld);
        keepAll(store, next, before);
        const held = Object.values(next).reduce((sum, { length }) => sum + length, 0);
        expect(store.temporaries().length > 0).toBe(held > mostHeld);
        for (const temporary of store.temporaries()) expect(existsSync(join(root, temporary))).toBe(true);
        store.install(durable);
        const wellFormed = Object.entries(next).map(
          ([one, content]) => [one, Buffer.from(content).toString()] as const,
        );
        expect(existsSync(root) ? readFiles(root) : {}).toEqual({ ...before, ...Object.fromEntries(wellFormed) });
        store.discard();
        expect(existsSync(root) ? readFiles(root) : {}).toEqual({ ...before, ...Object.fromEntries(wellFormed) });
      }),
    );
  });

  it('leaves nothing behind of what it discards', () => {
    fc.assert(
      fc.property(files, files, fc.nat(20), (before, next, mostHeld) => {
        const root = join(temporaryFolder(), 'out');
        writeFiles(root, before);
        const tree = () => (existsSync(root) ? readdirSync(root, { recursive: true }).toSorted() : undefined);
        const untouched = tree();
        const store = contentStore(root, mostHeld);
        keepAll(store, next, before);
        store.discard();
        expect(tree()).toEqual(untouched);
        store.install(false);
        expect(tree()).toEqual(untouched);
      }),
    );
  });

  it.each([0, 1000])('keeps the permissions of a file that it replaces, with room for %i', (mostHeld) => {
    const root = temporaryFolder();
    writeFiles(root, { 'a.md': 'old' });
    chmodSync(join(root, 'a.md'), 0o640);
    const store = contentStore(root, mostHeld);
    store.keep('a.md', 'new', present);
    store.install(false);
    expect(statSync(join(root, 'a.md')).mode & 0o777).toBe(0o640);
    expect(readFiles(root)).toEqual({ 'a.md': 'new' });
  });

  it('keeps nothing for where no file can be', () => {
    const root = temporaryFolder();
    const store = contentStore(root, 0);
    store.keep('a.md', 'x', { kind: 'folder' });
    store.keep('b/c.md', 'x', { kind: 'blocked', by: 'b' });
    store.install(false);
    expect(readdirSync(root)).toEqual([]);
  });

  it('passes over temporary files of a killed process that had its id', () => {
    const root = temporaryFolder();
    const probe = contentStore(root, 0);
    probe.keep('a.md', 'x', undefined);
    const [first = ''] = probe.temporaries();
    const [, number = ''] = /-(\d+)\.tmp$/.exec(first) ?? [];
    const taken = first.replace(`-${number}.tmp`, `-${Number(number) + 1024}.tmp`);
    writeFiles(root, { [taken]: 'of another' });
    const store = contentStore(root, 0);
    store.keep('b.md', 'y', undefined);
    expect(store.temporaries()).not.toContain(taken);
    store.install(false);
    probe.discard();
    expect(readFiles(root)).toEqual({ 'b.md': 'y', [taken]: 'of another' });
  });
});
