import { describe, expect, it } from 'vitest';
import { resolve } from '../../src/model/resolve.ts';
import { mistakeCases, validDocument } from '../support/mistake-cases.ts';

describe('resolve on what the compiler refuses', () => {
  it('takes the document without faults', () => {
    const result = resolve(validDocument);
    expect(result.ok ? result.warnings.map(({ code }) => code) : result.errors).toEqual([]);
  });

  it.each(mistakeCases)('refuses $name', ({ document, finding }) => {
    const result = resolve(document);
    expect(result.ok).toBe(false);
    const codes = result.ok ? [] : result.errors.map(({ code }) => code);
    expect(codes).toContain(finding);
  });
});
