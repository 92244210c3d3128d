import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** The modules that are loaded with a file: its own imports and theirs, those for types alone left out. */
function loadedWith(file: string, seen = new Map<string, Set<string>>()): ReadonlyMap<string, ReadonlySet<string>> {
  const packages = new Set<string>();
  seen.set(file, packages);
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext);
  for (const statement of source.statements) {
    const isImport = ts.isImportDeclaration(statement);
    if (!isImport && !ts.isExportDeclaration(statement)) continue;
    const specifier = statement.moduleSpecifier;
    const typesOnly = isImport
      ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
      : statement.isTypeOnly;
    if (specifier === undefined || !ts.isStringLiteral(specifier) || typesOnly) continue;
    if (!specifier.text.startsWith('.')) packages.add(specifier.text);
    else {
      const next = join(dirname(file), specifier.text);
      if (!seen.has(next)) loadedWith(next, seen);
    }
  }
  return seen;
}

describe('the public entry', () => {
  it('loads no package: reading a spec must not cost more than the spec', () => {
    const loaded = loadedWith(fileURLToPath(new URL('../src/index.ts', import.meta.url)));
    expect(loaded.size).toBeGreaterThan(20);
    const packages = new Set([...loaded.values()].flatMap((names) => [...names]));
    expect([...packages].toSorted()).toEqual(['node:module', 'node:url']);
  });
});
