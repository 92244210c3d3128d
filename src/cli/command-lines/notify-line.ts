import type { NotifyOptions } from '../commands/notify.ts';
import type { CommandLine } from './command-line.ts';
import { routingOptions } from './routing-options.ts';
import { sharedOptions } from './shared-options.ts';

/** `tocsin notify` */
export const notifyLine: CommandLine = {
  name: 'notify',
  description: 'print who is told what and when: from input series to the rendered message',
  examples: [
    ['tocsin notify --scenario DaemonDown', 'what the first generated test of an alert leads to'],
    ['tocsin notify --scenario storm.yml', 'a scenario of your own, as docs/notifications.md describes it'],
    ['tocsin notify --scenario storm.yml -a alertmanager.yml', "the same under anybody's configuration"],
    ['tocsin notify --scenario tests/disk.yml#full --brief', 'a group of a promtool test file; no messages'],
  ],
  define: (command, run) =>
    command
      .requiredOption('-s, --scenario <scenario>', 'an alert, ALERT#GROUP, FILE#GROUP, or a scenario file')
      .option('--until <duration>', 'how long to watch (default: what the scenario says, or 1h after its last event)')
      .option('--brief', 'only who is told when, without the messages')
      .option(
        '--template <files...>',
        'templates beside those of the configuration, such as the email.tmpl of Alertmanager',
      )
      .addOption(routingOptions.alertmanager())
      .addOption(routingOptions.release())
      .addOption(sharedOptions.config())
      .addOption(sharedOptions.out())
      .addOption(sharedOptions.json())
      .action(({ brief = false, ...options }: Omit<NotifyOptions, 'brief'> & { readonly brief?: boolean }) =>
        run(async (context) => (await import('../commands/notify.ts')).notify({ ...options, brief }, context)),
      ),
};
