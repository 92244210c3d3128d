import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../src/model/json-text.ts';
import { notSound, readSoundJson } from '../../src/model/sound-json.ts';

/** JSON, or something near it: pieces put together at random, and documents with a character changed. */
const nearly = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc
    .array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"b":', ' ', '1', '-', 'null', '"\\""', '"a\\\\":'), {
      maxLength: 12,
    })
    .map((all) => all.join('')),
  fc
    .tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom('"', '\\', ':', ',', '{', '0', '\n', 'é'))
    .map(([text, at, char]) => {
      const index = at % (text.length + 1);
      return text.slice(0, index) + char + text.slice(index + 1);
    }),
);

/** Holds it against the reader that knows where everything stands. */
function compare(text: string): void {
  const [fast, slow] = [readSoundJson(text), readJson(text)];
  if (slow.ok) expect(fast, text).toEqual(slow.data);
  else expect(fast, text).toBe(notSound);
}

describe('readSoundJson', () => {
  it('reads what readJson reads, and nothing else', () => {
    fc.assert(fc.property(nearly, compare), { numRuns: 2000 });
  });

  it.each([
    '{"a": 1, "a": 2}',
    '{"a": {"b": 1, "\\u0062": 2}}',
    '{"__proto__": 1, "x": {"__proto__": {}}}',
    '{"a": "\\": \\"b\\":"}',
    '["a", "b:", ":"]',
    `${'['.repeat(250)}${']'.repeat(250)}`,
    `${'['.repeat(251)}${']'.repeat(251)}`,
    `${'['.repeat(250)}1${']'.repeat(250)}`,
    `${'['.repeat(251)}1${']'.repeat(251)}`,
    '\uFEFF{}',
    '',
  ])('agrees on %j', compare);
});
