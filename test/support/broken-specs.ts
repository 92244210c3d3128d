import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSpec } from '../../src/cli/files/load-config.ts';
import type { Diagnostic, Location } from '../../src/diagnostics/diagnostic.ts';
import { resolve } from '../../src/model/resolve.ts';

/** Specifications with one fault each, and beside each what is to be said about it. */
export const brokenSpecs = fileURLToPath(new URL('../fixtures/specs', import.meta.url));

/** The files of that folder that are specifications. */
export const specFiles = (): readonly string[] =>
  readdirSync(brokenSpecs)
    .filter((name) => /\.(?:good|bad)\.[a-z]+$/.test(name))
    .sort();

/** Every diagnostic about a specification, in the order in which they are reported. */
export async function diagnose(file: string): Promise<readonly Diagnostic[]> {
  const loaded = await loadSpec(join(brokenSpecs, file), { cwd: brokenSpecs, timeLimit: 1000 });
  if (!loaded.ok) return loaded.diagnostics;
  const resolved = resolve(loaded.document);
  const findings = resolved.ok ? resolved.warnings : resolved.errors;
  return Promise.all(
    findings.map(async ({ place, ...finding }) => {
      const location = await loaded.locate(place);
      return { ...finding, ...(location && { location }) };
    }),
  );
}

/** Diagnostics as text, with what stands at each location. */
export function listing(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(({ code, severity, message, help, location }) =>
      [
        `${severity} ${code}`,
        location === undefined ? '  at no file' : `  at ${position(location)}: ${textAt(location)}`,
        `  ${message}`,
        `  help: ${help}`,
        '',
      ].join('\n'),
    )
    .join('');
}

function position({ file, line, column, endLine, endColumn }: Location): string {
  const end = endColumn === undefined ? '' : endLine === line ? `-${endColumn}` : `-${endLine}:${endColumn}`;
  return `${basename(file)}:${line}:${column}${end}`;
}

/** The text between the ends of a location, on one line. */
function textAt({ file, line, column, endLine = line, endColumn = column }: Location): string {
  const lines = readFileSync(join(brokenSpecs, file), 'utf8')
    .split(/\r\n|\r|\n/)
    .slice(line - 1, endLine);
  const last = lines.length - 1;
  return lines
    .map((text, i) => text.slice(i === 0 ? column - 1 : 0, i === last ? endColumn - 1 : undefined).trim())
    .join(' ');
}

/** The specifications, without endings, for which there is an expectation. */
export const specFilesWithExpectation = (): readonly string[] =>
  readdirSync(brokenSpecs)
    .filter((name) => name.endsWith('.expected.txt'))
    .map((name) => name.slice(0, -'.expected.txt'.length));
