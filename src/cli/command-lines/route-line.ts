import type { RouteOptions } from '../commands/route.ts';
import type { CommandLine } from './command-line.ts';
import { routingOptions } from './routing-options.ts';
import { sharedOptions } from './shared-options.ts';

/** `tocsin route` */
export const routeLine: CommandLine = {
  name: 'route',
  description: 'explain whom an alert reaches and why; without labels, prove that the routing has no faults',
  examples: [
    ['tocsin route severity=P1 alertname=Down', 'the path of an alert with these labels through the tree'],
    ['tocsin route --alert DaemonDown', 'every path that an alert of the spec can take, over all its label values'],
    ['tocsin route -a alertmanager.yml team=db', 'the same for a configuration that Tocsin did not write'],
    ['tocsin route -a alertmanager.yml', 'find its shadowed routes, unused receivers and dead inhibitions'],
  ],
  define: (command, run) =>
    command
      .argument('[labels...]', 'labels of an alert, as name=value')
      .option('--alert <name>', 'an alert of the spec; labels narrow it down')
      .addOption(routingOptions.alertmanager())
      .addOption(routingOptions.release())
      .addOption(sharedOptions.config())
      .addOption(sharedOptions.out())
      .addOption(sharedOptions.json())
      .action((labels: readonly string[], options: Omit<RouteOptions, 'labels'>) =>
        run(async (context) => (await import('../commands/route.ts')).route({ ...options, labels }, context)),
      ),
};
