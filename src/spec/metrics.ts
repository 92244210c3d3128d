export * from './daemon-metrics.ts';
export * from './relay-metrics.ts';
