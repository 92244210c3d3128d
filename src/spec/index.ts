import * as alerts from './alerts.ts';
import * as dashboards from './dashboards.ts';
import { experiments } from './experiments.ts';
import { inhibitions } from './inhibitions.ts';
import { kit } from './kit.ts';
import { logs } from './logs.ts';
import * as metrics from './metrics.ts';
import { requirements } from './requirements.ts';
import { traces } from './traces.ts';

/** The specification of betcode’s monitoring: see docs/betcode.md for how each requirement is met. */
export default kit.spec({ metrics, alerts, inhibitions, dashboards, logs, traces, experiments, requirements });
