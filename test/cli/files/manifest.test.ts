import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJournal, serialiseJournal } from '../../../src/cli/files/journal.ts';
import { type ManifestFile, parseManifest, serialiseManifest } from '../../../src/cli/files/manifest.ts';
import { isSafePath } from '../../../src/cli/files/safe-path.ts';
import { compare } from '../../../src/shared/compare.ts';
import { ok } from '../../../src/shared/result.ts';
import { sha256 } from '../../../src/shared/sha256.ts';

const path = fc
  .array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 3 })
  .map((segments) => segments.join('/'))
  .filter(isSafePath);
const files = fc
  .array(fc.tuple(path, fc.string().map(sha256), fc.string()))
  .map((entries) => new Map(entries.map(([key, hash, from]) => [key, { sha256: hash, from }])));
const manifest: fc.Arbitrary<ManifestFile> = fc.record(
  { files, spec: fc.string().map(sha256) },
  { requiredKeys: ['files'] },
);

describe('the manifest', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(manifest, (one) => {
        expect(parseManifest(serialiseManifest(one))).toEqual(ok(one));
      }),
    );
  });

  it('does not depend on the order of generation, and has a line for every file', () => {
    fc.assert(
      fc.property(manifest, (one) => {
        const text = serialiseManifest(one);
        expect(serialiseManifest({ ...one, files: new Map([...one.files].toReversed()) })).toBe(text);
        const paths = [...one.files.keys()].toSorted(compare);
        const lines = text.split('\n').filter((line) => line.startsWith('    "'));
        expect(lines.map((line) => JSON.parse(`{${line.replace(/,$/, '')}}`))).toEqual(
          paths.map((key) => ({ [key]: one.files.get(key) })),
        );
      }),
    );
  });

  it('never throws, and never has a path that leaves the output folder', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.dictionary(fc.string(), fc.anything()).map((files) => {
        const safe = JSON.stringify({ tocsin: 1, files }, (_, value) => (typeof value === 'bigint' ? 0 : value));
        return safe ?? '';
      }),
      fc
        .dictionary(fc.oneof(fc.string(), fc.constantFrom('../x', '/x', 'a/../b', 'c:\\x', '.', '')), fc.constant(0))
        .map((keys) => {
          const files = Object.fromEntries(Object.keys(keys).map((key) => [key, { sha256: sha256('x'), from: 'y' }]));
          return JSON.stringify({ tocsin: 1, files });
        }),
    );
    fc.assert(
      fc.property(text, (one) => {
        const result = parseManifest(one);
        if (result.ok) expect([...result.value.files.keys()].every(isSafePath)).toBe(true);
        else expect(result.errors.length).toBeGreaterThan(0);
      }),
    );
  });

  it('refuses a digest of the spec that is none', () => {
    for (const spec of ['', 'short', 1, null, sha256('').toUpperCase()])
      expect(parseManifest(JSON.stringify({ tocsin: 1, spec, files: {} }))).toEqual({
        ok: false,
        errors: ['`spec` is not a SHA-256'],
      });
  });

  it('names every bad entry, not only the first', () => {
    const files = {
      '../a': { sha256: sha256(''), from: '' },
      b: { sha256: 'short', from: '' },
      c: { sha256: sha256('') },
    };
    expect(parseManifest(JSON.stringify({ tocsin: 1, files }))).toEqual({
      ok: false,
      errors: [
        '`../a` is not a path inside the output folder',
        '`b` has no SHA-256',
        '`c` does not say what it is from',
      ],
    });
  });
});

describe('the journal', () => {
  it('is read as it was written', () => {
    const journal = fc
      .dictionary(path, fc.uniqueArray(fc.string().map(sha256)))
      .map((files) => new Map(Object.entries(files).map(([key, hashes]) => [key, new Set(hashes)])));
    fc.assert(
      fc.property(journal, (one) => {
        expect(parseJournal(serialiseJournal(one))).toEqual(one);
      }),
    );
  });

  it('vouches for nothing outside the output folder, whatever it contains', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant('{"../x":["y"],"/z":["y"]}')), (text) => {
        expect([...parseJournal(text).keys()].every(isSafePath)).toBe(true);
      }),
    );
  });
});
