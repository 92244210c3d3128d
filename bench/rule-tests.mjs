#!/usr/bin/env node
// `tocsin test` beside `promtool test rules` on the same files, turn by turn: CPU time of the whole process, and peak memory.
//   node bench/rule-tests.mjs [--quick | --full] [LAYOUT:COUNT ...]
// --full adds mono:300, for which promtool alone needs ten minutes. Fails when a ratio misses its target.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeShape } from './rule-test-shapes.mjs';
import { bin, runMeasured } from './run-measured.mjs';

/** Least ratio of CPU time, promtool to tocsin. */
const targets = { 'split:100': 10, 'split:1000': 10, 'mono:100': 150, 'mono:300': 400, 'flat:1000': 10 };
const memoryBudget = 300;

const argv = process.argv.slice(2);
const named = argv.filter((arg) => arg.includes(':'));
const usual = ['split:1', 'split:100', 'split:1000', 'mono:100', 'flat:1000'];
const quick = ['split:1', 'split:10', 'mono:10', 'flat:100'];
const chosen = argv.includes('--quick') ? quick : argv.includes('--full') ? [...usual, 'mono:300'] : usual;
const shapes = named.length > 0 ? named : chosen;

/** With it every Node reads a bundle of certificates before it runs anything, which may take longer than a small test. */
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

/** Wall and CPU seconds of a command with all its threads, as the shell measures them. */
function timed(command, args, cwd) {
  const script = 'TIMEFORMAT="%R %U %S"; { time "$@" >/dev/null 2>&1; } 2>&1; exit $?';
  const { stdout, status } = spawnSync('bash', ['-c', `${script}`, 'bash', command, ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command} ended with ${status} on ${cwd}`);
  const [wall = 0, user = 0, system = 0] = stdout.trim().split(' ').map(Number);
  return { wall, cpu: user + system };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

console.log(`Node ${process.version}; median of the runs; seconds`);
console.log('layout:alerts   promtool wall   cpu      tocsin wall   cpu   MB peak     cpu ratio   target');
let missed = 0;
for (const shape of shapes) {
  const [layout = '', count = '1'] = shape.split(':');
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  try {
    const files = writeShape(folder, layout, Number(count));
    const runs =
      layout === 'mono' && Number(count) >= 100 ? 1 : Number(count) >= 1000 ? 3 : Number(count) === 1 ? 21 : 7;
    const [theirs, ours, bare] = [[], [], []];
    for (let run = 0; run < runs; run += 1) {
      theirs.push(timed('promtool', ['test', 'rules', ...files], folder));
      for (let again = 0; again < (runs === 1 ? 3 : 1); again += 1)
        ours.push(timed(process.execPath, [bin, 'test', '--prometheus', '2.42', ...files], folder));
    }
    for (let run = 0; shape === 'split:1' && run < runs; run += 1)
      bare.push(timed(process.execPath, ['-e', '0'], folder));
    const { rss } = runMeasured(['test', '--prometheus', '2.42', ...files], folder);
    const pick = (list, key) => median(list.map((one) => one[key]));
    const ratio = pick(theirs, 'cpu') / pick(ours, 'cpu');
    const target = targets[shape];
    // A single small file: no slower than promtool but for the start of Node.
    const isSlow = bare.length > 0 && pick(ours, 'wall') > pick(theirs, 'wall') + pick(bare, 'wall');
    const isMissed = (target !== undefined && ratio < target) || rss > memoryBudget || isSlow;
    if (isMissed) missed += 1;
    const columns = [
      shape.padEnd(14),
      pick(theirs, 'wall').toFixed(3).padStart(14),
      pick(theirs, 'cpu').toFixed(3).padStart(8),
      pick(ours, 'wall').toFixed(3).padStart(14),
      pick(ours, 'cpu').toFixed(3).padStart(8),
      rss.toFixed(0).padStart(8),
      `${ratio.toFixed(1)}x`.padStart(14),
      target === undefined ? '' : `${target}x`.padStart(8),
      bare.length === 0 ? '' : `  bare node ${pick(bare, 'wall').toFixed(3)} wall`,
      isMissed ? '  MISSED' : '',
    ];
    console.log(columns.join(''));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
if (missed > 0) {
  console.error(`${missed} of ${shapes.length} targets missed`);
  process.exitCode = 1;
}
