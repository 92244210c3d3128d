import { defineCheck } from '../check.ts';

/** Reports a Collector that loses traces which the spec keeps: those with an error, the slow ones, a share of the others. */
export const wrongSampling = defineCheck({
  id: 'traces/wrong-sampling',
  severity: 'error',
  check({ collector, model: { traces } }, report) {
    if (collector === undefined || traces === undefined) return;
    const { path: file, value } = collector;
    const { policies } = value.processors.tail_sampling;
    const at = ['processors', 'tail_sampling', 'policies'];
    if (!policies.some((one) => one.type === 'status_code' && one.status_code.status_codes.includes('ERROR')))
      report({
        file,
        at,
        message: 'no policy keeps traces with an error',
        help: 'add one of the type `status_code` for `ERROR`',
      });
    const { slow, others } = traces.sampling;
    if (!policies.some((one) => one.type === 'latency' && one.latency.threshold_ms === slow))
      report({
        file,
        at,
        message: 'no policy keeps the slow traces of the spec',
        help: `add one of the type \`latency\` for ${slow} ms`,
      });
    const share = Math.round(others * 1e6) / 1e4;
    const sampled = policies.some(
      (one) => one.type === 'probabilistic' && one.probabilistic.sampling_percentage === share,
    );
    if (!sampled)
      report({
        file,
        at,
        message: 'the other traces are not sampled as the spec says',
        help: `keep ${share}% of them`,
      });
  },
});
