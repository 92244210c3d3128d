import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Diagnostic, Location } from '../../diagnostics/diagnostic.ts';
import { locationOf, offsetOf, type TextLines, textLines } from '../../diagnostics/text-lines.ts';
import { parserOptions } from './source/source-file.ts';
import { isNode, nodeIn, nodesIn, visitNodes } from './source/syntax-node.ts';

type Display = (path: string) => string;

const fault = (code: string, message: string, help: string, location: Location | undefined): Diagnostic => ({
  code,
  severity: 'error',
  message,
  help,
  ...(location && { location }),
});

/** The file, line and column of what a config threw, and what to do about it. Never a stack trace. */
export async function thrownFault(error: unknown, config: string, display: Display): Promise<Diagnostic> {
  const message = oneLine(error);
  if (/^(?:ParseError|SyntaxError)\b/.test(message) || error instanceof SyntaxError) {
    const file = /^\s*(\/.*|[A-Za-z]:\\.*?):\d+:\d+$/m.exec(String((error as Error).message))?.[1] ?? config;
    return syntaxFault(file, message, display);
  }
  const missing = /^Cannot find (?:module|package) '([^']*)'/.exec(message)?.[1];
  if (missing !== undefined) return missingModule(error, missing, config, display);
  return fault(
    'config/throws',
    `the config throws: ${message}`,
    'correct the line, or what it calls',
    frameLocation(error, config, display) ?? startOf(config, display),
  );
}

/** A config that calls `process.exit`. */
export const exitFault = (error: Error, config: string, display: Display): Diagnostic =>
  fault(
    'config/exits',
    `the config calls \`${error.message}\``,
    'export the specification, and leave the process alone',
    frameLocation(error, config, display) ?? startOf(config, display),
  );

/** A config that does not finish; the first `await` of the module is the likeliest cause. */
export async function timeoutFault(config: string, timeLimit: number, display: Display): Promise<Diagnostic> {
  const location = (await firstAwait(config, display)) ?? startOf(config, display);
  const message = `the config is not ready after ${timeLimit / 1000} s`;
  return fault('config/never-ready', message, 'await only what settles', location);
}

async function missingModule(error: unknown, missing: string, config: string, display: Display): Promise<Diagnostic> {
  const stack = typeof error === 'object' && error !== null && 'requireStack' in error ? error.requireStack : undefined;
  const importer: unknown = Array.isArray(stack) ? stack[0] : undefined;
  const file = typeof importer === 'string' ? importer.replace(/^file:\/\/.*/, (url) => fileURLToPath(url)) : config;
  const lines = read(file, display);
  const at =
    lines === undefined ? -1 : Math.max(lines.text.indexOf(`'${missing}'`), lines.text.indexOf(`"${missing}"`));
  const location =
    lines === undefined || at < 0
      ? startOf(config, display)
      : locationOf(lines, { start: at, end: at + missing.length + 2 });
  const help = /^[./]/.test(missing)
    ? 'correct the path'
    : `install it, or correct the name: \`npm install ${missing}\``;
  return fault('config/missing-module', `there is no module \`${missing}\``, help, location);
}

/** The loader's own message has a line; parsing once more gives the column, and no name of the loader's. */
async function syntaxFault(file: string, message: string, display: Display): Promise<Diagnostic> {
  const { parse } = await import('@babel/parser');
  const lines = read(file, display);
  try {
    parse(lines?.text ?? '', { ...parserOptions, plugins: [...parserOptions.plugins], errorRecovery: false });
  } catch (error) {
    const { loc, message: text } = error as { readonly loc?: { line: number; column: number }; message: string };
    if (lines !== undefined && loc !== undefined) {
      const start = offsetOf(lines, loc.line, loc.column + 1);
      const what = text.replace(/ \(\d+:\d+\)$/, '').replace(/\.$/, '');
      return fault(
        'config/syntax',
        lowerFirst(what),
        'correct the syntax',
        locationOf(lines, { start, end: start + 1 }),
      );
    }
  }
  return fault('config/syntax', message, 'correct the syntax', startOf(file, display));
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

async function firstAwait(config: string, display: Display): Promise<Location | undefined> {
  const { parse } = await import('@babel/parser');
  const lines = read(config, display);
  if (lines === undefined) return undefined;
  const file: unknown = parse(lines.text, { ...parserOptions, plugins: [...parserOptions.plugins] });
  let found: { readonly start: number; readonly end: number } | undefined;
  for (const statement of isNode(file) ? nodesIn(nodeIn(file, 'program'), 'body') : []) {
    if (statement === undefined || /Function|Class/.test(statement.type)) continue;
    visitNodes(statement, (node) => {
      if (node.type === 'AwaitExpression') found ??= node;
    });
  }
  return found && locationOf(lines, found);
}

function read(path: string, display: Display): TextLines | undefined {
  try {
    return textLines(display(path), readFileSync(path, 'utf8'));
  } catch {
    // Reporting goes on without the text: a fault without a column is still a fault.
    return undefined;
  }
}

const startOf = (path: string, display: Display): Location => ({ file: display(path), line: 1, column: 1 });

/** Frames of the loader, of Node and of this package's language, between the author's line and what it called. */
const foreign = /node:|\/node_modules\/|\/(?:src|dist)\/language\/|import-config\.[jt]s/;
const frame = /\(?((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]*?):(\d+):(\d+)\)?$/;

/** The author's line that threw. Only the line: the loader keeps lines, but not columns. */
function frameLocation(error: unknown, config: string, display: Display): Location | undefined {
  const stack = error instanceof Error && typeof error.stack === 'string' ? error.stack : '';
  for (const text of stack.split('\n')) {
    const [, address, row] = /^\s*at /.test(text) && !foreign.test(text) ? (frame.exec(text) ?? []) : [];
    if (address === undefined) continue;
    const bare = address.replace(/\?[^/\\]*$/, '');
    const path = bare.startsWith('file://') ? fileURLToPath(bare) : bare;
    const lines = read(path, display);
    if (lines === undefined) continue;
    const start = offsetOf(lines, Number(row), 1);
    const line = /^[^\r\n]*/.exec(lines.text.slice(start))?.[0] ?? '';
    const indent = line.length - line.trimStart().length;
    return locationOf(lines, { start: start + indent, end: start + line.trimEnd().length });
  }
  return startOf(config, display);
}

/** The first line of what was thrown, whatever it is. */
function oneLine(error: unknown): string {
  let text: string;
  try {
    text = error instanceof Error ? error.message || error.name : String(error);
  } catch {
    text = 'a value that cannot be shown';
  }
  const first = text.split(/[\r\n]/).find((each) => each.trim() !== '') ?? 'nothing';
  // The loader turns `orders.rate` of an import into `_shop.orders.rate`.
  const line = first.replaceAll(/\(0, ?_\w+\.(\w+)\)|\b_[a-zA-Z]\w*\.(?=\w)/g, '$1');
  return line.length > 200 ? `${line.slice(0, 200)}…` : line.trim();
}
