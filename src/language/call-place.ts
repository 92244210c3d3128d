import { fileURLToPath } from 'node:url';

/** Where in a source file something was called. Line and column count from 1. */
export interface CallPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `at name (file:line:column)`, `at async name (...)` or `at file:line:column`. */
const frame = /^\s*at (?:.*?\()?((?:file:\/\/|[A-Za-z]:[\\/]|\/).*?):(\d+):(\d+)\)?$/;

/**
 * Who called `callee`, a function that is on the stack now.
 * @returns `undefined` when the engine is not V8 or the caller is not in a file.
 */
export function callPlace(callee: (...args: never) => unknown): CallPlace | undefined {
  if (typeof Error.captureStackTrace !== 'function') return undefined;
  const holder: { stack?: unknown } = {};
  const limit = Error.stackTraceLimit;
  // A program may have lowered it, to 0 even.
  Error.stackTraceLimit = 1;
  try {
    Error.captureStackTrace(holder, callee);
    // Formatted on access, perhaps by a source map library: inside the `try`, and not necessarily text.
    return typeof holder.stack === 'string' ? parseFrame(holder.stack) : undefined;
  } catch {
    return undefined;
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** The place of the first frame of a V8 stack trace that names a file. */
export function parseFrame(stack: string): CallPlace | undefined {
  for (const line of stack.split('\n')) {
    const match = frame.exec(line);
    const [, address, row, column] = match ?? [];
    if (address === undefined) continue;
    return { file: filePath(address), line: Number(row), column: Number(column) };
  }
  return undefined;
}

/** Loaders add a query to the address of a module, to load it afresh. */
function filePath(address: string): string {
  const bare = address.replace(/\?[^/\\]*$/, '');
  return bare.startsWith('file://') ? fileURLToPath(bare) : bare;
}
