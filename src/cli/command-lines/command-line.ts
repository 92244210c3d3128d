import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';

/** Runs a command and keeps its result for the report. */
export type Run = (work: (context: CommandContext) => Promise<CommandResult>) => Promise<void>;

/** One command as it is typed: its words, its options, its help. */
export interface CommandLine {
  /** What follows `tocsin`: `generate`; two words for a command of a group. */
  readonly name: string;
  readonly description: string;
  /** A command line and what it is good for; a test parses them all. */
  readonly examples: readonly (readonly [command: string, what: string])[];
  /** Declares arguments, options and the action. The command itself is imported when it runs: help must stay quick. */
  readonly define: (command: Command, run: Run) => Command;
}
