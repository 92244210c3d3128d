#!/usr/bin/env node
// Starts the program beside it that has its name: the command, or what a thread of the command runs.
import { existsSync } from 'node:fs';
import nodeModule, { createRequire } from 'node:module';
import { join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { compiledFolder, createModules } from './modules.ts';

/**
 * How much a function runs, in bytes of its code, before V8 optimises it: twenty times the usual. Most runs are over before
 * optimised code has paid for its compilation, which would take half of their CPU time; long runs do not notice.
 */
setFlagsFromString('--interrupt-budget=3000000');

const nodeRequire = createRequire(import.meta.url);
const { dir: folder, name } = parse(fileURLToPath(import.meta.url));
const program = `${name}-program.js`;

if (existsSync(compiledFolder(folder))) createModules(folder, nodeRequire).load(program);
else {
  // The build ran on another Node. From 22 on, Node keeps a cache of its own.
  const { enableCompileCache } = nodeModule as { readonly enableCompileCache?: () => void };
  enableCompileCache?.();
  nodeRequire(join(folder, program));
}
