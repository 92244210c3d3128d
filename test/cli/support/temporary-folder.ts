import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

// One per test file: registered while the file is collected, a hook that runs later would come too late to clean up.
const root = realpathSync(mkdtempSync(join(tmpdir(), 'tocsin-test-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Makes a folder, readable for everybody, that is gone when the test file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(root, 'folder-'));
  for (const one of [root, folder]) chmodSync(one, 0o755);
  return folder;
}

/** Writes files, making their folders. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Every regular file below a folder with its content, by path, sorted. */
export function readFiles(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}
