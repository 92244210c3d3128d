// Puts the command into few files: dist/cli becomes CommonJS modules made from what tsc wrote there, dependencies included.
// The library (dist/index.js and what it imports) stays as tsc wrote it.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const scripts = dirname(fileURLToPath(import.meta.url));
// Comments are half of the code that every start would have to read.
const output = { format: 'cjs', chunkFileNames: '[name].js', entryFileNames: '[name].js', comments: false };

/** `jiti` finds its own parts by their place on the disk. */
const external = ['jiti'];

export async function bundleCli(dist) {
  const cli = join(dist, 'cli');
  const bundle = join(dist, 'cli-bundle');
  const library = join(cli, 'library.js');
  // What a short run loads anyway goes into one file, which costs less than many.
  const started = importedBy(join(cli, 'main.js'));
  const tested = new Set([...importedBy(join(cli, 'commands/test.js'))].filter((file) => !started.has(file)));
  const workers = workersOf(cli);
  const programs = Object.fromEntries(
    [join(cli, 'bin.js'), ...workers].map((file) => [`${basename(file, '.js')}-program`, file]),
  );
  const { output: chunks } = await build({
    input: { ...programs, main: join(cli, 'main.js') },
    platform: 'node',
    preserveEntrySignatures: 'allow-extension',
    external,
    // What is imported both ways is small.
    checks: { ineffectiveDynamicImport: false },
    plugins: [
      {
        name: 'library-beside-the-bundle',
        resolveId: (source, importer) =>
          importer !== undefined && join(dirname(importer), source) === library
            ? { id: './library.js', external: 'absolute' }
            : null,
      },
      {
        // For subcommands that are programs of their own, of which there are none: it costs a tenth of the time that `--help` takes.
        name: 'commander-without-child-processes',
        transform(code, id) {
          if (!id.endsWith('/commander/lib/command.js')) return null;
          const eager = "const childProcess = require('node:child_process');";
          if (!code.includes(eager)) throw new Error('commander has changed: see scripts/bundle-cli.mjs');
          return code.replace(eager, 'const childProcess = {};');
        },
      },
    ],
    logLevel: 'warn',
    // Scripts of `node:vm` cannot import.
    output: {
      ...output,
      dir: bundle,
      dynamicImportInCjs: false,
      codeSplitting: {
        groups: [{ name: 'rule-tests', test: (id) => tested.has(id) }],
        includeDependenciesRecursively: false,
      },
    },
  });
  await build({
    input: { bin: join(cli, 'start/start.js'), modules: join(cli, 'start/modules.js'), library },
    platform: 'node',
    logLevel: 'warn',
    output: { ...output, dir: bundle },
  });
  for (const name of readdirSync(bundle)) writeAsAscii(join(bundle, name));
  // A thread starts as the command does.
  for (const file of workers) copyFileSync(join(bundle, 'bin.js'), join(bundle, basename(file)));
  writeFileSync(join(bundle, 'package.json'), '{ "type": "commonjs" }\n');
  writeFileSync(join(bundle, 'licenses.txt'), licensesOf(chunks));
  chmodSync(join(bundle, 'bin.js'), 0o755);
  rmSync(cli, { recursive: true });
  renameSync(bundle, cli);
  const { status } = spawnSync(process.execPath, [join(scripts, 'compile-cli.mjs'), cli], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the bundled command does not run');
}

/** V8 holds a text of ASCII characters in half of the space, and reads it in a fraction of the time. */
function writeAsAscii(file) {
  const code = readFileSync(file, 'utf8');
  if (/String\.raw`[^`]*[^\0-\x7f]/.test(code)) throw new Error(`${file}: no escape can stand in \`String.raw\``);
  const escaped = code.replace(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  writeFileSync(file, escaped);
}

/** A module and all that it imports at once, directly or not, packages aside. */
function importedBy(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/ from ['"](\.[^'"]+)['"];$/gm))
    importedBy(join(dirname(file), path), found);
  return found;
}

/** The modules that threads of the command run. */
function workersOf(cli) {
  const files = readdirSync(cli, { recursive: true }).filter((name) => name.endsWith('.js'));
  return files.flatMap((name) => {
    const file = join(cli, name);
    const found = readFileSync(file, 'utf8').matchAll(/new Worker\(new URL\('(\.\/[^']+\.js)', import\.meta\.url\)/g);
    return [...found].map(([, path]) => join(dirname(file), path));
  });
}

/** The licenses of the packages whose code is in the bundle. */
function licensesOf(chunks) {
  const modules = chunks.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  const folders = modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? []);
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    const text = file !== undefined && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '';
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return `The command contains code of these packages.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
