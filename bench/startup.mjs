#!/usr/bin/env node
// How long `tocsin --help` takes, compared with a Node that does nothing. Fails when the difference exceeds the budget.
import { spawnSync } from 'node:child_process';
import { bin } from './run-measured.mjs';

const runs = Number(process.argv[2] ?? 21);
const budgetMs = 150;

const programs = { 'bare node': ['-e', '0'], 'tocsin --version': [bin, '--version'], 'tocsin --help': [bin, '--help'] };
const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
// Turn by turn, so that a busy moment of the machine hits all of them.
for (let run = 0; run < runs; run += 1) {
  for (const [name, argv] of Object.entries(programs)) {
    const started = performance.now();
    const { status } = spawnSync(process.execPath, argv, { stdio: 'ignore' });
    if (status !== 0) throw new Error(`${name} ended with ${status}`);
    times[name].push(performance.now() - started);
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const bare = median(times['bare node']);
console.log(`start-up, median of ${runs}, Node ${process.version}`);
for (const [name, values] of Object.entries(times)) {
  const time = median(values);
  console.log(`${name.padEnd(18)}${time.toFixed(0).padStart(6)} ms${(time / bare).toFixed(2).padStart(8)} x`);
}
const over = median(times['tocsin --help']) - bare;
if (over > budgetMs) {
  console.error(`--help takes ${over.toFixed(0)} ms more than bare node; the budget is ${budgetMs} ms`);
  process.exitCode = 1;
}
