import { toYaml } from './yaml.ts';

/** A component and its settings: `tail_sampling`, `otlp`. */
export type CollectorComponents = Readonly<Record<string, object>>;

/** What data goes through, in order; names of components. */
export interface CollectorPipeline {
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}

/** A rule of the tail sampler. */
export type SamplingPolicy =
  | {
      readonly name: string;
      readonly type: 'status_code';
      readonly status_code: { readonly status_codes: readonly string[] };
    }
  | { readonly name: string; readonly type: 'latency'; readonly latency: { readonly threshold_ms: number } }
  | {
      readonly name: string;
      readonly type: 'probabilistic';
      readonly probabilistic: { readonly sampling_percentage: number };
    };

/** The configuration of the OpenTelemetry Collector (contrib distribution) that is generated. */
export interface CollectorConfig {
  readonly receivers: CollectorComponents;
  readonly processors: CollectorComponents & {
    readonly tail_sampling: {
      readonly num_traces: number;
      readonly expected_new_traces_per_sec: number;
      readonly decision_wait: string;
      readonly policies: readonly SamplingPolicy[];
    };
  };
  readonly connectors: CollectorComponents & {
    readonly spanmetrics: {
      readonly namespace: string;
      readonly exemplars: { readonly enabled: boolean };
      readonly metrics_flush_interval: string;
      readonly histogram: { readonly unit: string; readonly explicit: { readonly buckets: readonly string[] } };
      readonly dimensions: readonly { readonly name: string }[];
    };
  };
  readonly exporters: CollectorComponents;
  readonly extensions: CollectorComponents;
  readonly service: {
    readonly extensions: readonly string[];
    readonly pipelines: Readonly<Record<string, CollectorPipeline>>;
  };
}

/** The text of a configuration of the Collector. */
export const serialiseCollectorConfig = (config: CollectorConfig, header: readonly string[]): string =>
  toYaml(config, { header });
