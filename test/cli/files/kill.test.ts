import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeCommand, killRuns } from '../support/kill-runs.ts';
import { readFiles, temporaryFolder } from '../support/temporary-folder.ts';

describe('a run killed with SIGKILL', () => {
  it('leaves every file old or new, and the next run repairs the rest', async () => {
    const { halfway } = await killRuns({ count: 600 }, 3);
    // Otherwise nothing was proven: every run was over, or had not begun, when the signal came.
    expect(halfway).toBeGreaterThan(0);
  }, 180_000);
});

describe('two runs at once', () => {
  it('do not disturb each other', async () => {
    const command = fakeCommand();
    const cwd = temporaryFolder();
    const files = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`runbooks/${i % 9}/${i}.md`, `${i}\n`]));
    writeFileSync(join(cwd, 'tocsin.config.json'), JSON.stringify({ files }));
    const run = () =>
      new Promise<number | null>((resolve) => {
        spawn(process.execPath, [command, 'generate'], { cwd, stdio: 'ignore' }).on('exit', resolve);
      });
    expect(await Promise.all([run(), run()])).toEqual([0, 0]);
    const { 'manifest.json': manifest, ...written } = readFiles(join(cwd, 'output'));
    expect(written).toEqual(files);
    expect(Object.keys(JSON.parse(manifest ?? '').files)).toHaveLength(400);
  });
});
