import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The command as it is installed. */
export const bin = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));

if (!existsSync(bin)) {
  console.error('dist/ is missing: run `npm run build` first');
  process.exit(2);
}

const measure = fileURLToPath(new URL('./report-usage.mjs', import.meta.url));

/** Runs the command in a process of its own and returns what it prints; times in seconds, peak memory in MiB. Ends the benchmark when the command fails. */
export function runMeasured(argv, cwd) {
  const started = performance.now();
  const child = spawnSync(process.execPath, ['--import', measure, bin, ...argv], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 1 << 30,
  });
  const wall = (performance.now() - started) / 1000;
  if (child.status !== 0) {
    console.error(
      `tocsin ${argv.join(' ')} ended with ${child.status ?? child.signal}\n${child.stdout}${child.stderr}`.slice(
        0,
        5000,
      ),
    );
    process.exit(1);
  }
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(child.output[3]);
  return { wall, stdout: child.stdout, cpu: (userCPUTime + systemCPUTime) / 1e6, rss: maxRSS / 1024 };
}
