import { createJiti } from 'jiti';
import { importLibrary } from '../library.ts';

/** Thrown into a config that calls `process.exit`. */
export class ConfigExit extends Error {
  constructor(code: unknown) {
    super(`process.exit(${code === undefined ? '' : String(code)})`);
  }
}

/** What became of the import of a config. */
export type ImportedConfig =
  | { readonly kind: 'module'; readonly exports: unknown }
  | { readonly kind: 'thrown'; readonly error: unknown }
  | { readonly kind: 'exit'; readonly error: ConfigExit }
  | { readonly kind: 'timeout' };

/**
 * Imports a TypeScript or JavaScript module. Whatever it does is caught as far as that is possible from inside the
 * process: exceptions, also later ones of its own making, `process.exit`, and promises that never settle.
 * @param timeLimit Milliseconds.
 */
export async function importConfig(path: string, timeLimit: number): Promise<ImportedConfig> {
  // A specification may be imported more than once in a process, after changes: no cache. And none on the disk either,
  // where it would end up in the user's `node_modules`.
  const jiti = createJiti(import.meta.url, {
    virtualModules: { tocsin: await importLibrary() },
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
  });
  let exit: ConfigExit | undefined;
  const realExit = process.exit;
  process.exit = (code) => {
    exit ??= new ConfigExit(code);
    throw exit;
  };
  let stray: (error: unknown) => void = () => {};
  const strayed = new Promise<never>((_, reject) => {
    stray = reject;
  });
  process.on('uncaughtException', stray);
  process.on('unhandledRejection', stray);
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<ImportedConfig>((done) => {
    timer = setTimeout(() => done({ kind: 'timeout' }), timeLimit);
  });
  try {
    const imported = jiti.import(path).then(withDefault);
    // After a timeout nobody waits for it any more.
    imported.catch(() => {});
    const result = await Promise.race([imported, strayed, timeout]);
    return exit === undefined ? result : { kind: 'exit', error: exit };
  } catch (error) {
    return exit === undefined ? { kind: 'thrown', error } : { kind: 'exit', error: exit };
  } finally {
    clearTimeout(timer);
    process.exit = realExit;
    process.off('uncaughtException', stray);
    process.off('unhandledRejection', stray);
  }
}

/** Waits for a default export that is a promise, too. */
async function withDefault(exports: unknown): Promise<ImportedConfig> {
  const isObject = typeof exports === 'object' && exports !== null;
  return { kind: 'module', exports: isObject && 'default' in exports ? { default: await exports.default } : {} };
}
