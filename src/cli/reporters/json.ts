import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { FileReport } from '../command-result.ts';
import type { ExitCode } from '../exit-codes.ts';

/** What `--json` prints, as docs/cli.md describes it. */
export interface JsonReport {
  /** Whether the exit code is 0. */
  readonly ok: boolean;
  readonly exitCode: ExitCode;
  /** The words that name the command; `null` when the arguments name none. */
  readonly command: string | null;
  /** The output folder, relative to the working directory; `null` when the command did not get that far. */
  readonly out: string | null;
  /** Everything that was found, in the order of discovery. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that the command looked after, sorted by path. */
  readonly files: readonly FileReport[];
}

/** The report as the only line on stdout, with what the command has to say besides. */
export const renderJson = (report: JsonReport, more: Readonly<Record<string, unknown>> = {}): string =>
  `${JSON.stringify({ ...report, ...more })}\n`;
