import { createReadStream, fstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { CannotRunError } from '../cannot-run-error.ts';
import type { CommandContext } from '../command-context.ts';
import { fault } from './fault.ts';

/** An input of a command: a file, or what is piped into it. */
export interface Input {
  /** As it stands in findings: the path as given, or `<stdin>`. */
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

const chunkBytes = 1 << 20;

/** The inputs named on the command line, read when their turn comes; `-` is stdin, and so is no name at all. */
export function inputsOf(names: readonly string[], context: CommandContext): readonly Input[] {
  const stdin = names.filter((name) => name === '-').length;
  if (stdin > 1) throw new CannotRunError('cli/usage', '`-` is given more than once', 'name stdin once');
  return (names.length === 0 ? ['-'] : names).map((name) => ({
    name: name === '-' ? '<stdin>' : name,
    chunks: name === '-' ? standardInput(context) : fileChunks(resolve(context.io.cwd, name), name, context),
  }));
}

function standardInput({ io }: CommandContext): AsyncIterable<Uint8Array> {
  if (io.stdin === undefined)
    throw new CannotRunError(
      'cli/usage',
      'there is nothing to read',
      'name a file, or pipe something into the command',
    );
  return io.stdin();
}

async function* fileChunks(path: string, name: string, { progress }: CommandContext): AsyncIterable<Uint8Array> {
  let done = 0;
  let total: number | undefined;
  const stream = createReadStream(path, { highWaterMark: chunkBytes });
  stream.once('open', (descriptor: number) => {
    total = fstatSync(descriptor).size;
  });
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      yield chunk;
      done += chunk.length;
      progress.step(`reading ${name} (MiB)`, Math.round(done / 2 ** 20), Math.round((total ?? done) / 2 ** 20));
    }
  } catch (error) {
    throw fault('read', path, error);
  }
}
