import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { brokenSpecs, diagnose, listing, specFiles, specFilesWithExpectation } from '../support/broken-specs.ts';

const stackTrace = /^\s+at .*[:(]|node_modules|import-config|\bjiti\b/m;

/** Codes about files that cannot be kept as fixtures: test/model/load-config.test.ts and hostile.test.ts have them. */
const shownElsewhere = [
  'config/missing',
  'config/not-a-file',
  'config/not-text',
  'config/unknown-format',
  'config/unreadable',
  'shape/too-deep',
];

/** The codes that stand in the sources of the model and the loader. */
function reportedCodes(): readonly string[] {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const files = ['src/model', 'src/cli/files'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => folder === 'src/model' || /^(?:load-config|import-fault|config-export)\.ts$/.test(name))
      .map((name) => join(root, folder, name)),
  );
  const areas = 'shape|reference|metric|quantity|measure|condition|template|promql|alert|dashboard|routing|inhibition';
  const code = new RegExp(`(?<=')(?:${areas}|logs|traces|yaml|json|config)/[a-z]+(?:-[a-z]+)*(?=')`, 'g');
  return [...new Set(files.flatMap((file) => readFileSync(file, 'utf8').match(code) ?? []))].sort();
}

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

  it('shows every code once at least', () => {
    const shown = new Set(
      specFilesWithExpectation().flatMap(
        (name) =>
          readFileSync(join(brokenSpecs, `${name}.expected.txt`), 'utf8').match(/(?<=^(?:error|warning) )\S+/gm) ?? [],
      ),
    );
    const missing = reportedCodes().filter((code) => !shown.has(code) && !shownElsewhere.includes(code));
    expect(missing).toEqual([]);
    // A test that has seen no code would pass as well.
    expect(reportedCodes().length).toBeGreaterThan(80);
  });

  it('has no expectation without a specification', () => {
    const listed = new Set(broken.map((name) => name.replace(/\.bad\.\w+$/, '')));
    const orphans = specFilesWithExpectation().filter((name) => !listed.has(name));
    expect(orphans).toEqual([]);
  });
});
