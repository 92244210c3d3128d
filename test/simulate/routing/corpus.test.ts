import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadAlertmanager } from '../../../src/simulate/routing/config/load-alertmanager.ts';
import { parseClassicMatcher } from '../../../src/simulate/routing/matchers/parse-classic-matchers.ts';
import { matchRoute } from '../../../src/simulate/routing/route/match-route.ts';
import { corpora, hasCorpora } from '../../support/corpora.ts';

const folder = join(corpora, 'alertmanager');
const json = (name: string): unknown => (hasCorpora ? JSON.parse(readFileSync(join(folder, name), 'utf8')) : {});

interface RouteCase {
  readonly config: string;
  readonly args: readonly string[];
  readonly oracle: { readonly exit: number; readonly stdout: string };
}
const { configs = [] } = json('manifest.json') as {
  configs?: readonly { file: string; amtool_0_25: 'pass' | 'fail'; reason: string }[];
};
const routes = json('routes.json') as { authored?: readonly RouteCase[]; derived?: readonly RouteCase[] };

/** Labels as amtool reads its arguments. */
const labelsOf = (args: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    args.flatMap((arg) => {
      const matcher = parseClassicMatcher(arg);
      return matcher.ok ? [[matcher.value.label, matcher.value.value]] : [];
    }),
  );

const load = (file: string) => loadAlertmanager(readFileSync(join(folder, file), 'utf8'), file, '0.25');

describe.skipIf(!hasCorpora)('the corpus of Alertmanager configurations', () => {
  it('gets the verdict of amtool 0.25 for every file', async () => {
    const wrong: string[] = [];
    for (const { file, amtool_0_25: verdict, reason } of configs) {
      const loaded = await load(file);
      if (loaded.ok === (verdict === 'pass')) continue;
      wrong.push(
        `${file}: ${loaded.ok ? `amtool: ${reason}` : loaded.errors.map(({ message }) => message).join('; ')}`,
      );
    }
    expect(configs.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  it('gets the recorded receivers for every route test', async () => {
    const cases = [...(routes.authored ?? []), ...(routes.derived ?? [])];
    const wrong: string[] = [];
    const loaded = new Map<string, Awaited<ReturnType<typeof load>>>();
    for (const { config, args, oracle } of cases) {
      const setup = loaded.get(config) ?? (await load(config));
      loaded.set(config, setup);
      const receivers = setup.ok
        ? `${matchRoute(setup.value.setup.route, labelsOf(args))
            .map(({ receiver }) => receiver)
            .join()}\n`
        : 'refused';
      if (receivers !== oracle.stdout)
        wrong.push(`${config}: ${args.join(' ')}: ${receivers} instead of ${oracle.stdout}`);
    }
    expect(cases.length).toBeGreaterThan(300);
    expect(wrong).toEqual([]);
  });
});
