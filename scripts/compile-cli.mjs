// Runs the bundled command on a small spec and keeps what V8 has compiled, for the next processes of the same Node:
//   node scripts/compile-cli.mjs dist/cli
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';

const cli = resolve(process.argv[2] ?? '');
const nodeRequire = createRequire(join(cli, 'bin.js'));
const { compiledFolder, createModules } = nodeRequire(join(cli, 'modules.js'));

// V8 refuses a cache that was made under other flags than those of bin.js.
setFlagsFromString('--interrupt-budget=3000000');
// Keeps what is not used for a while; set back below, as this is a flag, too.
setFlagsFromString('--no-flush-bytecode');

const { load, scripts } = createModules(cli, nodeRequire);
const { main } = load('main.js');
const folder = mkdtempSync(join(tmpdir(), 'tocsin-build-'));
let shown = '';
const stream = { isTty: false, write: (text) => (shown += text) };
const io = { stdout: stream, stderr: stream, cwd: folder, env: {}, now: () => performance.now() };

async function run(wanted, ...argv) {
  shown = '';
  const status = await main(argv, io);
  if (status === wanted) return;
  throw new Error(`tocsin ${argv.join(' ')} ended with ${status}\n${shown}`);
}

try {
  await run(0, '--help');
  await run(0, 'init');
  await run(0, 'generate');
  await run(0, 'generate', '--check');
  await run(0, 'check');
  await run(0, 'test', '--allow-vacuous');
  const tests = join(folder, 'output/prometheus/tests');
  await run(
    0,
    'test',
    ...readdirSync(tests).map((name) => join(tests, name)),
    '--prometheus',
    '2.42',
    '--allow-vacuous',
  );
  writeFileSync(
    join(folder, 'broken.yml'),
    'tests: [{ interval: 1m, alert_rule_test: [{ eval_time: 1m, alertname: A }] }]',
  );
  await run(1, 'test', 'broken.yml');
  setFlagsFromString('--flush-bytecode');
  mkdirSync(compiledFolder(cli), { recursive: true });
  for (const [name, script] of scripts) writeFileSync(join(compiledFolder(cli), name), script.createCachedData());
} finally {
  rmSync(folder, { recursive: true });
}
process.exit(0);
