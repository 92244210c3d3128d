import {
  apiRateLimited,
  daemonDown,
  highCrashRate,
  parseErrorSpike,
  permissionTimeoutRate,
  relayDown,
  sqliteCorruption,
  tunnelDisconnected,
} from './alerts.ts';
import { kit } from './kit.ts';

export const inhibitions = [
  kit.inhibit({
    source: daemonDown,
    targets: [highCrashRate, sqliteCorruption, apiRateLimited, permissionTimeoutRate, parseErrorSpike],
    equal: ['instance'],
  }),
  // Without the relay every machine looks offline; the alert about a machine names no relay.
  kit.inhibit({ source: relayDown, targets: [tunnelDisconnected], equal: [] }),
];
