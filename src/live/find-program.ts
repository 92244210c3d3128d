import { spawnSync } from 'node:child_process';
import { StackFault } from './stack-fault.ts';

/** The first of these names under which a program can be run. */
export function findProgram(what: string, ...names: readonly string[]): string {
  for (const name of names) {
    if (spawnSync(name, ['--version'], { stdio: 'ignore', timeout: 20_000 }).error === undefined) return name;
  }
  throw new StackFault(
    'live/missing-program',
    `${what} is not installed: there is no program \`${names.join('` or `')}\``,
    'install it (on Debian the packages `prometheus` and `prometheus-alertmanager`), or run without `--live`',
  );
}
