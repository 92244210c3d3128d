import { describe, test } from 'vitest';
import { fuzz, fuzzedReaders } from '../support/fuzz-readers.ts';

describe('on any text whatever, without a crash and with a place for every error, work', () => {
  // A fixed seed: a fault of one change must not show in another. test/qa takes new ones.
  test.each(fuzzedReaders)('$name', (reader) => fuzz(reader, 150, 20_240));
});
