import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { generate } from '../src/generators/generate.ts';
import { betcodeArtifacts, betcodeModel } from './support/betcode.ts';

const output = fileURLToPath(new URL('../output', import.meta.url));
const repair = 'run `npm run build && npm run generate` and commit output/';

const committed = (): readonly string[] =>
  readdirSync(output, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(output, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => path !== 'manifest.json');

describe('output/', () => {
  it('holds exactly the files that the spec stands for', async () => {
    const paths = (await betcodeArtifacts()).map(({ path }) => path);
    expect(committed().toSorted(), repair).toEqual(paths.toSorted());
  });

  it('is current', async () => {
    const stale = (await betcodeArtifacts()).filter(
      ({ path, content }) => readFileSync(join(output, path), 'utf8') !== content,
    );
    expect(
      stale.map(({ path }) => path),
      repair,
    ).toEqual([]);
  });

  it('is the same every time', async () => {
    expect(await generate(betcodeModel())).toEqual(await betcodeArtifacts());
  });
});
