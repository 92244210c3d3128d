#!/usr/bin/env node
// What `generate` and `check` cost for specs of 10 to 10,000 alerts (or the sizes given as arguments), read from JSON and from YAML.
// Fails when 10,000 alerts take longer or more memory than the budget, or when CPU time grows faster than the specs.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { runMeasured } from './run-measured.mjs';
import { specOf } from './spec-of.mjs';

/** For 10,000 alerts on two cores. */
const budget = { alerts: 10_000, wall: 10, rss: 1024 };
/** CPU time may grow so much faster than the number of alerts; it grows slower where starting up counts. */
const slack = 1.25;

const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [10, 100, 1000, 10_000];
const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const steps = [
  { name: 'generate, JSON', argv: ['generate', '--config', 'spec.json', '--out', 'json'] },
  { name: 'again, unchanged', argv: ['generate', '--config', 'spec.json', '--out', 'json'] },
  { name: 'generate, YAML', argv: ['generate', '--config', 'spec.yaml', '--out', 'yaml'] },
  { name: 'check', argv: ['check', '--config', 'spec.json', '--out', 'json'] },
];

console.log(`Node ${process.version}; x: growth of CPU time from one size to the next`);
console.log(
  `${'alerts'.padStart(7)}  ${'command'.padEnd(18)}${'wall s'.padStart(8)}${'CPU s'.padStart(8)}${'peak MiB'.padStart(10)}${'x'.padStart(7)}`,
);
const before = new Map();
const missed = [];
for (const size of sizes) {
  const cwd = join(folder, String(size));
  mkdirSync(cwd);
  const spec = specOf(size);
  writeFileSync(join(cwd, 'spec.json'), JSON.stringify(spec));
  writeFileSync(join(cwd, 'spec.yaml'), stringify(spec, { aliasDuplicateObjects: false }));
  for (const { name, argv } of steps) {
    const { wall, cpu, rss } = runMeasured(argv, cwd);
    const last = before.get(name);
    const growth = last === undefined ? '' : (cpu / last.cpu).toFixed(1);
    if (last !== undefined && cpu / last.cpu > (slack * size) / last.size)
      missed.push(`${name}: ${growth} times the CPU time for ${size / last.size} times the alerts`);
    if (size === budget.alerts && wall > budget.wall)
      missed.push(`${name}: ${wall.toFixed(1)} s, budget ${budget.wall} s`);
    if (size === budget.alerts && rss > budget.rss)
      missed.push(`${name}: ${rss.toFixed(0)} MiB, budget ${budget.rss} MiB`);
    before.set(name, { cpu, size });
    console.log(
      `${String(size).padStart(7)}  ${name.padEnd(18)}${wall.toFixed(2).padStart(8)}${cpu.toFixed(2).padStart(8)}${rss.toFixed(0).padStart(10)}${growth.padStart(7)}`,
    );
  }
  rmSync(cwd, { recursive: true });
}
if (missed.length > 0) {
  console.error(missed.map((one) => `MISSED ${one}`).join('\n'));
  process.exitCode = 1;
}
