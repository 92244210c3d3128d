#!/usr/bin/env node
// Mutation testing measured: mutants per second of CPU time, the tests on them included, on the generated rules and tests of betcode; the
// same with a promtool process for each of a sample of mutants, whose verdicts have to agree; the whole command with one thread and with two.
//   node bench/mutate.mjs [--quick] [RULES_FOLDER]
// RULES_FOLDER has rule files and, in `tests`, promtool tests for them (a copy of kubernetes-mixin): its score and time.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { mutateRule } from '../dist/mutants/run/mutate-rule.js';
import { createSuite } from '../dist/mutants/run/suite.js';
import { readTestFile } from '../dist/simulate/rule-tests/read-test-file.js';
import { readRuleFile } from '../dist/simulate/rules/read-rule-file.js';
import { readYaml } from '../dist/simulate/rules/read-yaml.js';
import { bin, runMeasured } from './run-measured.mjs';

/** Mutants for each second of one core. */
const target = 200;
const version = '2.42';
const isQuick = process.argv.includes('--quick');
const [folder] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const output = fileURLToPath(new URL('../output/prometheus/', import.meta.url));
const cpuSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const rootOf = async (path) => (await readYaml(readFileSync(path, 'utf8'))).value.root;

/** Judges every mutant of every alert, with files read and suites put together anew. */
async function judgeAll() {
  const judged = [];
  for (const file of readdirSync(join(output, 'tests'))) {
    const name = file.replace('.test.yml', '');
    const { groups } = readRuleFile(await rootOf(join(output, 'rules', `${name}.rules.yml`)), name, version);
    const tests = readTestFile(await rootOf(join(output, 'tests', file)), version).file;
    const suites = [createSuite(name, tests, groups, version)];
    for (const rule of groups.flatMap((group) => group.rules))
      for (const judgement of mutateRule(rule, { version, suites }).judgements)
        judged.push({ name, rule, ...judgement });
  }
  return judged;
}

/** Whether the tests of a mutant pass, as promtool says, and the seconds of CPU time that it takes to say so. */
function runPromtool({ name, rule, mutant }, work) {
  const content = parse(readFileSync(join(output, 'rules', `${name}.rules.yml`), 'utf8'));
  const edited = mutant.rule;
  for (const one of content.groups.flatMap((group) => group.rules)) {
    if ((one.alert ?? one.record) !== rule.name) continue;
    one.expr = edited.source;
    if (edited.kind !== 'alerting') continue;
    const texts = (pairs) => Object.fromEntries(pairs.map(([label, { source }]) => [label, source]));
    one.for = `${edited.forMs}ms`;
    one.keep_firing_for = `${edited.keepFiringForMs}ms`;
    one.labels = texts(edited.labels);
    one.annotations = texts(edited.annotations);
  }
  writeFileSync(join(work, 'rules', `${name}.rules.yml`), stringify(content));
  const test = join(work, 'tests', `${name}.test.yml`);
  writeFileSync(test, readFileSync(join(output, 'tests', `${name}.test.yml`)));
  const timed = 'TIMEFORMAT="%U %S"; { time promtool test rules "$1" >/dev/null 2>&1; } 2>&1; exit $?';
  const { stdout, status, error } = spawnSync('bash', ['-c', timed, 'bash', test], { cwd: work, encoding: 'utf8' });
  if (error !== undefined || status > 1) throw new Error(`promtool ended with ${error ?? status}`);
  const [user = 0, system = 0] = stdout.trim().split(' ').map(Number);
  return { passes: status === 0, cpu: user + system };
}

let missed = 0;
const rates = [];
let judged = [];
for (let run = 0; run < (isQuick ? 2 : 5); run += 1) {
  const before = cpuSeconds();
  judged = await judgeAll();
  rates.push(judged.length / (cpuSeconds() - before));
}
const sorted = rates.slice(1).toSorted((a, b) => a - b);
const rate = sorted[Math.floor(sorted.length / 2)] ?? 0;
console.log(`Node ${process.version}; ${judged.length} mutants of betcode, reading and all tests included`);
console.log(
  `  mutants per second of CPU time: ${rate.toFixed(0)} (median; cold ${rates[0]?.toFixed(0)}), target ${target}`,
);
if (rate < target) missed += 1;

const work = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
try {
  mkdirSync(join(work, 'rules'));
  mkdirSync(join(work, 'tests'));
  const sample = judged.filter((_, i) => i % (isQuick ? 61 : 17) === 3);
  const runs = sample.map((one) => ({ ...one, ...runPromtool(one, work) }));
  const differing = runs.filter(({ passes, killer }) => passes !== (killer === undefined));
  const each = runs.reduce((total, { cpu }) => total + cpu, 0) / runs.length;
  console.log(`  with a promtool process each: ${(1 / each).toFixed(1)} per second of CPU time (${runs.length} tried)`);
  console.log(`  ${(each * judged.length).toFixed(0)} s for all of them: ${(rate * each).toFixed(0)} times as long`);
  for (const { rule, mutant } of differing)
    console.error(`  promtool judges otherwise: ${rule.name}: ${mutant.change}`);
  missed += differing.length;
} finally {
  rmSync(work, { recursive: true, force: true });
}

const project = fileURLToPath(new URL('..', import.meta.url));
const show = ({ wall, cpu, rss }) => `${wall.toFixed(1)} s wall, ${cpu.toFixed(1)} s CPU, ${rss.toFixed(0)} MB`;
console.log('tocsin mutate on betcode, the search for what equivalent mutants change included');
for (const jobs of isQuick ? ['2'] : ['1', '2'])
  console.log(`  --jobs ${jobs}: ${show(runMeasured(['mutate', '--jobs', jobs], project))}`);

if (folder !== undefined) {
  const yaml = (path) =>
    readdirSync(path)
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => join(path, name));
  const args = ['mutate', '--rules', ...yaml(folder), '--tests', ...yaml(join(folder, 'tests')), '--json'];
  console.log(`tocsin mutate on ${folder}`);
  const texts = ['1', '2'].map((jobs) => {
    const started = performance.now();
    const { stdout } = spawnSync(process.execPath, [bin, ...args, '--jobs', jobs], {
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    console.log(`  --jobs ${jobs}: ${((performance.now() - started) / 1000).toFixed(1)} s wall`);
    return stdout;
  });
  if (texts[0] !== texts[1]) {
    console.error('  the reports of one and of two threads differ');
    missed += 1;
  }
  const { score, killed, survived, equivalent, alerts } = JSON.parse(texts[0]);
  console.log(`  score ${score}%: ${killed} killed, ${survived} survived, ${equivalent} equivalent`);
  const tested = alerts.filter(({ tests }) => tests > 0);
  const sum = (key) => tested.reduce((total, alert) => total + alert[key], 0);
  const ofTested = (100 * sum('killed')) / (sum('killed') + sum('survived'));
  console.log(`  of the ${tested.length} alerts that have tests: ${ofTested.toFixed(1)}%`);
  for (const { alert, tests, ...one } of alerts)
    console.log(
      `    ${alert.padEnd(45)} ${`${one.score}%`.padStart(7)} ${one.killed} ${one.survived} ${one.equivalent}, ${tests} tests`,
    );
}
if (missed > 0) process.exitCode = 1;
