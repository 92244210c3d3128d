import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeDependencies } from '../support/fake-dependencies.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

const path = fc.constantFrom(
  'prometheus/a.yml',
  'prometheus/b.yml',
  'runbooks/a.md',
  'runbooks/deep/b.md',
  'logs/c.json',
);
const content = fc.constantFrom('one\n', 'two\n', 'three\n');

/** Never generated. */
const mine = 'mine\n';

type Step =
  | { readonly kind: 'spec'; readonly files: Readonly<Record<string, string>> }
  | { readonly kind: 'edit'; readonly path: string; readonly content: string }
  | { readonly kind: 'delete'; readonly path: string }
  | { readonly kind: 'generate'; readonly force: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('spec'), files: fc.dictionary(path, content) }),
  fc.record({ kind: fc.constant('edit'), path, content: fc.constantFrom(mine, 'one\n') }),
  fc.record({ kind: fc.constant('delete'), path }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('generate'), force: fc.boolean() }) },
);

describe('any sequence of edits and runs', () => {
  it('loses nothing that a person wrote, and converges to what the spec says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const cwd = temporaryFolder();
        const out = join(cwd, 'output');
        const on = (at: string) => (existsSync(join(out, at)) ? readFileSync(join(out, at), 'utf8') : undefined);
        const run = (...argv: readonly string[]) =>
          runCli([...argv, '--json'], { cwd, dependencies: fakeDependencies() });
        let files: Readonly<Record<string, string>> = {};
        /** Where a person wrote something, as long as nobody allowed to overwrite it. */
        const precious = new Set<string>();
        const setSpec = (next: typeof files) => {
          files = next;
          writeFileSync(join(cwd, 'tocsin.config.json'), JSON.stringify({ files }));
        };
        setSpec({});
        for (const one of steps) {
          switch (one.kind) {
            case 'spec':
              setSpec(one.files);
              break;
            case 'edit':
              writeFiles(out, { [one.path]: one.content });
              if (one.content === mine) precious.add(one.path);
              else precious.delete(one.path);
              break;
            case 'delete':
              rmSync(join(out, one.path), { force: true });
              precious.delete(one.path);
              break;
            case 'generate': {
              const { exitCode } = await run('generate', ...(one.force ? ['--force'] : []));
              if (one.force) expect(exitCode).toBe(0);
              for (const at of precious) {
                if (one.force && at in files) precious.delete(at);
                else expect(on(at)).toBe(mine);
              }
              if (exitCode !== 0) break;
              for (const [at, text] of Object.entries(files)) expect(on(at)).toBe(text);
              const checked = JSON.parse((await run('generate', '--check')).stdout);
              const codes = checked.diagnostics.map(({ code }: { code: string }) => code);
              expect(codes.filter((code: string) => code !== 'output/foreign')).toEqual([]);
            }
          }
        }
      }),
      { numRuns: 80 },
    );
  });
});
