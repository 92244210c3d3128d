/** One generated file. Generators return these; only `cli/files` writes them. */
export interface Artifact {
  /** Relative to the output folder, `/`-separated, never leaving it: `prometheus/rules/X.rules.yml`. */
  readonly path: string;
  /** UTF-8, ending in one newline. */
  readonly content: string;
  /** The spec item it came from, as `manifest.json` shows it: `alert BetcodeHighCrashRate`, `dashboard overview`, `spec`. */
  readonly from: string;
}
