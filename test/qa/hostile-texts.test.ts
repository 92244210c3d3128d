import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateInstant, evaluateRange } from '../../src/promql/eval/prepare.ts';
import { fuzz, fuzzedReaders } from '../support/fuzz-readers.ts';
import { exprs } from '../support/promql-arbitraries.ts';
import { differentialStorage } from '../support/promql-differential.ts';

const runs = Number(process.env['TOCSIN_RUNS'] ?? 5_000);
const seed = Number(process.env['TOCSIN_SEED'] ?? Date.now() % 2 ** 31);

describe(`on ${runs} texts (TOCSIN_SEED=${seed}), without a crash and with a place for every error, work`, () => {
  test.each(fuzzedReaders)('$name', (reader) => fuzz(reader, runs, seed));
});

describe(`on any well-typed expression (TOCSIN_SEED=${seed})`, () => {
  const storage = differentialStorage();

  test.each(['3', '2.42'] as const)('the evaluator of %s has a value or an error', (compat) => {
    const options = { compat, maxSamples: 20_000 };
    fc.assert(
      fc.property(exprs({ dialect: compat }), fc.integer({ min: -1e6, max: 1e7 }), (expr, time) => {
        for (const result of [
          evaluateInstant(expr, storage, time, options),
          evaluateRange(expr, storage, { start: time, end: time + 600_000, step: 60_000 }, options),
        ])
          if (!result.ok) expect(result.errors[0]?.message).toMatch(/./);
      }),
      { numRuns: Math.ceil(runs / 5), seed },
    );
  });
});
