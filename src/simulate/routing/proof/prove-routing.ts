import type { AlertmanagerSetup } from '../config/alertmanager.ts';
import { type AlertUniverse, refineUniverse } from './alert-universe.ts';
import { inhibitionFaults } from './inhibition-faults.ts';
import { matcherFaults } from './matcher-faults.ts';
import { receiverFaults, structureFaults } from './route-faults.ts';
import type { RoutingFault } from './routing-fault.ts';

/**
 * Everything in a configuration that Alertmanager takes without a word although it cannot be meant: over all label sets of
 * the alerts that there may be, not over samples of them.
 */
export function proveRouting(setup: AlertmanagerSetup, alerts: AlertUniverse): readonly RoutingFault[] {
  const universe = refineUniverse(alerts, setup.route, setup.inhibitRules);
  return [
    ...matcherFaults(setup, alerts),
    ...structureFaults(setup, universe),
    ...receiverFaults(setup, universe),
    ...inhibitionFaults(setup, universe),
  ];
}
