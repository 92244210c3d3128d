import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runTestFile } from '../../src/promql/promqltest/run-test-file.ts';
import { corpora, hasCorpora } from '../support/corpora.ts';
import { skipList } from './skip-list.ts';

const folder = join(corpora, 'promqltest');
const files = hasCorpora ? readdirSync(folder).filter((name) => name.endsWith('.test')) : [];

describe.skipIf(!hasCorpora)('promqltest of Prometheus 3.14 (needs ../shared/corpora)', () => {
  test.each(files.map((file) => ({ file })))('$file', ({ file }) => {
    const report = runTestFile(readFileSync(join(folder, file), 'utf8'));
    const skipped = skipList.filter((skip) => skip.file === file).map(({ line }) => line);
    const failed = report.failures.map(({ line }) => line);
    const unexpected = report.failures.filter(({ line }) => !skipped.includes(line));
    expect(unexpected).toEqual([]);
    expect(
      skipped.filter((line) => !failed.includes(line)),
      'entries of the skip list that pass',
    ).toEqual([]);
    expect(report.evals).toBeGreaterThan(0);
  });

  test('every entry of the skip list names a file', () => {
    expect(skipList.filter(({ file }) => !files.includes(file))).toEqual([]);
  });
});
