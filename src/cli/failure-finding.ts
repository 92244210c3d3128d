import { CommanderError } from 'commander';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { CannotRunError } from './cannot-run-error.ts';
import type { Io } from './io.ts';

/** A commander message, `error: unknown option '--chek'\n(Did you mean --check?)`, in our words. */
function usageFinding({ message }: CommanderError, command: string | null): Diagnostic {
  const [first = '', ...rest] = message.replace(/^error: /, '').split('\n');
  const near = /^\(Did you mean (?:one of )?(.*)\?\)$/.exec(rest.join(' '))?.[1]?.split(', ');
  const suggestion = near?.map((one) => `\`${one}\``).join(' or ');
  const name = command === null ? 'tocsin' : `tocsin ${command}`;
  return {
    code: 'cli/usage',
    severity: 'error',
    message: first.replaceAll("'", '`').replace(/\.$/, ''),
    help: suggestion === undefined ? `see \`${name} --help\`` : `did you mean ${suggestion}?`,
  };
}

/** A bug of ours: one line, and the stack only for whoever asks for it. */
function crashFinding(error: unknown, env: Io['env']): Diagnostic {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  const stack = env['TOCSIN_DEBUG'] === '1' && error instanceof Error ? `\n${error.stack ?? ''}` : '';
  return {
    code: 'cli/internal-error',
    severity: 'error',
    message: `internal error: ${line}`,
    help: `this is a bug in Tocsin: please report it, with what the command prints under TOCSIN_DEBUG=1${stack}`,
  };
}

/** What the user reads when a command throws; `command` is `null` when the arguments name none. */
export function failureFinding(error: unknown, command: string | null, env: Io['env']): Diagnostic {
  if (error instanceof CannotRunError) return error.diagnostic;
  return error instanceof CommanderError ? usageFinding(error, command) : crashFinding(error, env);
}
