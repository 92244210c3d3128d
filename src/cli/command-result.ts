import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Colors } from './reporters/colors.ts';

/** What became of a file (`generate`), or how it compares with the spec (`generate --check`, `check`, `init`). */
export type FileStatus = 'created' | 'updated' | 'removed' | 'unchanged' | 'current' | 'stale' | 'missing' | 'extra';

/** One file in the JSON report. */
export interface FileReport {
  /** Relative to the output folder, `/`-separated. */
  readonly path: string;
  readonly status: FileStatus;
  /** The spec item it comes from; absent for a file that nothing in the spec asks for. */
  readonly from?: string;
}

/** What a command found and did, before it is rendered as text or JSON. */
export interface CommandResult {
  readonly diagnostics: readonly Diagnostic[];
  /** The output folder, absolute; absent when the command did not get that far. */
  readonly out?: string;
  readonly files: readonly FileReport[];
  /** Further fields of the JSON report, which docs/cli.md describes. */
  readonly json?: Readonly<Record<string, unknown>>;
  /** How the diagnostics are shown to a person, where it is not as usual. */
  readonly shown?: {
    /** How many at once. */
    readonly limit?: number;
    /** Without the lines of the files, which may be huge. */
    readonly withoutSource?: boolean;
    /** On stderr, because stdout is full of data. */
    readonly onStderr?: boolean;
  };
  /** What a person reads before the diagnostics: a diff, a summary, next steps. Empty or ending in a newline. */
  readonly text: (colors: Colors) => string;
  /** Whether the text tells all diagnostics in a form of its own, so that they are not printed once more. */
  readonly textTellsAll?: boolean;
}
