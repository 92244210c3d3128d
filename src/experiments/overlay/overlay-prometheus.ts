import { type PrometheusConfig, serialisePrometheusConfig } from '../../formats/prometheus-config.ts';
import { readYaml } from '../../formats/read-yaml.ts';
import type { Model } from '../../model/model.ts';
import { scaledDuration } from './scaled-duration.ts';

/** Where the parts of a stack on loopback listen. */
export interface StackPorts {
  readonly alertmanager: number;
  /** The port that stands for a target of a job. */
  readonly target: (job: string, instance: string) => number;
}

/**
 * The generated `prometheus.yml` for a stack on loopback: times divided by `speed`, every target on a port of its own under
 * the `instance` that it has in the spec, Alertmanager on its port. Jobs that the spec does not declare are left out.
 */
export function overlayPrometheus(text: string, model: Model, ports: StackPorts, speed: number): string {
  const read = readYaml(text);
  if (!read.ok) throw new Error(`prometheus.yml: ${read.errors[0]?.message ?? 'not YAML'}`);
  const config = read.value as PrometheusConfig;
  const { scrape_interval, evaluation_interval } = config.global;
  const scrape = scaledDuration(scrape_interval, speed);
  const others = model.targetLabels.filter((label) => label !== 'job' && label !== 'instance');
  return serialisePrometheusConfig({
    ...config,
    global: {
      ...config.global,
      scrape_interval: scrape,
      scrape_timeout: scrape,
      evaluation_interval: scaledDuration(evaluation_interval, speed),
    },
    alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${ports.alertmanager}`] }] }] },
    scrape_configs: config.scrape_configs.flatMap((job) => {
      const declared = model.jobs.find(({ name }) => name === job.job_name);
      if (declared === undefined) return [];
      const static_configs = declared.targets.map((instance) => ({
        targets: [`127.0.0.1:${ports.target(declared.name, instance)}`],
        labels: { instance, ...Object.fromEntries(others.map((label) => [label, label])) },
      }));
      return [
        {
          job_name: job.job_name,
          ...(job.metrics_path === undefined ? {} : { metrics_path: job.metrics_path }),
          static_configs,
        },
      ];
    }),
  });
}
