import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** The modules of the bundled command, as they are loaded. */
export interface Modules {
  /** The exports of a module by the name of its file. */
  readonly load: (name: string) => unknown;
  /** What was compiled so far, by the name of its file. */
  readonly scripts: ReadonlyMap<string, Script>;
}

/** The folder with V8's code caches for the running Node. */
export const compiledFolder = (folder: string): string =>
  join(folder, 'compiled', `${process.versions.v8}-${process.platform}-${process.arch}`);

/** The one module that imports an ES module, which only code that Node itself has loaded can do. */
const loadedByNode = './library.js';

/**
 * CommonJS modules of a folder, compiled from V8's code caches where there are any that fit: that halves the time until the
 * first useful instruction. V8 refuses a cache that another version, other flags or another source have made.
 */
export function createModules(folder: string, nodeRequire: NodeJS.Require): Modules {
  const loaded = new Map<string, { exports: unknown }>();
  const scripts = new Map<string, Script>();
  const require = (name: string): unknown =>
    name.startsWith('./') && name !== loadedByNode ? load(name.slice(2)) : nodeRequire(name);

  function load(name: string): unknown {
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    const filename = join(folder, name);
    const script = compile(readFileSync(filename, 'latin1'), filename, readCache(join(compiledFolder(folder), name)));
    const module = { exports: {} };
    loaded.set(name, module);
    scripts.set(name, script);
    const run = script.runInThisContext() as (...args: readonly unknown[]) => void;
    run(module.exports, require, module, filename, folder);
    return module.exports;
  }

  return { load, scripts };
}

function compile(source: string, filename: string, cachedData: Buffer | undefined): Script {
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  return new Script(wrapped, { filename, ...(cachedData === undefined ? {} : { cachedData }) });
}

function readCache(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
