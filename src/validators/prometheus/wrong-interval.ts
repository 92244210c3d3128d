import { quote } from '../../model/findings.ts';
import { formatDuration, parseDuration } from '../../shared/duration.ts';
import { defineCheck } from '../check.ts';

/** Reports intervals of `prometheus.yml` that are not those for which the rules were written and proven. */
export const wrongInterval = defineCheck({
  id: 'prometheus/wrong-interval',
  severity: 'error',
  check({ prometheus, model }, report) {
    if (prometheus === undefined) return;
    const { path, value } = prometheus;
    const expected = { scrape_interval: model.scrapeInterval, evaluation_interval: model.evaluationInterval };
    for (const [key, ms] of Object.entries(expected)) {
      const written = value.global[key as keyof typeof expected];
      if (parseDuration(written) === ms) continue;
      const message = `the rules are proven for another interval than ${quote(`${key}: ${written}`)}`;
      report({ file: path, at: ['global', key], message, help: `use \`${formatDuration(ms)}\`, as in the spec` });
    }
  },
});
