#!/usr/bin/env node
// The full check, step by step; stops at the first failure and says which step it was.
// `--no-unit` leaves out the unit tests, for a caller that has just run them.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const steps = [
  ['types', 'npm', ['run', '--silent', 'typecheck']],
  ['lint', 'npm', ['run', '--silent', 'lint']],
  ['build', 'npm', ['run', '--silent', 'build']],
  ['unit tests', 'npm', ['test', '--silent']],
  ['long tests', 'npx', ['vitest', 'run', '--update=none', '--config', 'vitest.qa.config.ts']],
  ['unused code', 'npm', ['run', '--silent', 'check:unused']],
  ['package', 'npm', ['run', '--silent', 'check:package']],
  ['output is current', 'node', ['dist/cli/bin.js', 'generate', '--check']],
  ['output is valid', 'node', ['dist/cli/bin.js', 'check']],
  ['requirements are current', 'node', ['dist/cli/bin.js', 'requirements', '--check', 'docs/betcode.md']],
  ['rule tests pass', 'node', ['dist/cli/bin.js', 'test']],
  ['every mutant is noticed', 'node', ['dist/cli/bin.js', 'mutate']],
];

const chosen = process.argv.includes('--no-unit') ? steps.filter(([name]) => name !== 'unit tests') : steps;
const begin = Date.now();
for (const [name, command, args] of chosen) {
  const start = Date.now();
  console.log(`\n== ${name}`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`\nqa failed: ${name}${error === undefined ? '' : ` (${error.message})`}`);
    process.exit(1);
  }
  console.log(`== ${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
console.log(`\nqa passed in ${((Date.now() - begin) / 1000).toFixed(0)} s`);
