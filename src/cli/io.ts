/** One output stream of the command. */
export interface OutputStream {
  readonly write: (text: string) => void;
  readonly isTty: boolean;
  /** Width of the terminal in columns, when it is one. */
  readonly columns?: number;
}

/** Everything that the command reads from its process, so that it can run inside a test. */
export interface Io {
  /** Results: diagnostics, diffs, summaries, JSON. */
  readonly stdout: OutputStream;
  /** Usage errors, faults and progress. */
  readonly stderr: OutputStream;
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since some fixed moment. */
  readonly now: () => number;
}
