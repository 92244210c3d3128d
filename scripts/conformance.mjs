// Runs files of Prometheus's promqltest: npm run conformance -- DIR [--json]
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTestFile } from '../dist/promql/promqltest/run-test-file.js';

const args = process.argv.slice(2);
const json = args.includes('--json');
const [folder] = args.filter((arg) => !arg.startsWith('--'));
if (folder === undefined) {
  console.error('usage: npm run conformance -- DIR [--json]');
  process.exit(2);
}

let names;
try {
  names = readdirSync(folder)
    .filter((name) => name.endsWith('.test'))
    .sort();
} catch (error) {
  console.error(`cannot read \`${folder}\`: ${error.message}`);
  process.exit(2);
}
if (names.length === 0) {
  console.error(`no \`.test\` file in \`${folder}\``);
  process.exit(2);
}

const files = [];
const failures = [];
for (const name of names) {
  const report = runTestFile(readFileSync(join(folder, name), 'utf8'));
  files.push({ file: name, passed: report.passed, evals: report.evals });
  failures.push(...report.failures.map((failure) => ({ file: name, ...failure })));
  if (!json) console.log(`${name}: passed ${report.passed} of ${report.evals}`);
}
const passed = files.reduce((sum, file) => sum + file.passed, 0);
const evals = files.reduce((sum, file) => sum + file.evals, 0);
if (json) {
  console.log(JSON.stringify({ passed, evals, files, failures }));
} else {
  for (const { file, line, query, message } of failures) console.log(`${file}:${line}: ${query}\n    ${message}`);
  console.log(`total: passed ${passed} of ${evals}`);
}
process.exitCode = failures.length === 0 ? 0 : 1;
