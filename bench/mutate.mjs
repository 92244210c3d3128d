#!/usr/bin/env node
// Mutation testing measured: mutants per second of CPU time, the tests on them included, on the generated rules and tests of betcode; the
// same with a promtool process for each of a sample of mutants, whose verdicts have to agree; the whole command with one thread and with two.
//   node bench/mutate.mjs [--quick] [RULES_FOLDER]
// RULES_FOLDER has rule files and, in `tests`, promtool tests for them (a copy of kubernetes-mixin): the same, and its score. promtool tries a sample of
// its mutants only, on the test files that pass under it and take it a few seconds at most. Takes some ten minutes on two cores.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { mutateRule } from '../dist/mutants/run/mutate-rule.js';
import { createSuite } from '../dist/mutants/run/suite.js';
import { readTestFile } from '../dist/simulate/rule-tests/read-test-file.js';
import { readRuleFile } from '../dist/simulate/rules/read-rule-file.js';
import { readYaml } from '../dist/simulate/rules/read-yaml.js';
import { runMeasured } from './run-measured.mjs';

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
const yamlIn = (path) =>
  readdirSync(path)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => join(path, name));

/** Judges every mutant of rules, with files read and suites put together anew: each with its place and the test files that it was tried on. */
async function judgeFiles({ rules, tests }) {
  const files = [];
  for (const path of rules) files.push({ path, groups: readRuleFile(await rootOf(path), path, version).groups });
  const loaded = files.flatMap(({ groups }) => groups);
  const suites = [];
  for (const path of tests)
    suites.push(createSuite(path, readTestFile(await rootOf(path), version).file, loaded, version));
  const judged = [];
  for (const { path, groups } of files)
    for (const [group, { rules: all }] of groups.entries())
      for (const [index, rule] of all.entries()) {
        const { judgements, trials } = mutateRule(rule, { version, suites });
        const triedOn = [...new Set(trials.map(({ suite }) => suite.path))];
        for (const one of judgements) judged.push({ path, group, index, rule, tests: triedOn, ...one });
      }
  return judged;
}

/** The rule file of an alert and its tests. */
const betcode = readdirSync(join(output, 'tests')).map((file) => ({
  rules: [join(output, 'rules', file.replace('.test.yml', '.rules.yml'))],
  tests: [join(output, 'tests', file)],
}));

async function judgeBetcode() {
  const judged = [];
  for (const files of betcode) judged.push(...(await judgeFiles(files)));
  return judged;
}

/** Whether test files pass, and the seconds of CPU time that promtool takes to say so: it runs one after the other until one fails. */
function runPromtool(work, tests) {
  const timed = 'TIMEFORMAT="%U %S"; { time timeout "$1" promtool test rules "$2" >/dev/null 2>&1; } 2>&1; exit $?';
  let cpu = 0;
  for (const test of tests) {
    const args = ['-c', timed, 'bash', `${longestTest}`, test];
    const { stdout, status, error } = spawnSync('bash', args, { cwd: work, encoding: 'utf8' });
    if (error !== undefined || (status > 1 && status !== 124))
      throw new Error(`promtool ended with ${error ?? status}`);
    const [user = 0, system = 0] = stdout.trim().split(' ').map(Number);
    cpu += user + system;
    if (status !== 0) return { passes: false, cpu };
  }
  return { passes: true, cpu };
}

/** Seconds after which a test file is left out, or a mutant counts as noticed. */
const longestTest = 20;

/** The rule file with a mutant in the place of its original. */
function withMutant({ path, group, index, mutant: { rule: edited } }) {
  const content = parse(readFileSync(path, 'utf8'));
  const one = content.groups[group].rules[index];
  one.expr = edited.source;
  if (edited.kind === 'recording') one.labels = edited.labels;
  else {
    const texts = (pairs) => Object.fromEntries(pairs.map(([label, { source }]) => [label, source]));
    one.for = `${edited.forMs}ms`;
    one.keep_firing_for = `${edited.keepFiringForMs}ms`;
    one.labels = texts(edited.labels);
    one.annotations = texts(edited.annotations);
  }
  return stringify(content);
}

/** Runs promtool on a copy of a folder for each mutant of a sample. */
function tryOnPromtool(root, sample) {
  const work = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  try {
    cpSync(root, work, { recursive: true });
    return sample.map((one) => {
      const path = join(work, relative(root, one.path));
      writeFileSync(path, withMutant(one));
      const ran = runPromtool(
        work,
        one.tests.map((test) => join(work, relative(root, test))),
      );
      writeFileSync(path, readFileSync(one.path));
      return { ...one, ...ran };
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

let missed = 0;
function reportPromtool(runs, all, rate) {
  const differing = runs.filter(({ passes, killer }) => passes !== (killer === undefined));
  const each = runs.reduce((total, { cpu }) => total + cpu, 0) / runs.length;
  console.log(`  with a promtool process each: ${(1 / each).toFixed(1)} per second of CPU time (${runs.length} tried)`);
  console.log(`  ${(each * all).toFixed(0)} s for all of them: ${(rate * each).toFixed(0)} times as long`);
  console.log(`  verdicts that differ: ${differing.length}`);
  for (const { rule, mutant } of differing)
    console.error(`  promtool judges otherwise: ${rule.name}: ${mutant.change}`);
  missed += differing.length;
}

const rates = [];
let judged = [];
for (let run = 0; run < (isQuick ? 2 : 5); run += 1) {
  const before = cpuSeconds();
  judged = await judgeBetcode();
  rates.push(judged.length / (cpuSeconds() - before));
}
const sorted = rates.slice(1).toSorted((a, b) => a - b);
const rate = sorted[Math.floor(sorted.length / 2)] ?? 0;
console.log(`Node ${process.version}; ${judged.length} mutants of betcode, reading and all tests included`);
console.log(
  `  mutants per second of CPU time: ${rate.toFixed(0)} (median; cold ${rates[0]?.toFixed(0)}), target ${target}`,
);
if (rate < target) missed += 1;
const some = judged.filter((_, i) => i % (isQuick ? 61 : 17) === 3);
reportPromtool(tryOnPromtool(output, some), judged.length, rate);

const project = fileURLToPath(new URL('..', import.meta.url));
const show = ({ wall, cpu, rss }) => `${wall.toFixed(1)} s wall, ${cpu.toFixed(1)} s CPU, ${rss.toFixed(0)} MB`;
console.log('tocsin mutate on betcode, the search for what equivalent mutants change included');
for (const jobs of isQuick ? ['2'] : ['1', '2'])
  console.log(`  --jobs ${jobs}: ${show(runMeasured(['mutate', '--jobs', jobs], project))}`);

/** Mutants of RULES_FOLDER that promtool tries. */
const mostOnPromtool = isQuick ? 10 : 40;

if (folder !== undefined) {
  const [rules, tests] = [yamlIn(folder), yamlIn(join(folder, 'tests'))];
  console.log(`the first pass on ${folder}`);
  const before = cpuSeconds();
  const all = await judgeFiles({ rules, tests });
  const ofFolder = all.length / (cpuSeconds() - before);
  const tried = all.filter((one) => one.tests.length > 0);
  console.log(
    `  ${all.length} mutants, ${tried.length} with tests; mutants per second of CPU time: ${ofFolder.toFixed(0)}`,
  );
  const plain = tests.filter((test) => runPromtool(folder, [test]).passes);
  console.log(`  promtool passes, within ${longestTest} s: ${plain.map((path) => basename(path)).join(', ')}`);
  // Those that are tried on other files, too, have other killers.
  const comparable = tried.filter((one) => one.tests.every((test) => plain.includes(test)));
  const every = Math.max(1, Math.floor(comparable.length / mostOnPromtool));
  const sample = comparable.filter((_, i) => i % every === 0).slice(0, mostOnPromtool);
  console.log(`  one in ${every} of the ${comparable.length} mutants that these alone test:`);
  reportPromtool(tryOnPromtool(folder, sample), comparable.length, ofFolder);

  const args = ['mutate', '--rules', ...rules, '--tests', ...tests, '--min-score', '0', '--json'];
  console.log(`tocsin mutate on ${folder}`);
  const texts = ['2', ...(isQuick ? [] : ['1'])].map((jobs) => {
    const run = runMeasured([...args, '--jobs', jobs], project);
    console.log(`  --jobs ${jobs}: ${show(run)}`);
    return run.stdout;
  });
  if (texts.some((text) => text !== texts[0])) {
    console.error('  the reports of one and of two threads differ');
    missed += 1;
  }
  const { score, killed, survived, equivalent, alerts } = JSON.parse(texts[0]);
  console.log(`  score ${score}%: ${killed} killed, ${survived} survived, ${equivalent} equivalent`);
  const tested = alerts.filter((one) => one.tests > 0);
  const sum = (key) => tested.reduce((total, alert) => total + alert[key], 0);
  const ofTested = (100 * sum('killed')) / (sum('killed') + sum('survived'));
  const recordings = tested.filter(({ kind }) => kind === 'recording').length;
  console.log(
    `  of the ${tested.length - recordings} alerts and ${recordings} recordings that have tests: ${ofTested.toFixed(1)}%`,
  );
  for (const { alert, ...one } of alerts)
    console.log(
      `    ${alert.padEnd(45)} ${`${one.score}%`.padStart(7)} ${one.killed} ${one.survived} ${one.equivalent}, ${one.tests} tests`,
    );
}
if (missed > 0) process.exitCode = 1;
