import { beforeAll, describe, expect, it } from 'vitest';
import { scaleExpr } from '../../src/experiments/overlay/scale-expr.ts';
import { loadStack, type Stack } from '../../src/experiments/play/load-stack.ts';
import { playVariant } from '../../src/experiments/play/play-variant.ts';
import { evaluateRange } from '../../src/promql/eval/prepare.ts';
import { parse } from '../../src/promql/parser.ts';
import { print } from '../../src/promql/printer.ts';
import { createStorage, type Storage } from '../../src/promql/storage/storage.ts';
import { betcodeArtifacts, betcodeModel } from '../support/betcode.ts';

const scaled = (text: string, speed: number): string => {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(text);
  return print(scaleExpr(parsed.value, speed));
};

describe('scaleExpr', () => {
  it.each([
    ['up == 0', 'up == 0'],
    ['sum_over_time(x[5m])', 'sum_over_time(x[20s])'],
    ['max_over_time((x offset -15s > 3)[5m:15s])', 'max_over_time((x offset -1s > 3)[20s:1s])'],
    ['rate(x[5m]) > 0.5', 'rate(x[20s]) / 15 > 0.5'],
    [
      'histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))',
      'histogram_quantile(0.9, sum by (le) (rate(x_bucket[20s]) / 15))',
    ],
    ['increase(x[5m]) > 5', 'increase(x[20s]) > 5'],
    ['process_start_time_seconds > time() - 300', 'process_start_time_seconds > time() - 20'],
    ['time() - timestamp(x) > 30', 'time() - timestamp(x) > 2'],
    ['x > time() - 1800000000', 'x > time() - 1800000000'],
    ['predict_linear(x[1h], 14400) < 0', 'predict_linear(x[4m], 960) < 0'],
    ['x - 300', 'x - 300'],
    ['x[7m] offset 1m', 'x[28s] offset 4s'],
  ])('%s', (text, expected) => {
    expect(scaled(text, 15)).toBe(expected);
  });

  describe('in a world that runs 15 times as fast', () => {
    const model = betcodeModel();
    const speed = 15;
    let stack: Stack;

    beforeAll(async () => {
      stack = await loadStack(await betcodeArtifacts());
    });

    /** The same samples, closer together; values that are times are moved alike. */
    function compressed(storage: Storage, origin: number): Storage {
      const fast = createStorage();
      const move = (time: number): number => origin + (time - origin) / speed;
      for (const series of storage.series) {
        const labels = storage.labels.at(series.labels).labels;
        const appender = fast.appender(labels);
        const isTime = labels['__name__'] === 'process_start_time_seconds';
        const samples = Array.from({ length: series.length }, (_, i) => {
          const [time = 0, value = 0] = [series.times[i], series.values[i]];
          return { time, value: isTime ? move(value * 1000) / 1000 : value };
        });
        const stale = [...series.staleAt].map((time) => ({ time, value: 'stale' as const }));
        for (const { time, value } of [...samples, ...stale].toSorted((a, b) => a.time - b.time))
          appender.append(move(time), value);
      }
      return fast;
    }

    it.each(['sqlite-corruption', 'subprocess-crash-storm', 'permission-timeout'])(
      'every rule gives the same on %s',
      (name) => {
        const variant = model.experiments.find((one) => one.name === name)?.variants[0];
        if (variant === undefined) throw new Error(name);
        const { storage, fault } = playVariant(model, stack, variant, 5000);
        // Steps of queries begin at multiples of their length.
        const fast = compressed(storage, fault);
        let rows = 0;
        for (const { rule } of stack.rules.entries) {
          const step = model.evaluationInterval;
          const slow = evaluateRange(rule.expr, storage, { start: fault, end: fault + variant.lasts, step });
          const quick = evaluateRange(
            scaleExpr(rule.expr, speed),
            fast,
            { start: fault, end: fault + variant.lasts / speed, step: step / speed },
            { lookbackMs: 300_000 / speed },
          );
          const points = (result: typeof slow, by: number) =>
            result.ok && result.value.value.kind === 'matrix'
              ? result.value.value.series.map(({ labels, points: all }) => ({
                  labels: { ...labels },
                  points: all.map(({ t, value }) => [Math.round((t - fault) * by), value]),
                }))
              : result;
          const [expected, got] = [points(slow, 1), points(quick, speed)];
          expect(got, rule.name).toEqual(expected);
          if (Array.isArray(expected)) rows += expected.length;
        }
        expect(rows).toBeGreaterThan(3);
      },
    );
  });
});
