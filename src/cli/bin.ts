import { exitCodes } from './exit-codes.ts';
import type { OutputStream } from './io.ts';
import { main } from './main.ts';

// `exit` as it is now: while a config is loaded, one that calls it is caught.
const { stdout, stderr, exit } = process;

/** Resolves when the stream takes more; to false when it never will again. */
function drained(stream: NodeJS.WriteStream): Promise<boolean> {
  if (stream.destroyed) return Promise.resolve(false);
  if (!stream.writableNeedDrain) return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = () => {
      stream.off('drain', settle).off('close', settle).off('error', settle);
      resolve(!stream.destroyed && stream.errored === null);
    };
    stream.on('drain', settle).on('close', settle).on('error', settle);
  });
}

const streamOf = (stream: NodeJS.WriteStream): OutputStream => ({
  write: (text) => {
    stream.write(text);
  },
  drained: () => drained(stream),
  isTty: stream.isTTY === true,
  ...(stream.isTTY === true ? { columns: stream.columns } : {}),
});

for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader has seen enough (`tocsin generate --check | head`), which changes nothing about the result.
    if (error.code === 'EPIPE') return;
    if (stream === stdout) stderr.write(`error[cli/cannot-write]: cannot write to stdout: ${error.message}\n`);
    exit(exitCodes.couldNotRun);
  });
}

// Whatever a config started and did not wait for ends here; while it is loaded, the loader listens, too, and knows better.
process.on('uncaughtException', (error: unknown) => {
  if (process.listenerCount('uncaughtException') > 1) return;
  const text = error instanceof Error ? (process.env['TOCSIN_DEBUG'] === '1' && error.stack) || error.message : error;
  stderr.write(`error[cli/internal-error]: internal error: ${String(text)}\n`);
  exit(exitCodes.couldNotRun);
});

let ended = false;
process.on('beforeExit', () => {
  if (ended) return;
  ended = true;
  stderr.write('error[cli/internal-error]: internal error: the command waits for something that never happens\n');
  process.exitCode = exitCodes.couldNotRun;
});

/**
 * Ends the process even when a config has left timers or sockets behind, but never before the output is out. At once when it
 * is: then nothing is torn down that the kernel takes back faster.
 */
function leave(): void {
  if (stdout.writableLength + stderr.writableLength === 0) exit();
  setTimeout(leave, 200).unref();
}

// Not a top-level await: one that never settles would end the process with a code of Node's own.
main(process.argv.slice(2), {
  stdout: streamOf(stdout),
  stderr: streamOf(stderr),
  stdin: () => process.stdin,
  cwd: process.cwd(),
  env: process.env,
  // `performance` would load more of Node than a short run needs.
  now: () => Number(process.hrtime.bigint()) / 1e6,
}).then((exitCode) => {
  ended = true;
  process.exitCode = exitCode;
  leave();
});
