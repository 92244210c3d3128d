import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { mistakeCases, validDocument } from '../support/mistake-cases.ts';
import { type CompileError, typeCheck } from '../support/type-check.ts';
import { mistakes } from './mistakes.ts';

const file = fileURLToPath(new URL('mistakes.ts', import.meta.url));
const text = readFileSync(file, 'utf8');

/** The compiler's errors by the case in which they are, with the directives that expect them out of action. */
function errorsByCase(): ReadonlyMap<string, readonly CompileError[]> {
  const outspoken = text.replaceAll('@ts-expect-error', '@ts-pinned-error');
  const { errors } = typeCheck([file], new Map([[file, outspoken]]));
  const found = new Map<string, readonly CompileError[]>();
  const visit = (node: ts.Node): void => {
    const isCase =
      ts.isPropertyAssignment(node) &&
      ts.isStringLiteral(node.name) &&
      ts.isVariableDeclaration(node.parent.parent) &&
      ts.isArrowFunction(node.initializer);
    if (isCase)
      found.set(
        node.name.text,
        errors.filter(({ start }) => node.pos <= start && start < node.end),
      );
    else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, outspoken, ts.ScriptTarget.ESNext, true));
  const inCases = [...found.values()].flat().length;
  if (inCases !== errors.length) throw new Error(`errors outside the cases: ${JSON.stringify(errors)}`);
  return found;
}

/** YAML and JSON know neither symbols nor shared objects. */
const asJson = (document: unknown): unknown => JSON.parse(JSON.stringify(document));

const loaded = mistakeCases.filter(({ throws }) => throws === undefined);
const thrown = mistakeCases.flatMap(({ name, throws }) => (throws === undefined ? [] : [{ name, throws }]));

describe('mistakes', () => {
  const errors = errorsByCase();

  it('has the same cases in both tables', () => {
    expect(Object.keys(mistakes)).toEqual(mistakeCases.map(({ name }) => name));
  });

  it.each(mistakeCases)('does not compile $name', ({ name, compiler }) => {
    expect(errors.get(name)?.map(({ lines }) => lines[0])).toEqual([compiler]);
  });

  it.each(loaded)('loads $name as it would stand in YAML', ({ name, document }) => {
    expect(asJson(mistakes[name]?.().document)).toEqual(document);
    expect(document).not.toEqual(validDocument);
  });

  it.each(thrown)('throws for $name where its author wrote it', ({ name, throws }) => {
    let error: unknown;
    try {
      mistakes[name]?.();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(TypeError);
    expect((error as TypeError).message).toMatch(throws);
    const [, firstFrame] = (error as TypeError).stack?.split('\n') ?? [];
    expect(firstFrame).toContain('mistakes.ts');
  });
});
