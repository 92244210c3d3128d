/** One file that `tocsin init` writes. */
export interface ScaffoldFile {
  /** Relative to the chosen folder, `/`-separated. */
  readonly path: string;
  readonly content: string;
}
