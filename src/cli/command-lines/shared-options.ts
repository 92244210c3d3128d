import { Option } from 'commander';

/** The options that commands on a spec have in common. */
export const sharedOptions = {
  config: () => new Option('-c, --config <file>', 'the spec (default: tocsin.config.{ts,mts,js,mjs,yaml,yml,json})'),
  out: () => new Option('-o, --out <dir>', 'the output folder (default: "output", beside the config)'),
  json: () => new Option('--json', 'print one JSON object on stdout, as docs/cli.md describes it'),
};
