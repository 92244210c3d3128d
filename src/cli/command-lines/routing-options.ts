import { Option } from 'commander';

/** The options of commands that read an Alertmanager configuration. */
export const routingOptions = {
  alertmanager: () => new Option('-a, --alertmanager <file>', "anybody's alertmanager.yml (default: that of the spec)"),
  release: () =>
    new Option('--release <version>', 'the Alertmanager whose reading is wanted')
      .choices(['0.25', 'current'])
      .default('0.25'),
};
