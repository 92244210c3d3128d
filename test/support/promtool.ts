import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Verdict {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs promtool on files in a folder of their own. */
export function promtool(
  args: readonly string[],
  files: readonly { readonly path: string; readonly content: string }[],
): Verdict {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-promtool-'));
  try {
    for (const { path, content } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const { status, stdout, stderr } = spawnSync('promtool', args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    return { ok: status === 0, output: `${stdout}${stderr}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
