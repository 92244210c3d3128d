import type { Io } from './io.ts';

/** Tells a person at a terminal what takes so long. */
export interface Progress {
  /** The current step, and how far it is: `writing files`, 120 of 3000. */
  readonly step: (what: string, done?: number, total?: number) => void;
  /** Clears the line. */
  readonly end: () => void;
}

const silentForMs = 1000;
const everyMs = 100;

/** Progress on one line of stderr: nothing within the first second, nothing unless it is a terminal. */
export function startProgress({ stderr, now }: Io): Progress {
  if (!stderr.isTty) return { step: () => {}, end: () => {} };
  const started = now();
  let last = Number.NEGATIVE_INFINITY;
  let shown = false;
  return {
    step: (what, done, total) => {
      const at = now();
      if (at - started < silentForMs || at - last < everyMs) return;
      last = at;
      shown = true;
      const count = done === undefined || total === undefined ? '' : ` ${done}/${total}`;
      stderr.write(`\r\u001b[K${what}${count} ...`);
    },
    end: () => {
      if (shown) stderr.write('\r\u001b[K');
      shown = false;
    },
  };
}
