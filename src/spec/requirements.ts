import { chaosRequirements } from './requirements/chaos-requirements.ts';
import { logRequirements } from './requirements/log-requirements.ts';
import { alertRequirements, metricRequirements } from './requirements/metric-requirements.ts';
import { traceRequirements } from './requirements/trace-requirements.ts';

/** Every sentence of betcode's observability requirements, version 0.2.0, in their order, and what holds it. */
export const requirements = [
  ...traceRequirements,
  ...metricRequirements,
  ...alertRequirements,
  ...logRequirements,
  ...chaosRequirements,
];
