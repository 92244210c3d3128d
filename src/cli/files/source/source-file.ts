import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type TextLines, textLines } from '../../../diagnostics/text-lines.ts';
import { argument, calledName, isNode, nameOf, nodeIn, nodesIn, type SyntaxNode, visitNodes } from './syntax-node.ts';

/** A parsed file, with what navigation needs of it. */
export interface SourceFile {
  readonly path: string;
  readonly lines: TextLines;
  readonly program: SyntaxNode;
  /** Calls by the name of what is called, in the order of the text. */
  readonly calls: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** The same by `alert("Name")`, where the first argument is a literal. */
  readonly namedCalls: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** Initial values of the constants at the top of the module. */
  readonly constants: ReadonlyMap<string, SyntaxNode>;
  /** Where imported names come from. */
  readonly imports: ReadonlyMap<string, { readonly from: string; readonly name: string }>;
}

/** Parses files when they are asked for, each once. Files that are gone or do not parse are `undefined`. */
export type SourceFiles = (path: string) => SourceFile | undefined;

type Parse = (text: string, options: object) => unknown;

/** How this project's files are written; JSX is none of a specification's business. */
export const parserOptions = { sourceType: 'module', errorRecovery: true, plugins: ['typescript'] } as const;

/** @param display The path of a file as locations show it. */
export function sourceFiles(parse: Parse, display: (path: string) => string): SourceFiles {
  const known = new Map<string, SourceFile | undefined>();
  return (path) => {
    if (!known.has(path)) known.set(path, readSource(parse, path, display(path)));
    return known.get(path);
  };
}

function readSource(parse: Parse, path: string, shown: string): SourceFile | undefined {
  let text: string;
  let program: SyntaxNode | undefined;
  try {
    text = readFileSync(path, 'utf8');
    const file = parse(text, parserOptions);
    program = isNode(file) ? nodeIn(file, 'program') : undefined;
  } catch {
    // A place that cannot be narrowed down is still a place: the caller falls back to the recorded one.
    return undefined;
  }
  if (program === undefined) return undefined;
  const calls = new Map<string, SyntaxNode[]>();
  const namedCalls = new Map<string, SyntaxNode[]>();
  visitNodes(program, (node) => {
    const called = calledName(node);
    if (called === undefined) return;
    addTo(calls, called, node);
    const first = argument(node, 0);
    if (first?.type === 'StringLiteral') addTo(namedCalls, callKey(called, String(first['value'])), node);
  });
  const { constants, imports } = topLevel(program);
  return { path, lines: textLines(shown, text), program, calls, namedCalls, constants, imports };
}

/** The key of a call in `namedCalls`. */
export const callKey = (called: string, name: string): string => `${called}(${JSON.stringify(name)})`;

function addTo(map: Map<string, SyntaxNode[]>, key: string, node: SyntaxNode): void {
  const found = map.get(key);
  if (found === undefined) map.set(key, [node]);
  else found.push(node);
}

function topLevel(program: SyntaxNode): Pick<SourceFile, 'constants' | 'imports'> {
  const constants = new Map<string, SyntaxNode>();
  const imports = new Map<string, { from: string; name: string }>();
  for (const statement of nodesIn(program, 'body')) {
    const declaration = statement?.type === 'ExportNamedDeclaration' ? nodeIn(statement, 'declaration') : statement;
    if (statement?.type === 'ExportDefaultDeclaration') {
      const value = nodeIn(statement, 'declaration');
      if (value !== undefined) constants.set('default', value);
    }
    const from = nameOf(nodeIn(statement, 'source'));
    if (
      statement?.type === 'ImportDeclaration' ||
      (statement?.type === 'ExportNamedDeclaration' && from !== undefined)
    ) {
      for (const specifier of nodesIn(statement, 'specifiers')) addImport(imports, from ?? '', specifier);
    }
    for (const declarator of nodesIn(declaration, 'declarations')) {
      const name = nameOf(nodeIn(declarator, 'id'));
      const value = nodeIn(declarator, 'init');
      if (name !== undefined && value !== undefined) constants.set(name, value);
    }
  }
  return { constants, imports };
}

function addImport(
  imports: Map<string, { from: string; name: string }>,
  from: string,
  specifier: SyntaxNode | undefined,
): void {
  const exported = specifier?.type === 'ExportSpecifier';
  const local = nameOf(nodeIn(specifier, exported ? 'exported' : 'local'));
  const name =
    specifier?.type === 'ImportDefaultSpecifier'
      ? 'default'
      : nameOf(nodeIn(specifier, exported ? 'local' : 'imported'));
  if (local !== undefined && name !== undefined) imports.set(local, { from, name });
}

/** The value of a name at the top of a module, in that module or in the one that it is imported from. */
export function namedValue(
  files: SourceFiles,
  file: SourceFile,
  name: string,
): { readonly file: SourceFile; readonly node: SyntaxNode } | undefined {
  let at = { file, name };
  // Modules may import each other in circles.
  for (let hops = 0; hops < 20; hops++) {
    const node = at.file.constants.get(at.name);
    if (node !== undefined) return { file: at.file, node };
    const imported = at.file.imports.get(at.name);
    if (imported === undefined || !/^\.{1,2}\//.test(imported.from)) return undefined;
    const target = resolve(dirname(at.file.path), imported.from);
    const next = candidates(target)
      .map(files)
      .find((found) => found !== undefined);
    if (next === undefined) return undefined;
    at = { file: next, name: imported.name };
  }
  return undefined;
}

/** The files that an import may mean: TypeScript is imported under the names of what is made from it, too. */
function candidates(path: string): readonly string[] {
  const swapped = path.replace(/\.([mc]?)js$/, '.$1ts');
  return [path, ...(swapped === path ? [] : [swapped]), `${path}.ts`, `${path}.js`, `${path}/index.ts`];
}
