import { spawn } from 'node:child_process';
import { StackFault } from './stack-fault.ts';

/** A program that answers. */
export interface RunningProgram {
  stop(): Promise<void>;
}

const attempts = 300;
const pauseMs = 100;
const graceMs = 5000;

/** What is to be done when this process ends before its programs do: nothing may be left behind. */
const running = new Set<() => void>();

function killAtExit(kill: () => void): void {
  if (running.size === 0)
    process.once('exit', () => {
      for (const one of running) one();
    });
  running.add(kill);
}

/** Starts a server and waits until `ready` answers with a success. */
export async function startProgram(command: string, args: readonly string[], ready: string): Promise<RunningProgram> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  let ended = false;
  child.stderr.on('data', (data: Buffer) => {
    output = (output + data.toString()).slice(-4000);
  });
  const end = new Promise<void>((resolve) => {
    const done = (): void => {
      ended = true;
      resolve();
    };
    child.once('exit', done);
    child.once('error', done);
  });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  killAtExit(kill);
  const stop = async (): Promise<void> => {
    if (!ended) child.kill('SIGTERM');
    const timer = setTimeout(kill, graceMs);
    await end;
    clearTimeout(timer);
    running.delete(kill);
  };
  for (let attempt = 0; attempt < attempts && !ended; attempt++) {
    const answered = await fetch(ready, { signal: AbortSignal.timeout(2000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return { stop };
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  const why = ended ? 'ended' : 'does not answer';
  await stop();
  const last = output.trim().split('\n').at(-1) ?? '';
  throw new StackFault('live/not-started', `\`${command}\` ${why}: ${last}`, 'try again; see its message above');
}
