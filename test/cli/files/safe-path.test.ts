import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderOf, isSafePath, nameOf } from '../../../src/cli/files/safe-path.ts';

const segment = fc.oneof(
  fc.constantFrom('', '.', '..', '...', 'a', 'b.yml', '~', 'c:', '\\', '..\\', '\u0000', ' '),
  fc.string({ maxLength: 5 }),
);
const path = fc.array(segment, { maxLength: 5 }).map((segments) => segments.join('/'));

describe('isSafePath', () => {
  it('accepts only paths that stay inside the folder on every system', () => {
    fc.assert(
      fc.property(path, (one) => {
        fc.pre(isSafePath(one));
        expect(posix.resolve('/out', one)).toBe(`/out/${one}`);
        expect(win32.resolve('c:\\out', one)).toBe(`c:\\out\\${one.replaceAll('/', '\\')}`);
        expect(posix.join(folderOf(one), nameOf(one))).toBe(one);
      }),
    );
  });

  it.each(['prometheus/rules/Ä b.rules.yml', 'a', '..a/b..', '.hidden'])('accepts %j', (one) => {
    expect(isSafePath(one)).toBe(true);
  });

  it.each(['', '/', '/a', 'a/', 'a//b', '.', '..', '../a', 'a/..', 'a/./b', 'a\\b', 'c:a', 'a\u0000', 'a\nb'])(
    'refuses %j',
    (one) => {
      expect(isSafePath(one)).toBe(false);
    },
  );
});
