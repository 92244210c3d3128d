import { crashStorm } from './experiments/crash-storm.ts';
import { networkPartition } from './experiments/network-partition.ts';
import { permissionTimeoutUnderLoad } from './experiments/permission-timeout.ts';
import { rateLimitCascade } from './experiments/rate-limit.ts';
import { sqliteCorruptionExperiment } from './experiments/sqlite-corruption.ts';

/** The five of the requirements, in their order. */
export const experiments = [
  sqliteCorruptionExperiment,
  crashStorm,
  networkPartition,
  rateLimitCascade,
  permissionTimeoutUnderLoad,
];
