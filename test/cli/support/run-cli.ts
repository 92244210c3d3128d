import type { Dependencies } from '../../../src/cli/dependencies.ts';
import { main } from '../../../src/cli/main.ts';

/** What a run of the command left on its streams. */
export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The world of a run. */
export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly tty?: boolean;
  /** What is piped into the command. */
  readonly stdin?: string;
  readonly dependencies?: Dependencies;
  /** The clock, in milliseconds. */
  readonly now?: () => number;
}

/** Runs the command in this process. */
export async function runCli(argv: readonly string[], options: RunOptions): Promise<Run> {
  let stdout = '';
  let stderr = '';
  const isTty = options.tty ?? false;
  const exitCode = await main(
    argv,
    {
      stdout: {
        write: (text) => {
          stdout += text;
        },
        isTty,
      },
      stderr: {
        write: (text) => {
          stderr += text;
        },
        isTty,
      },
      ...(options.stdin === undefined ? {} : { stdin: () => piped(options.stdin ?? '') }),
      cwd: options.cwd,
      env: options.env ?? {},
      now: options.now ?? (() => 0),
    },
    options.dependencies,
  );
  return { exitCode, stdout, stderr };
}

async function* piped(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}
