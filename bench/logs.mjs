#!/usr/bin/env node
// `tocsin logs check` beside a plain loop (readline, JSON.parse, ajv) on the same records in the same run, turn by turn.
//   node bench/logs.mjs [MiB] [RUNS]
// Each is measured on a small and on a large file: the difference is what the bytes cost, without start-up and the spec.
// Fails when the check, which also counts and looks for secrets, takes a quarter more CPU time per byte than the plain loop, or
// more memory for more bytes.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { logLines } from './log-lines.mjs';
import { runMeasured } from './run-measured.mjs';

const size = Number(process.argv[2] ?? 256);
const runs = Number(process.argv[3] ?? 3);
const small = 8;
/** MiB that a run on the large file may take beyond one on the small file. */
const memoryBudget = 60;
const root = fileURLToPath(new URL('..', import.meta.url));
const plainLoop = fileURLToPath(new URL('./plain-ajv-loop.mjs', import.meta.url));
const reportUsage = fileURLToPath(new URL('./report-usage.mjs', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

function write(name, mebibytes, layout) {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  for (let written = 0, part = 0; written < mebibytes * 2 ** 20; part += 1)
    written += writeSync(file, logLines(part, layout));
  closeSync(file);
  return path;
}

function runPlain(path) {
  const started = performance.now();
  const child = spawnSync(process.execPath, ['--import', reportUsage, plainLoop, path], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  if (child.status !== 0) throw new Error(`the plain loop ended with ${child.status}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(child.output[3]);
  return { wall: (performance.now() - started) / 1000, cpu: (userCPUTime + systemCPUTime) / 1e6, rss: maxRSS / 1024 };
}

const programs = {
  'plain ajv loop': { layout: 'record', run: runPlain },
  'tocsin logs check': { layout: 'record', run: (path) => runMeasured(['logs', 'check', path], root) },
  'the same, layout of tracing': { layout: 'tracing', run: (path) => runMeasured(['logs', 'check', path], root) },
};

const files = Object.fromEntries(
  ['record', 'tracing'].map((layout) => [
    layout,
    { small: write(`small-${layout}.ndjson`, small, layout), large: write(`large-${layout}.ndjson`, size, layout) },
  ]),
);

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const measured = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
// Turn by turn, so that a busy moment of the machine hits all of them.
for (let run = 0; run < runs; run += 1) {
  for (const [name, { layout, run: measure }] of Object.entries(programs)) {
    const [little, much] = [measure(files[layout].small), measure(files[layout].large)];
    measured[name].push({
      cpu: much.cpu - little.cpu,
      wall: much.wall - little.wall,
      rss: much.rss,
      more: much.rss - little.rss,
    });
  }
}

console.log(`Node ${process.version}; ${size} MiB of records; median of ${runs}`);
console.log(
  `${''.padEnd(30)}${'MB/s of CPU'.padStart(12)}${'MB/s'.padStart(8)}${'peak MiB'.padStart(10)}${'more than for 8 MiB'.padStart(21)}`,
);
const bytes = ((size - small) * 2 ** 20) / 1e6;
const pick = (name, key) => median(measured[name].map((one) => one[key]));
for (const name of Object.keys(programs)) {
  const columns = [
    name.padEnd(30),
    (bytes / pick(name, 'cpu')).toFixed(0).padStart(12),
    (bytes / pick(name, 'wall')).toFixed(0).padStart(8),
    pick(name, 'rss').toFixed(0).padStart(10),
    pick(name, 'more').toFixed(0).padStart(21),
  ];
  console.log(columns.join(''));
}
const ratio = pick('plain ajv loop', 'cpu') / pick('tocsin logs check', 'cpu');
console.log(`${ratio.toFixed(2)} times as fast as the plain loop, by CPU time`);
if (ratio < 0.8 || pick('tocsin logs check', 'more') > memoryBudget) {
  console.error('the check must not cost a quarter more than the plain loop, nor more memory for more records');
  process.exitCode = 1;
}
