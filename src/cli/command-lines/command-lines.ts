import { checkLine } from './check-line.ts';
import type { CommandLine } from './command-line.ts';
import { generateLine } from './generate-line.ts';
import { initLine } from './init-line.ts';
import { logsCheckLine, logsNormaliseLine } from './logs-lines.ts';
import { mutateLine } from './mutate-line.ts';
import { notifyLine } from './notify-line.ts';
import { requirementsLine } from './requirements-line.ts';
import { routeLine } from './route-line.ts';
import { simulateLine } from './simulate-line.ts';
import { testLine } from './test-line.ts';
import { tracesCheckLine } from './traces-lines.ts';

/** All commands, in the order of the help. */
export const commandLines: readonly CommandLine[] = [
  generateLine,
  checkLine,
  initLine,
  testLine,
  mutateLine,
  simulateLine,
  requirementsLine,
  routeLine,
  notifyLine,
  logsCheckLine,
  logsNormaliseLine,
  tracesCheckLine,
];

/** What the commands of a group are about, by the group's name. */
export const commandGroups: Readonly<Record<string, string>> = {
  logs: 'check and rewrite log records',
  traces: 'check exported traces',
};
