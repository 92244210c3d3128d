import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { brokenSpecs, diagnose, listing, specFiles, specFilesWithExpectation } from '../support/broken-specs.ts';

const stackTrace = /^\s+at .*[:(]|node_modules|import-config|\bjiti\b/m;

describe('broken specifications', () => {
  const broken = specFiles().filter((name) => name.includes('.bad.'));

  it('has many of each kind', () => {
    expect(broken.length).toBeGreaterThanOrEqual(120);
    expect(broken.filter((name) => /\.m?ts$/.test(name)).length).toBeGreaterThanOrEqual(15);
    expect(broken.filter((name) => name.endsWith('.yaml')).length).toBeGreaterThan(broken.length / 2);
  });

  // The expected text is written by hand (or by eye) and never by this test: each listing shows what stands at the location.
  it.each(broken)('reports all that is wrong with %s, and where', async (name) => {
    const expected = join(brokenSpecs, name.replace(/\.bad\.\w+$/, '.expected.txt'));
    expect(existsSync(expected), `${expected} is missing: write what is to be reported about ${name}`).toBe(true);
    const diagnostics = await diagnose(name);
    expect(listing(diagnostics)).toBe(readFileSync(expected, 'utf8'));
    for (const { message, help, location } of diagnostics) {
      expect(`${message}\n${help}`).not.toMatch(stackTrace);
      expect(message).not.toMatch(/\.$|\n/);
      expect(location).toBeDefined();
    }
  });

  it.each(specFiles().filter((name) => name.includes('.good.')))('says nothing about %s', async (name) => {
    expect(await diagnose(name)).toEqual([]);
  });

  it('has no expectation without a specification', () => {
    const listed = new Set(broken.map((name) => name.replace(/\.bad\.\w+$/, '')));
    const orphans = specFilesWithExpectation().filter((name) => !listed.has(name));
    expect(orphans).toEqual([]);
  });
});
