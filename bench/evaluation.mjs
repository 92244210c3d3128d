#!/usr/bin/env node
// What evaluation costs as series, samples and steps grow: CPU time in this process, without the start of Node, and its growth
// for each doubling. Linear cost is eight times for eight times the size; fails beyond 32, which leaves room for what no longer
// fits into a processor's caches (a quadratic cost would be 64 times).
//   node bench/evaluation.mjs [RUNS]
import { existsSync } from 'node:fs';

if (!existsSync(new URL('../dist/promql/parser.js', import.meta.url))) {
  console.error('dist/ is missing: run `npm run build` first');
  process.exit(2);
}
const { parse } = await import('../dist/promql/parser.js');
const { prepare } = await import('../dist/promql/eval/prepare.js');
const { createStorage } = await import('../dist/promql/storage/storage.js');

const runs = Number(process.argv[2] ?? 5);
const limit = 32;
const scrapeMs = 15_000;

const queries = {
  'a comparison': 'requests_total > 100',
  'a sum of rates': 'sum by (job) (rate(requests_total[5m]))',
  'a share': 'sum by (job) (rate(errors_total[5m])) / sum by (job) (rate(requests_total[5m])) > 0.05',
  'a maximum over a subquery': 'max_over_time(sum by (job) (rate(requests_total[5m]))[10m:1m])',
};

/** Series of two counters, ten to a job. */
function fill(series, samples) {
  const storage = createStorage();
  for (let i = 0; i < series; i += 1) {
    const labels = { job: `job-${Math.floor(i / 10)}`, instance: `instance-${i}` };
    const name = i % 2 === 0 ? 'requests_total' : 'errors_total';
    const appender = storage.appender({ ...labels, __name__: name });
    for (let row = 0; row < samples; row += 1) appender.append(row * scrapeMs, row * (1 + (i % 7)));
  }
  return storage;
}

/** CPU milliseconds of a query at `steps` times, as rules are evaluated, on `filled`, or on a storage whose filling counts. */
function measure(text, { series, samples, steps }, filled) {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(text);
  const before = process.cpuUsage();
  const query = prepare(parsed.value).on(filled ?? fill(series, samples));
  const step = ((samples - 1) * scrapeMs) / (steps - 1);
  for (let i = 0; i < steps; i += 1) {
    const result = query.instant(Math.round(i * step));
    if (!result.ok) throw new Error(result.errors[0].message);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The least cost of each size; turn by turn, so that a busy moment of the machine hits all of them. */
function costsOf(text, sizes, storages) {
  const least = sizes.map(() => Number.POSITIVE_INFINITY);
  for (let run = 0; run < runs; run += 1) {
    sizes.forEach((size, i) => {
      least[i] = Math.min(least[i], measure(text, size, storages?.[i]));
    });
  }
  return least;
}

const sweeps = [
  {
    // Large from the start: a few thousand series fit into the caches, which would make them look cheap.
    what: 'series',
    values: [6000, 12_000, 24_000, 48_000],
    of: (series) => ({ series, samples: 40, steps: 20 }),
  },
  {
    // Filling counts, as only that and the windows grow with the samples.
    what: 'samples',
    values: [1000, 2000, 4000, 8000],
    of: (samples) => ({ series: 200, samples, steps: 60 }),
    countsFilling: true,
  },
  { what: 'steps', values: [500, 1000, 2000, 4000], of: (steps) => ({ series: 200, samples: 240, steps }) },
];

// Warm: the growth of a cost is not that of its compilation.
const warm = { series: 500, samples: 120, steps: 500 };
for (const text of Object.values(queries)) measure(text, warm);

console.log(`Node ${process.version}; CPU ms, least of ${runs}; x: growth from the size before`);
let missed = 0;
for (const { what, values, of, countsFilling = false } of sweeps) {
  const heads = values.map((value) => String(value).padStart(9).padEnd(17));
  console.log(`\n${what.padEnd(28)}${heads.join('')}   total`);
  const sizes = values.map(of);
  const storages = countsFilling ? undefined : sizes.map(({ series, samples }) => fill(series, samples));
  for (const [name, text] of Object.entries(queries)) {
    const costs = costsOf(text, sizes, storages);
    const cells = costs.map((ms, i) => {
      const growth = i === 0 ? '' : `${(ms / costs[i - 1]).toFixed(2)}x`;
      return `${ms.toFixed(1).padStart(9)}${growth.padStart(7)} `;
    });
    const total = costs.at(-1) / costs[0];
    if (total > limit) missed += 1;
    console.log(`${name.padEnd(28)}${cells.join('')}${total.toFixed(1).padStart(7)}x`);
  }
}
if (missed > 0) {
  console.error(`\n${missed} of the costs grow much faster than the size`);
  process.exitCode = 1;
}
