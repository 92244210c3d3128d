import type { Expr } from '../ast.ts';
import type { EvalOptions } from '../eval/options.ts';
import { prepare } from '../eval/prepare.ts';
import { parse } from '../parser.ts';
import { createStorage, type Storage } from '../storage/storage.ts';
import { checkResult, checkValue, fits } from './check-result.ts';
import { toCustomBuckets } from './classic-to-custom.ts';
import { parseTestFile } from './parse-test-file.ts';
import { pinSelectors } from './pin-selectors.ts';
import type { Command, LoadedSeries } from './test-file.ts';

/** An evaluation that did not give what the file says. */
export interface TestFailure {
  readonly line: number;
  readonly query: string;
  readonly message: string;
}

/** The outcome of a test file. */
export interface TestReport {
  readonly evals: number;
  readonly passed: number;
  readonly failures: readonly TestFailure[];
}

type Load = Extract<Command, { kind: 'load' }>;
type Evaluation = Extract<Command, { kind: 'eval' }>;

/** The switches with which Prometheus runs its own tests. */
const testOptions: EvalOptions = { delayedNameRemoval: true, startTimestamps: true };

/** Runs a file of Prometheus's promqltest, each instant query also as a range query and pinned by `@` as Prometheus does. */
export function runTestFile(text: string): TestReport {
  const commands = parseTestFile(text);
  if (!commands.ok) {
    const failures = commands.errors.map(({ line, message }) => ({ line, query: '', message }));
    return { evals: 0, passed: 0, failures };
  }
  let storage = createStorage();
  let evals = 0;
  const failures: TestFailure[] = [];
  for (const command of commands.value) {
    if (command.kind === 'clear') storage = createStorage();
    else if (command.kind === 'load') load(storage, command);
    else {
      evals++;
      const message = runEvaluation(storage, command);
      if (message !== undefined) failures.push({ line: command.line, query: command.query, message });
    }
  }
  return { evals, passed: evals - failures.length, failures };
}

function load(storage: Storage, { series, gapMs, withCustomBuckets }: Load): void {
  const all: readonly LoadedSeries[] = withCustomBuckets ? [...series, ...toCustomBuckets(series)] : series;
  for (const { labels, values, starts } of all) {
    const appender = storage.appender(labels);
    values.forEach((value, i) => {
      if (value !== undefined) appender.append(i * gapMs, value, starts[i] ?? 0);
    });
  }
}

function runEvaluation(storage: Storage, command: Evaluation): string | undefined {
  const { query, expect, start, end, step } = command;
  const parsed = parse(query);
  if (!parsed.ok) return `does not parse: ${parsed.errors.map(({ message }) => message).join('; ')}`;
  const prepared = prepare(parsed.value, { ...testOptions, text: query });
  const result = step === 0 ? prepared.instant(storage, start) : prepared.range(storage, { start, end, step });
  if (!result.ok) {
    const [error = { message: '' }] = result.errors;
    if (expect.fail === undefined) return `fails: ${error.message}`;
    return fits(error.message, expect.fail) ? undefined : `fails with \`${error.message}\``;
  }
  if (expect.fail !== undefined) return 'does not fail';
  const wrong = checkResult(result.value, expect, { start, step });
  if (wrong !== undefined || step !== 0) return wrong;
  return checkAsRange(storage, command, parsed.value) ?? checkPinned(storage, command, parsed.value);
}

/** The same query as the middle of three steps. */
function checkAsRange(storage: Storage, { query, expect, start }: Evaluation, expr: Expr): string | undefined {
  const dependsOnQuery = /\b(?:start|end|range|step)\(\)/i.test(query);
  if (expect.ordered || expect.string !== undefined || expect.rangeVector !== undefined || dependsOnQuery)
    return undefined;
  const minute = 60_000;
  const range = { start: start - minute, end: start + minute, step: minute };
  const result = prepare(expr, testOptions).range(storage, range);
  if (!result.ok) return `fails as a range query: ${result.errors[0]?.message}`;
  const { value } = result.value;
  if (value.kind !== 'matrix') return 'gives no matrix as a range query';
  const samples = value.series.flatMap(({ labels, points }) =>
    points.filter(({ t }) => t === start).map((point) => ({ labels, ...point })),
  );
  const [only] = samples;
  const scalar = expect.scalar !== undefined && typeof only?.value === 'number';
  const middle = scalar
    ? { kind: 'scalar' as const, t: start, value: only.value as number }
    : { kind: 'vector' as const, samples };
  const wrong = checkValue(middle, expect, { start, step: 0 });
  return wrong === undefined ? undefined : `as a range query: ${wrong}`;
}

/** The same query with every selector pinned to its time, evaluated at other times. */
function checkPinned(storage: Storage, { query, expect, start }: Evaluation, expr: Expr): string | undefined {
  const pinned = pinSelectors(expr, start);
  if (pinned === undefined || expect.rangeVector !== undefined) return undefined;
  const prepared = prepare(pinned, { ...testOptions, text: query });
  for (const time of [-10 * start, 0, start / 5, start, 10 * start]) {
    const result = prepared.instant(storage, Math.trunc(time));
    if (!result.ok) return `fails when pinned: ${result.errors[0]?.message}`;
    const wrong = checkValue(result.value.value, expect, { start, step: 0 });
    if (wrong !== undefined) return `pinned and evaluated at ${time / 1000} s: ${wrong}`;
  }
  return undefined;
}
