import { type ChildProcess, spawn } from 'node:child_process';

export interface RunningProgram {
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts a server and waits until `ready` answers with a success; fails with its output when it exits or 30 s pass. */
export async function startProgram(command: string, args: readonly string[], ready: string): Promise<RunningProgram> {
  const child: ChildProcess = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let exited = false;
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (output += data.toString()));
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void exit.then(() => (exited = true));
  const stop = async (): Promise<void> => {
    if (!exited) child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
    await exit;
    clearTimeout(timer);
  };
  for (let attempt = 0; attempt < 150; attempt++) {
    if (exited) throw new Error(`${command} exited:\n${output}`);
    const answered = await fetch(ready).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return { output: () => output, stop };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await stop();
  throw new Error(`${command} did not become ready:\n${output}`);
}
