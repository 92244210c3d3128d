import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** Reports jobs of the spec that `prometheus.yml` does not scrape, or not where the spec says. */
export const wrongJob = defineCheck({
  id: 'prometheus/wrong-job',
  severity: 'error',
  check({ prometheus, model }, report) {
    if (prometheus === undefined) return;
    const { path, value } = prometheus;
    for (const { name, targets, metricsPath } of model.jobs) {
      const index = value.scrape_configs.findIndex(({ job_name }) => job_name === name);
      const config = value.scrape_configs[index];
      if (config === undefined) {
        const message = `Prometheus does not scrape the job ${quote(name)}`;
        report({ file: path, at: ['scrape_configs'], message, help: 'add it to `scrape_configs`' });
        continue;
      }
      const scraped = config.static_configs.flatMap((one) => one.targets);
      const at = ['scrape_configs', index];
      if (scraped.join() !== targets.join()) {
        const message = `the targets of ${quote(name)} are ${quote(scraped.join(', '))}`;
        report({
          file: path,
          at: [...at, 'static_configs'],
          message,
          help: `use \`${targets.join(', ')}\`, as in the spec`,
        });
      }
      if ((config.metrics_path ?? '/metrics') !== metricsPath) {
        const message = `${quote(name)} is scraped at ${quote(config.metrics_path ?? '/metrics')}`;
        report({ file: path, at, message, help: `use \`metrics_path: ${metricsPath}\`, as in the spec` });
      }
    }
  },
});
