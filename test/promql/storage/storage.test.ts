import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLabelTable } from '../../../src/promql/storage/label-table.ts';
import { createStorage } from '../../../src/promql/storage/storage.ts';
import { xxhash64 } from '../../../src/promql/storage/xxhash64.ts';

describe('promql/storage', () => {
  test('equal label sets have one id, whatever their order, and different ones never', () => {
    const pairs = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'ab'), fc.constantFrom('', 'x', 'y', 'x1:'));
    fc.assert(
      fc.property(pairs, pairs, (first, second) => {
        const table = createLabelTable();
        const withoutEmpty = (labels: Record<string, string>): string =>
          JSON.stringify(
            Object.entries(labels)
              .filter(([, value]) => value !== '')
              .sort(),
          );
        const reversed = Object.fromEntries(Object.entries(first).reverse());
        expect(table.intern(reversed)).toBe(table.intern(first));
        expect(table.intern(first) === table.intern(second)).toBe(withoutEmpty(first) === withoutEmpty(second));
      }),
    );
  });

  test('refuses samples that are not newer than the last', () => {
    const storage = createStorage();
    expect(storage.append({ a: 'b' }, 1000, 1)).toBe('stored');
    expect(storage.append({ a: 'b' }, 1000, 2)).toBe('duplicate');
    expect(storage.append({ a: 'b' }, 999, 2)).toBe('out-of-order');
    expect(storage.append({ a: 'b' }, 2000, 'stale')).toBe('stored');
    expect(storage.append({ a: 'b' }, 1500, 2)).toBe('out-of-order');
  });

  test('knows the earliest change since any version', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 40 }), (times) => {
        const storage = createStorage();
        times.forEach((time, i) => {
          storage.append({ i: String(i) }, time, 1);
        });
        for (let version = 0; version <= times.length; version++) {
          expect(storage.earliestChangeSince(version)).toBe(Math.min(Infinity, ...times.slice(version)));
        }
      }),
    );
  });

  test('finds series by name and label, those that are new as well', () => {
    const storage = createStorage();
    storage.append({ __name__: 'm', a: 'x' }, 0, 1);
    expect(storage.namedWith('m', 'a', 'x')).toHaveLength(1);
    storage.append({ __name__: 'm', a: 'x', b: 'y' }, 0, 1);
    storage.append({ __name__: 'm', a: 'y' }, 0, 1);
    expect(storage.namedWith('m', 'a', 'x')).toHaveLength(2);
    expect(storage.named('m')).toHaveLength(3);
  });

  test.each([
    { text: '', hash: 0xef46db3751d8e999n },
    { text: 'a', hash: 0xd24ec4f1a98c6e5bn },
    { text: 'abc', hash: 0x44bc2cf5ad770999n },
    { text: 'Nobody inspects the spammish repetition', hash: 0xfbcea83c8a378bf1n },
  ])('hashes `$text` as xxHash64 does', ({ text, hash }) => {
    expect(xxhash64(new TextEncoder().encode(text))).toBe(hash);
  });
});
