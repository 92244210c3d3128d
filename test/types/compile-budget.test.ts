import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BigSpecSize, bigSpec } from '../support/big-spec.ts';
import budget from './budget.json' with { type: 'json' };

/** What the type checker said of a generated project. */
interface Cost {
  readonly version: string;
  readonly files: number;
  readonly errors: readonly string[];
  readonly instantiations: number;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules/.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'compile-budget-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeProject(name: string, size: BigSpecSize): string {
  const project = join(folder, name);
  mkdirSync(project);
  for (const [file, text] of bigSpec(size)) writeFileSync(join(project, file), text);
  const paths = { tocsin: [join(root, 'src/index.ts')] };
  const config = { extends: join(root, 'tsconfig.json'), compilerOptions: { paths }, include: ['*.ts'], exclude: [] };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
  return project;
}

function costsOf(projects: readonly string[]): readonly Cost[] {
  const script = fileURLToPath(new URL('measure-instantiations.mjs', import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [script, ...projects], { encoding: 'utf8', cwd: root });
  if (stderr !== '') throw new Error(stderr);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Cost);
}

describe('compile budget', () => {
  const { metrics, alerts, files } = budget;
  const part = { metrics: metrics / 5, alerts: alerts / 5, files: files / 5 };
  let costs: { readonly whole: Cost; readonly part: Cost };

  beforeAll(() => {
    const [wholeCost, partCost] = costsOf([writeProject('whole', budget), writeProject('part', part)]);
    if (wholeCost === undefined || partCost === undefined) throw new Error('two projects were type-checked');
    costs = { whole: wholeCost, part: partCost };
  }, 180_000);

  it('type-checks the generated spec', () => {
    expect(costs.whole.errors).toEqual([]);
    expect(costs.part.errors).toEqual([]);
    expect(costs.whole.files).toBe(2 * files + 4);
  });

  it('was recorded with this compiler', () => {
    expect(costs.whole.version).toBe(ts.version);
    expect(budget.typescript, 'measure again and record the new numbers in test/types/budget.json').toBe(ts.version);
  });

  it('costs no more than the recorded number of instantiations, and not much less', () => {
    const { instantiations } = costs.whole;
    const message = `${instantiations} instantiations, recorded are ${budget.instantiations}`;
    expect(instantiations, `${message}: make the types cheaper`).toBeLessThanOrEqual(budget.instantiations * 1.2);
    expect(instantiations, `${message}: lower the number in test/types/budget.json`).toBeGreaterThanOrEqual(
      budget.instantiations * 0.8,
    );
  });

  it('grows no faster than the spec', () => {
    expect(costs.whole.instantiations / costs.part.instantiations).toBeLessThan(5.2);
  });
});
