import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { reporters } from './test/support/reporters.ts';

/** The long tests: live servers, fuzzing and differential tests at size. */
export default defineConfig({
  resolve: { alias: { tocsin: fileURLToPath(new URL('./src/index.ts', import.meta.url)) } },
  test: {
    include: ['test/qa/**/*.test.ts'],
    globalSetup: ['test/support/announce-cross-checks.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: 1,
    ...reporters('qa'),
  },
});
