/** What the exit code of every command means. */
export const exitCodes = {
  ok: 0,
  /** The spec, the output or the artifacts have errors: somebody has to change something. */
  findings: 1,
  /** The command could not do its work: wrong usage, unreadable files, full disk, or a bug. */
  couldNotRun: 2,
} as const;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
