import type { Artifact } from '../../formats/artifact.ts';
import { type ScrapeConfig, serialisePrometheusConfig } from '../../formats/prometheus-config.ts';
import { conventions } from '../../model/conventions.ts';
import type { Job, Model } from '../../model/model.ts';
import { formatDuration } from '../../shared/duration.ts';

/** Prometheus' own default. Milliseconds. */
const scrapeTimeout = 10_000;

/** What a link says about the server behind it, as far as it differs from what Prometheus assumes. */
interface Server {
  readonly target: string;
  readonly scheme?: string;
  /** Without a trailing slash. */
  readonly path?: string;
}

function serverAt(link: string | undefined, standard: string): Server {
  if (link === undefined) return { target: standard };
  const { protocol, hostname, port, pathname } = new URL(link);
  const secure = protocol === 'https:';
  const path = pathname.replace(/\/+$/, '');
  return {
    target: `${hostname}:${port === '' ? (secure ? 443 : 80) : port}`,
    ...(secure ? { scheme: 'https' } : {}),
    ...(path === '' ? {} : { path }),
  };
}

const jobConfig = ({ name, metricsPath, targets }: Job): ScrapeConfig => ({
  job_name: name,
  ...(metricsPath === '/metrics' ? {} : { metrics_path: metricsPath }),
  static_configs: [{ targets }],
});

/** Prometheus scrapes itself, so that a rule that takes too long or fails can be seen. */
function selfConfig(model: Model): readonly ScrapeConfig[] {
  if (model.jobs.some(({ name }) => name === 'prometheus')) return [];
  const { target, scheme, path } = serverAt(model.links.prometheus, 'localhost:9090');
  return [
    {
      job_name: 'prometheus',
      ...(scheme === undefined ? {} : { scheme }),
      ...(path === undefined ? {} : { metrics_path: `${path}/metrics` }),
      static_configs: [{ targets: [target] }],
    },
  ];
}

/**
 * `prometheus/prometheus.yml`: scrapes the jobs of the model, evaluates its rules and sends alerts to its Alertmanager.
 * Prometheus and Alertmanager are where the links say, or else on their usual ports of the same machine.
 */
export function generateServerConfig(model: Model): readonly Artifact[] {
  const { target, scheme, path } = serverAt(model.links.alertmanager, 'localhost:9093');
  const content = serialisePrometheusConfig({
    global: {
      scrape_interval: formatDuration(model.scrapeInterval),
      scrape_timeout: formatDuration(Math.min(scrapeTimeout, model.scrapeInterval)),
      evaluation_interval: formatDuration(model.evaluationInterval),
      external_labels: { monitor: model.service },
    },
    rule_files: ['rules/*.rules.yml'],
    alerting: {
      alertmanagers: [
        {
          ...(scheme === undefined ? {} : { scheme }),
          ...(path === undefined ? {} : { path_prefix: path }),
          static_configs: [{ targets: [target] }],
        },
      ],
    },
    scrape_configs: [...model.jobs.map(jobConfig), ...selfConfig(model)],
  });
  return [{ path: conventions.prometheusPath, content, from: 'spec' }];
}
