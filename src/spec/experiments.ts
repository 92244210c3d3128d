export * from './experiments/crash-storm.ts';
export * from './experiments/network-partition.ts';
export * from './experiments/permission-timeout.ts';
export * from './experiments/rate-limit.ts';
export * from './experiments/sqlite-corruption.ts';
