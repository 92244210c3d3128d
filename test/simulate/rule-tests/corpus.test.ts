import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTestFileRunner, type FileResult } from '../../../src/cli/rule-tests/test-file-runner.ts';
import { corpora, hasCorpora } from '../../support/corpora.ts';

interface Suite {
  readonly test_file: string;
  readonly promtool_2_42: 'pass' | 'fail';
  readonly category: string;
  readonly seconds: number;
}

interface RuleFile {
  readonly file: string;
  readonly promtool_2_42: 'pass' | 'fail';
  readonly reason: string;
}

const folder = join(corpora, 'rules');

const manifest: { readonly suites: readonly Suite[]; readonly rule_files: readonly RuleFile[] } = hasCorpora
  ? JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  : { suites: [], rule_files: [] };

/** Files on which promtool itself spends minutes; CI runs them, too, a developer need not wait for them. */
const isSlow = ({ seconds }: Suite): boolean => seconds > 200 && process.env['TOCSIN_SLOW_TESTS'] !== '1';

const errorsOf = ({ diagnostics }: FileResult): readonly string[] =>
  diagnostics.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code}: ${message}`);

describe.skipIf(!hasCorpora)('rule tests of the corpus', () => {
  test('are there', () => {
    expect(manifest.suites.length).toBeGreaterThan(150);
    expect(existsSync(join(folder, manifest.suites[0]?.test_file ?? ''))).toBe(true);
  });

  describe('get the verdict of promtool 2.42', () => {
    const run = createTestFileRunner({ version: '2.42', allowsVacuous: true, ignoresUnknownFields: false });
    test.each(manifest.suites)('$test_file', async (suite) => {
      if (isSlow(suite)) return;
      const errors = errorsOf(await run(join(folder, suite.test_file)));
      expect(errors.length === 0 ? 'pass' : `fail: ${errors[0]}`).toMatch(
        suite.promtool_2_42 === 'pass' ? /^pass$/ : /^fail/,
      );
    });
  });

  describe('written for Prometheus 3 pass as such', () => {
    const settings = { version: '3', allowsVacuous: true, ignoresUnknownFields: false } as const;
    const run = createTestFileRunner(settings);
    const modern = manifest.suites.filter(({ category }) => /^(?:needs-|mismatch-3x)/.test(category));
    /** What the tests of promtool 3 itself expect of its own fixtures, with the flags that they are run with. */
    const fixtures = [
      { name: 'rules_run_extrafields.yml', flags: {}, passes: false },
      { name: 'rules_run_extrafields.yml', flags: { ignoresUnknownFields: true }, passes: true },
      { name: 'rules_run_fuzzy.yml', flags: { run: 'correct' }, passes: true },
      { name: 'rules_run_fuzzy.yml', flags: { run: 'wrong' }, passes: false },
      { name: 'rules_run_no_fuzzy.yml', flags: {}, passes: false },
    ];
    const isFixture = (file: string): boolean => fixtures.some(({ name }) => file.endsWith(`/${name}`));

    test.each(modern.filter(({ test_file }) => !isFixture(test_file)))('$test_file', async (suite) => {
      if (isSlow(suite)) return;
      expect(errorsOf(await run(join(folder, suite.test_file)))).toEqual([]);
    });

    test.each(fixtures)('$name with $flags: $passes', async ({ name, flags, passes }) => {
      const file = modern.find(({ test_file }) => test_file.endsWith(`/${name}`))?.test_file ?? '';
      const errors = errorsOf(await createTestFileRunner({ ...settings, ...flags })(join(folder, file)));
      expect(errors.length === 0, errors.join('\n')).toBe(passes);
    });
  });
});
