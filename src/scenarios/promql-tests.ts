import type { Alert, Condition, Measure, Model } from '../model/model.ts';
import type { AlertTest } from './alert-test.ts';

type Raw = Extract<Measure, { kind: 'promql' }>;

/** The raw PromQL that a condition compares; of several parts, none alone decides. */
const rawMeasures = (condition: Condition): readonly Raw[] =>
  condition.kind === 'compare' && condition.measure.kind === 'promql' ? [condition.measure] : [];

/** Number of entries that a text in promtool's series notation stands for. */
export function notationLength(values: string): number {
  return values
    .trim()
    .split(/\s+/)
    .reduce((sum, word) => {
      const repeated = /x(\d+)$/.exec(word);
      if (repeated === null) return sum + 1;
      return sum + Number(repeated[1]) + (word.startsWith('_x') ? 0 : 1);
    }, 0);
}

/** Tests of a condition on raw PromQL, from its author's `high` and `low` samples: it fires on the one and not on the other. */
export function promqlTests(model: Model, alert: Alert): readonly AlertTest[] {
  const firing = `count(ALERTS{alertname="${alert.name}", alertstate="firing"}) or vector(0)`;
  return rawMeasures(alert.when).flatMap((measure) =>
    (['high', 'low'] as const).map((side): AlertTest => {
      const inputs = Object.entries(measure[side]).map(([series, values]) => ({ series, values }));
      const scrapes = Math.max(1, ...inputs.map(({ values }) => notationLength(values)));
      const end =
        Math.floor(((scrapes - 1) * model.scrapeInterval) / model.evaluationInterval) * model.evaluationInterval;
      return {
        name: side === 'high' ? 'fires on the high sample' : 'stays silent on the low sample',
        interval: model.scrapeInterval,
        inputs,
        checks: [
          {
            at: end,
            query: { expr: `(${firing}) > bool 0`, value: side === 'high' ? 1 : 0 },
            because: `the ${side} sample of the spec`,
          },
        ],
      };
    }),
  );
}
