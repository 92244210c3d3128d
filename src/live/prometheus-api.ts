import { StackFault } from './stack-fault.ts';

/** Samples of one series: time in milliseconds since 1970, and value. */
export interface ApiSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [time: number, value: number])[];
}

/** What is asked of a running Prometheus. */
export interface PrometheusApi {
  /** The samples of a selector within the milliseconds before now, as they are stored. */
  stored(selector: string, ms: number): Promise<readonly ApiSeries[]>;
  /** The values of a query at every step; milliseconds. */
  range(query: string, start: number, end: number, step: number): Promise<readonly ApiSeries[]>;
  /** Why rules could not be evaluated the last time. */
  ruleFaults(): Promise<readonly string[]>;
}

interface Answer<T> {
  readonly data?: T;
  readonly error?: string;
}

interface Matrix {
  readonly result: readonly {
    readonly metric: Readonly<Record<string, string>>;
    readonly values: readonly (readonly [number, string])[];
  }[];
}

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly name: string; readonly health: string; readonly lastError?: string }[];
  }[];
}

/** A client of the HTTP API at an address without a trailing slash. */
export function prometheusApi(address: string): PrometheusApi {
  async function ask<T>(path: string, parameters: Readonly<Record<string, string>>): Promise<T> {
    const response = await fetch(`${address}/api/v1/${path}`, {
      method: Object.keys(parameters).length === 0 ? 'GET' : 'POST',
      ...(Object.keys(parameters).length === 0 ? {} : { body: new URLSearchParams(parameters) }),
      signal: AbortSignal.timeout(20_000),
    });
    const { data, error } = (await response.json()) as Answer<T>;
    if (data !== undefined) return data;
    const asked = parameters['query'] ?? path;
    throw new StackFault('live/query-failed', `Prometheus does not answer \`${asked}\`: ${error ?? ''}`, 'try again');
  }
  const series = ({ result }: Matrix): readonly ApiSeries[] =>
    result.map(({ metric, values }) => ({
      labels: metric,
      samples: values.map(([seconds, value]) => [Math.round(seconds * 1000), Number(value)]),
    }));
  return {
    stored: async (selector, ms) => series(await ask('query', { query: `${selector}[${ms}ms]` })),
    range: async (query, start, end, step) =>
      series(
        await ask('query_range', {
          query,
          start: String(start / 1000),
          end: String(end / 1000),
          step: String(step / 1000),
        }),
      ),
    ruleFaults: async () =>
      (await ask<Rules>('rules', {})).groups
        .flatMap(({ rules }) => rules)
        .flatMap(({ name, health, lastError = '' }) => (health === 'err' ? [`${name}: ${lastError}`] : [])),
  };
}
