import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { temporaryFolder } from './temporary-folder.ts';

const project = fileURLToPath(new URL('../../..', import.meta.url));
const compilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
};

/**
 * Strips the types of modules, and of all that they import, for a process of its own: tests must not depend on a build, and a loader
 * would make every process wait. Paths are relative to the project.
 * @returns where the first of the modules is now.
 */
export function compile(...modules: readonly [string, ...string[]]): string {
  const folder = temporaryFolder();
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    const target = join(folder, relative(project, file)).replace(/\.ts$/, '.js');
    mkdirSync(dirname(target), { recursive: true });
    const { outputText } = ts.transpileModule(text, { compilerOptions });
    writeFileSync(target, outputText);
    for (const { fileName } of ts.preProcessFile(outputText).importedFiles)
      if (fileName.startsWith('.')) visit(join(dirname(file), fileName).replace(/\.js$/, '.ts'));
  };
  for (const module of modules) visit(join(project, module));
  writeFileSync(join(folder, 'package.json'), readFileSync(join(project, 'package.json')));
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
  return join(folder, modules[0]).replace(/\.ts$/, '.js');
}
