import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** An error as `tsc` reports it: where it starts, and its message from the first line down to the details. */
export interface CompileError {
  readonly file: string;
  /** UTF-16 offset in the file. */
  readonly start: number;
  readonly lines: readonly string[];
}

/** Compiles files with the project's own options; `texts` stand for files that are not there, or not like that. */
export function typeCheck(
  files: readonly string[],
  texts: ReadonlyMap<string, string> = new Map(),
): { readonly errors: readonly CompileError[]; readonly program: ts.Program } {
  // Otherwise the order in which a message lists a union depends on what was checked before.
  const options = { ...readTsConfig().options, stableTypeOrdering: true };
  const host = ts.createCompilerHost(options, true);
  const { readFile, fileExists } = host;
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.getSourceFile = (file, version) => {
    const text = texts.get(file) ?? ts.sys.readFile(file);
    return text === undefined ? undefined : ts.createSourceFile(file, text, version, true);
  };
  const program = ts.createProgram({ rootNames: files, options, host });
  const errors = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ start = 0, messageText }): CompileError => ({
        file,
        start,
        lines: ts.flattenDiagnosticMessageText(messageText, '\n').split('\n'),
      }),
    );
  });
  return { errors, program };
}

function readTsConfig(): ts.ParsedCommandLine {
  const file = `${root}tsconfig.json`;
  const { config, error } = ts.parseConfigFileTextToJson(file, readFileSync(file, 'utf8'));
  if (error !== undefined) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  return ts.parseJsonConfigFileContent(config, ts.sys, root);
}
