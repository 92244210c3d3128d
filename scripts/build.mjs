#!/usr/bin/env node
// Compiles src/ to dist/ from scratch, so that a file removed from src/ never lingers in the package, and bundles the command.
// With --if-changed (`prepare`) it does nothing when dist/ was made from the same sources: npm runs `prepare` not only
// after `npm ci`, but silently before each `npx tocsin` in the checkout, too.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const bin = join(dist, 'cli/bin.js');
// The ending keeps it out of the package: see `files` in package.json.
const stamp = join(dist, 'sources.tsbuildinfo');

function fingerprint() {
  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    // The spec is not part of the package: whoever edits it must not wait for a build.
    .filter((file) => !file.startsWith(join(root, 'src/spec/')));
  const settings = [
    'tsconfig.json',
    'tsconfig.build.json',
    'package-lock.json',
    'scripts/build.mjs',
    'scripts/bundle-cli.mjs',
    'scripts/compile-cli.mjs',
  ];
  const hash = createHash('sha256');
  for (const file of [...sources.sort(), ...settings.map((name) => join(root, name))]) {
    const content = readFileSync(file);
    hash.update(`${file.slice(root.length)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

const current = fingerprint();
const built = existsSync(bin) && existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
if (process.argv.includes('--if-changed') && built === current) process.exit(0);

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
rmSync(dist, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
const { bundleCli } = await import('./bundle-cli.mjs');
await bundleCli(dist);
writeFileSync(stamp, current);
