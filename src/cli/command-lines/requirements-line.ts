import { Option } from 'commander';
import type { RequirementsOptions } from '../commands/requirements.ts';
import type { CommandLine } from './command-line.ts';
import { sharedOptions } from './shared-options.ts';

/** `tocsin requirements` */
export const requirementsLine: CommandLine = {
  name: 'requirements',
  description: 'print which item of the spec, which generated file and which test holds each requirement',
  examples: [
    ['tocsin requirements', 'print the page as Markdown'],
    ['tocsin requirements --write docs/requirements.md', 'write it to a file'],
    ['tocsin requirements --check docs/requirements.md', 'in CI: fail when the file is not current'],
  ],
  define: (command, run) =>
    command
      .addOption(sharedOptions.config())
      .addOption(sharedOptions.out())
      .addOption(new Option('--write <file>', 'write the page to a file').conflicts('check'))
      .option('--check <file>', 'write nothing; fail when the file is not what the spec says')
      .addOption(sharedOptions.json())
      .action((options: RequirementsOptions) =>
        run(async (context) => (await import('../commands/requirements.ts')).requirements(options, context)),
      ),
};
