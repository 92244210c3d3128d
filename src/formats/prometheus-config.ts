import { toYaml } from './yaml.ts';

/** The part of `prometheus.yml` that is generated. Durations are in the notation of Prometheus. */
export interface PrometheusConfig {
  readonly global: {
    readonly scrape_interval: string;
    readonly scrape_timeout: string;
    readonly evaluation_interval: string;
    readonly external_labels: Readonly<Record<string, string>>;
  };
  readonly rule_files: readonly string[];
  readonly alerting: { readonly alertmanagers: readonly AlertmanagerTarget[] };
  readonly scrape_configs: readonly ScrapeConfig[];
}

/** Instances of Alertmanager behind one address. */
export interface AlertmanagerTarget {
  readonly scheme?: string;
  readonly path_prefix?: string;
  readonly static_configs: readonly StaticConfig[];
}

/** One job. */
export interface ScrapeConfig {
  readonly job_name: string;
  readonly scheme?: string;
  readonly metrics_path?: string;
  readonly static_configs: readonly StaticConfig[];
}

/** Addresses as `host:port`. */
export interface StaticConfig {
  readonly targets: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** The text of a Prometheus configuration. */
export const serialisePrometheusConfig = (config: PrometheusConfig): string => toYaml(config);
