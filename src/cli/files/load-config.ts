import { readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { notCanonical, readCanonicalYaml } from '../../formats/canonical-yaml.ts';
import { maxSpecLength, type ReadSpecText, readSpecText } from '../../model/read-spec-text.ts';
import { notSound, readSoundJson } from '../../model/sound-json.ts';
import type { LoadedSpec } from '../dependencies.ts';
import { displayPath } from '../display-path.ts';
import { readExport } from './config-export.ts';
import { locateExport, locateInSource, type Search } from './source/locate-in-source.ts';

/** Extensions of configs that are programs, and of those that are data. */
const programs: ReadonlySet<string> = new Set(['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs']);
const texts: ReadonlySet<string> = new Set(['.yaml', '.yml', '.json']);

/** What only tests change. */
export interface LoadOptions {
  /** The folder that shown paths are relative to. Default: the working directory. */
  readonly cwd?: string;
  /** Milliseconds that a program may take. Default: 30 s. */
  readonly timeLimit?: number;
}

/**
 * Loads a specification from a config: a program whose default export is a spec, `{ spec, out }` or a plain document, or a
 * YAML or JSON file. Everything that can go wrong becomes a diagnostic.
 */
export async function loadSpec(configPath: string, options: LoadOptions = {}): Promise<LoadedSpec> {
  const cwd = options.cwd ?? process.cwd();
  const display = (path: string): string => displayPath(cwd, path);
  const shown = display(configPath);
  const extension = extname(configPath).toLowerCase();
  const unreadable = checkFile(configPath, shown, texts.has(extension));
  if (unreadable !== undefined) return failed(unreadable);
  if (texts.has(extension)) return loadText(configPath, shown);
  if (programs.has(extension)) return loadProgram(configPath, display, options.timeLimit ?? 30_000);
  const message = `\`${shown}\` is neither TypeScript, JavaScript, YAML nor JSON`;
  return failed(
    diagnostic('config/unknown-format', message, 'name it `tocsin.config.ts` or `tocsin.config.yaml`', shown),
  );
}

const failed = (...diagnostics: readonly Diagnostic[]): LoadedSpec => ({ ok: false, diagnostics });

/** A diagnostic about a file as a whole. */
const diagnostic = (code: string, message: string, help: string, file?: string): Diagnostic => ({
  code,
  severity: 'error',
  message,
  help,
  ...(file === undefined ? {} : { location: { file, line: 1, column: 1 } }),
});

function checkFile(path: string, shown: string, isText: boolean): Diagnostic | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined)
    return diagnostic(
      'config/missing',
      `there is no file \`${shown}\``,
      'create it with `tocsin init`, or correct the path',
    );
  if (!stats.isFile()) return diagnostic('config/not-a-file', `\`${shown}\` is not a file`, 'name a file');
  if (!isText || stats.size <= maxSpecLength) return undefined;
  const limit = `${maxSpecLength / 1024 / 1024} MiB`;
  const message = `the file has ${(stats.size / 1024 / 1024).toFixed(1)} MiB, more than the ${limit} that are read`;
  return diagnostic('shape/too-large', message, 'split the specification by service', shown);
}

function loadText(path: string, shown: string): LoadedSpec {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch (error) {
    const isEncoding = error instanceof TypeError;
    const [code, reason] = isEncoding
      ? ['config/not-text', 'is not UTF-8 text']
      : ['config/unreadable', 'cannot be read'];
    return failed(
      diagnostic(code, `\`${shown}\` ${reason}`, isEncoding ? 'save it as UTF-8' : 'check its permissions', shown),
    );
  }
  // Findings alone need to know where things stand; that takes longer to read, and ten times the memory of the data.
  const isJson = extname(path).toLowerCase() === '.json';
  const data = isJson ? readSoundJson(text) : readCanonicalYaml(text);
  const isRead = data !== notCanonical && data !== notSound;
  const read = isRead ? { ok: true as const, document: data } : readSpecText(text, shown);
  if (!read.ok) return read;
  let again: ReadSpecText | undefined;
  const locate = (place: Place) => {
    again ??= readSpecText(text, shown);
    return again.ok ? again.locate(place) : undefined;
  };
  return { ok: true, document: read.document, locate };
}

async function loadProgram(path: string, display: (path: string) => string, timeLimit: number): Promise<LoadedSpec> {
  const { importConfig } = await import('./import-config.ts');
  const imported = await importConfig(path, timeLimit);
  if (imported.kind !== 'module') {
    const faults = await import('./import-fault.ts');
    switch (imported.kind) {
      case 'thrown':
        return failed(await faults.thrownFault(imported.error, path, display));
      case 'exit':
        return failed(faults.exitFault(imported.error, path, display));
      case 'timeout':
        return failed(await faults.timeoutFault(path, timeLimit, display));
    }
  }
  const read = readExport(imported.exports);
  if (!read.ok) {
    const { code, message, help, key } = read;
    const whole = diagnostic(code, message, help, display(path));
    if (key === undefined) return failed(whole);
    const search = await startSearch({ document: undefined, sources: new Map(), config: path, display });
    const location = locateExport(search, key);
    return failed({ ...whole, ...(location && { location }) });
  }
  const { document, sources, out } = read;
  let search: Promise<Search> | undefined;
  const locate = async (place: Place) => {
    search ??= startSearch({ document, sources, config: path, display });
    return locateInSource(await search, place);
  };
  return { ok: true, document, locate, ...(out === undefined ? {} : { out }) };
}

/** Only findings need the parser. */
async function startSearch(known: Omit<Search, 'files'>): Promise<Search> {
  const [{ parse }, { sourceFiles }] = await Promise.all([import('@babel/parser'), import('./source/source-file.ts')]);
  return { ...known, files: sourceFiles(parse, known.display) };
}
