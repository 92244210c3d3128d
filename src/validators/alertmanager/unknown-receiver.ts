import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';
import { routesBelow } from './walk-routes.ts';

/** Reports routes to receivers that do not exist. */
export const unknownReceiver = defineCheck({
  id: 'alertmanager/unknown-receiver',
  severity: 'error',
  check({ alertmanager, suggest }, report) {
    if (alertmanager === undefined) return;
    const { path, value } = alertmanager;
    const names = value.receivers.map(({ name }) => name);
    for (const { node, at } of routesBelow(value.route)) {
      if (names.includes(node.receiver)) continue;
      const message = `there is no receiver ${quote(node.receiver)}`;
      report({ file: path, at: [...at, 'receiver'], message, help: suggest(node.receiver, names) });
    }
  },
});
