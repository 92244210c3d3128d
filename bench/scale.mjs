#!/usr/bin/env node
// What `generate` and `check` cost for specs of 10 to 10,000 alerts (or the sizes given as arguments), read from JSON and from YAML.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { runMeasured } from './run-measured.mjs';
import { specOf } from './spec-of.mjs';

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
for (const size of sizes) {
  const cwd = join(folder, String(size));
  mkdirSync(cwd);
  const spec = specOf(size);
  writeFileSync(join(cwd, 'spec.json'), JSON.stringify(spec));
  writeFileSync(join(cwd, 'spec.yaml'), stringify(spec, { aliasDuplicateObjects: false }));
  for (const { name, argv } of steps) {
    const { wall, cpu, rss } = runMeasured(argv, cwd);
    const growth = before.has(name) ? (cpu / before.get(name)).toFixed(1) : '';
    before.set(name, cpu);
    console.log(
      `${String(size).padStart(7)}  ${name.padEnd(18)}${wall.toFixed(2).padStart(8)}${cpu.toFixed(2).padStart(8)}${rss.toFixed(0).padStart(10)}${growth.padStart(7)}`,
    );
  }
  rmSync(cwd, { recursive: true });
}
