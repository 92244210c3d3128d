import type { Counter, Gauge, Histogram, Quantity, StateMetric } from '../../../src/model/model.ts';

/** The metrics of a made-up job, one or two of every type, that the catalogue of conditions is about. */

const quantity = (value: number, written: string): Quantity => ({ value, written });

export const job = { name: 'shop', targets: ['localhost:9090'], metricsPath: '/metrics', description: 'A shop' };

const base = { job: job.name, help: 'For tests' };
const unbounded = { kind: 'unbounded', why: 'it is' } as const;

export const crashes: Counter = {
  ...base,
  type: 'counter',
  name: 'crashes_total',
  unit: 'crashes',
  labels: [
    { name: 'session', domain: unbounded },
    { name: 'exit_code', domain: { kind: 'bounded', max: 10 } },
  ],
};

export const errors: Counter = {
  ...base,
  type: 'counter',
  name: 'errors_total',
  unit: 'errors',
  labels: [{ name: 'error_type', domain: { kind: 'enum', values: ['CORRUPT', 'NOTADB', 'BUSY'] } }],
};

/** A counter without labels of its own. */
export const restarts: Counter = { ...base, type: 'counter', name: 'restarts_total', unit: 'restarts', labels: [] };

export const requests: Histogram = {
  ...base,
  type: 'histogram',
  name: 'request_seconds',
  unit: 'seconds',
  observes: 'requests',
  buckets: [quantity(0.1, '100ms'), quantity(1, '1s'), quantity(5, '5s')],
  labels: [
    { name: 'tool', domain: unbounded },
    { name: 'decision', domain: { kind: 'enum', values: ['auto', 'user', 'timeout'] } },
  ],
};

export const timeouts: Counter = {
  ...base,
  type: 'counter',
  name: 'timeouts_total',
  unit: 'requests',
  labels: [{ name: 'tool', domain: unbounded }],
};

export const breaker: StateMetric = {
  ...base,
  type: 'state',
  name: 'breaker_state',
  labels: [{ name: 'breaker', domain: { kind: 'enum', values: ['api', 'db', 'mail'] } }],
  states: [
    { name: 'closed', value: 0 },
    { name: 'open', value: 1 },
    { name: 'half_open', value: 2 },
  ],
};

export const tunnel: StateMetric = {
  ...base,
  type: 'state',
  name: 'tunnel_connected',
  labels: [{ name: 'machine', domain: unbounded }],
  states: [
    { name: 'offline', value: 0 },
    { name: 'online', value: 1 },
  ],
};

export const queue: Gauge = {
  ...base,
  type: 'gauge',
  name: 'queue_depth',
  unit: 'items',
  labels: [{ name: 'queue', domain: { kind: 'enum', values: ['fast', 'slow', 'bulk'] } }],
};

export const heap: Gauge = { ...base, type: 'gauge', name: 'heap_bytes', unit: 'bytes', labels: [] };

/** A share of something that a program works out itself. */
export const saturation: Gauge = {
  ...base,
  type: 'gauge',
  name: 'pool_saturation_ratio',
  unit: 'ratio',
  labels: [{ name: 'pool', domain: unbounded }],
};

/** A gauge that can be negative. */
export const balance: Gauge = { ...base, type: 'gauge', name: 'clock_offset_seconds', unit: 'seconds', labels: [] };

export const shopMetrics = [
  crashes,
  errors,
  restarts,
  requests,
  timeouts,
  breaker,
  tunnel,
  queue,
  heap,
  saturation,
  balance,
] as const;
