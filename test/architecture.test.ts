import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { beforeAll, describe, expect, it } from 'vitest';
import { impure, layers } from './layers.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

const forbidden: IForbiddenRuleType[] = [
  ...Object.entries(layers).map(
    ([folder, mayImport]): IForbiddenRuleType => ({
      name: `layer-${folder}`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: '^src/', pathNot: `^src/(${[folder, ...mayImport].join('|')})/` },
    }),
  ),
  {
    name: 'spec-uses-the-public-api',
    severity: 'error',
    from: { path: '^src/spec/' },
    to: { path: '^src/', pathNot: '^src/(spec/|index\\.ts$)' },
  },
  {
    name: 'nobody-imports-the-barrel',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/spec/' },
    to: { path: '^src/index\\.ts$' },
  },
  {
    name: 'only-impure-folders-do-input-and-output',
    severity: 'error',
    from: { path: '^src/', pathNot: `^src/(${impure.join('|')})/` },
    to: {
      dependencyTypes: ['core'],
      path: '^(fs|fs/promises|process|net|http|https|child_process|worker_threads|os|timers|timers/promises|dns|tls)$',
    },
  },
  {
    name: 'no-cycles',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
];

describe('architecture', () => {
  let result: ICruiseResult;

  beforeAll(async () => {
    const { output } = await cruise(
      ['src'],
      {
        baseDir: root,
        ruleSet: { forbidden },
        validate: true,
        doNotFollow: { path: 'node_modules' },
        tsPreCompilationDeps: true,
        tsConfig: { fileName: 'tsconfig.json' },
      },
      {},
      { tsConfig: extractTSConfig(join(root, 'tsconfig.json')) },
    );
    if (typeof output === 'string') throw new Error(output);
    result = output;
  });

  it('sees the sources and their imports', () => {
    const own = result.modules.filter(({ source }) => source.startsWith('src/'));
    expect(own.length).toBe(sourceFiles('src').length);
    expect(own.length).toBeGreaterThan(100);
    const edges = own.flatMap(({ dependencies }) => dependencies).filter(({ resolved }) => resolved.startsWith('src/'));
    expect(edges.length).toBeGreaterThan(300);
  });

  it('keeps to the layer table', () => {
    const violations = result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
    expect(violations).toEqual([]);
  });

  it('lists every folder of src in the layer table', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'spec')
      .map(({ name }) => name);
    expect(folders.toSorted()).toEqual(Object.keys(layers).toSorted());
  });

  it('has no clock, randomness or environment outside the impure folders', () => {
    const ambient =
      /\b(Date\.now|new Date\(\)|Math\.random|performance\.now|process\.(env|argv|cwd|std)|setTimeout|setInterval|fetch\()/;
    const pure = sourceFiles('src').filter(
      (file) => !impure.some((folder) => file.startsWith(join(root, 'src', folder))),
    );
    expect(pure.filter((file) => ambient.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('keeps files small', () => {
    const long = sourceFiles('src').filter((file) => readFileSync(file, 'utf8').split('\n').length > 401);
    expect(long).toEqual([]);
  });
});
