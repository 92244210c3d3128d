import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonSyntaxError } from '../../../src/validators/dashboards/json-syntax-error.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** A JSON text with one character removed, inserted or replaced. */
const damaged = fc
  .tuple(
    fc.json(),
    fc.nat(),
    fc.constantFrom('', '}', ']', ',', ':', '"', '0', 'x', '\\', '\n', '-', '.'),
    fc.boolean(),
  )
  .map(([text, at, character, replace]) => {
    const index = at % (text.length + 1);
    return text.slice(0, index) + character + text.slice(replace ? index + 1 : index);
  });

describe('jsonSyntaxError', () => {
  it('finds an error exactly where `JSON.parse` refuses', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), damaged, fc.string()), (text) => {
        expect(jsonSyntaxError(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('points into the text, and never before a part that could still become JSON', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const error = jsonSyntaxError(text);
        if (error === undefined) return;
        expect(error.offset).toBeGreaterThanOrEqual(0);
        expect(error.offset).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it.each([
    ['{"a": 1,}', 8, 'a key in quotes'],
    ['[1 2]', 3, '`,` or `]`'],
    ['{"a" 1}', 5, '`:`'],
    ['{"a": tru}', 6, 'a value'],
    ['[1', 2, '`,` or `]`'],
    ['', 0, 'a value'],
    ['{} {}', 3, 'nothing more'],
    ['[01]', 1, 'a value or `]`'],
  ])('finds what is wrong with %s', (text, offset, expected) => {
    expect(jsonSyntaxError(text)).toEqual({ offset, expected });
  });

  it('survives deep nesting and long strings', () => {
    expect(jsonSyntaxError('['.repeat(200_000))).toMatchObject({ offset: 200_000 });
    expect(jsonSyntaxError(`"${'x\\n'.repeat(500_000)}"`)).toBeUndefined();
  });
});
