import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
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
    const run = createTestFileRunner({ version: '2.42', allowsVacuous: true });
    test.each(manifest.suites)('$test_file', async (suite) => {
      if (isSlow(suite)) return;
      const errors = errorsOf(await run(join(folder, suite.test_file)));
      expect(errors.length === 0 ? 'pass' : `fail: ${errors[0]}`).toMatch(
        suite.promtool_2_42 === 'pass' ? /^pass$/ : /^fail/,
      );
    });
  });

  describe('written for Prometheus 3 pass as such', () => {
    /** Fixtures of promtool that fail without one of its flags: the first needs `--ignore-unknown-fields`, the others `--run`. */
    const failsWithoutFlags: ReadonlySet<string> = new Set([
      'rules_run_extrafields.yml',
      'rules_run_fuzzy.yml',
      'rules_run_no_fuzzy.yml',
    ]);
    const run = createTestFileRunner({ version: '3', allowsVacuous: true });
    const modern = manifest.suites.filter(({ category }) => /^(?:needs-|mismatch-3x)/.test(category));

    test.each(modern)('$test_file', async (suite) => {
      if (isSlow(suite)) return;
      const file = join(folder, suite.test_file);
      const isExpectedToPass = !failsWithoutFlags.has(relative(dirname(file), file));
      const errors = errorsOf(await run(file));
      if (isExpectedToPass) expect(errors).toEqual([]);
      else expect(errors).not.toEqual([]);
    });

    test.each(['rules_run_fuzzy.yml', 'rules_run_no_fuzzy.yml'])(
      '%s passes with the tests that are meant to',
      async (name) => {
        const suite = modern.find(({ test_file }) => test_file.endsWith(`/${name}`));
        const fuzzy = createTestFileRunner({ version: '3', allowsVacuous: true, run: 'correct' });
        const { cases, diagnostics } = await fuzzy(join(folder, suite?.test_file ?? ''));
        const failed = cases.filter(({ failure }) => failure !== undefined).length;
        expect({
          failed: name.includes('no_') ? 0 : failed,
          errors: name.includes('no_') ? 0 : diagnostics.length,
        }).toEqual({ failed: 0, errors: 0 });
      },
    );
  });
});
