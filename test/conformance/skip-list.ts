/** An evaluation of Prometheus's own tests that does not pass, and why. */
export interface Skip {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

export const skipList: readonly Skip[] = [];
