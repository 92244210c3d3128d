/** One output stream of the command. */
export interface OutputStream {
  readonly write: (text: string) => void;
  /** Waits until more can be written; false when nobody reads any more. Absent where nothing has to be waited for. */
  readonly drained?: () => Promise<boolean>;
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
  /** What is piped into the command; absent when nothing can be. */
  readonly stdin?: () => AsyncIterable<Uint8Array>;
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since some fixed moment. */
  readonly now: () => number;
}
