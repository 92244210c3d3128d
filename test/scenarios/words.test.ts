import { describe, expect, it } from 'vitest';
import { counted, ordinal, singular } from '../../src/scenarios/words.ts';

describe('ordinal', () => {
  it.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [21, '21st'],
    [102, '102nd'],
    [113, '113th'],
  ])('of %i is %s', (count, text) => expect(ordinal(count)).toBe(text));
});

describe('singular', () => {
  it.each([
    ['crashes', 'crash'],
    ['errors', 'error'],
    ['queries', 'query'],
    ['requests', 'request'],
    ['matches', 'match'],
    ['searches', 'search'],
    ['caches', 'cache'],
    ['responses', 'response'],
    ['processes', 'process'],
    ['boxes', 'box'],
    ['bytes', 'byte'],
    ['failed logins', 'failed login'],
    ['spam', 'spam'],
    ['loss', 'loss'],
    ['status', 'status'],
  ])('of %s is %s', (unit, one) => expect(singular(unit)).toBe(one));
});

describe('counted', () => {
  it('says one of one only', () => {
    const texts = [counted(0, 'errors'), counted(1, 'errors'), counted(2, 'errors')];
    expect(texts).toEqual(['0 errors', '1 error', '2 errors']);
  });
});
