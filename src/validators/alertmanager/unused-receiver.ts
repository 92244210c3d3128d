import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';
import { routesBelow } from './walk-routes.ts';

/** Reports receivers that no route leads to, and receivers of the same name. */
export const unusedReceiver = defineCheck({
  id: 'alertmanager/unused-receiver',
  severity: 'error',
  check({ alertmanager }, report) {
    if (alertmanager === undefined) return;
    const { path, value } = alertmanager;
    const used = new Set(routesBelow(value.route).map(({ node }) => node.receiver));
    value.receivers.forEach(({ name }, i) => {
      if (used.has(name)) return;
      const message = `no route leads to the receiver ${quote(name)}`;
      report({ file: path, at: ['receivers', i, 'name'], message, help: 'route something to it, or remove it' });
    });
  },
});
