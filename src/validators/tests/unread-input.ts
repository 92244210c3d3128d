import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';
import { seriesName } from './series-name.ts';
import type { TestQuery } from './test-file.ts';

/** Reports input series that neither a loaded rule nor a query of the test reads: they prove nothing. */
export const unreadInput = defineCheck({
  id: 'tests/unread-input',
  severity: 'error',
  checkTests({ path, tests, loaded }, output, report) {
    if (loaded === undefined || loaded.some(({ reads }) => reads.has(undefined))) return;
    // Where the rule itself is missing, nothing reads its input; that is reported with the rules.
    if (loaded.every(({ alerts }) => alerts.size === 0)) return;
    const read = (name: string): boolean => loaded.some(({ reads }) => reads.has(name));
    for (const { test, index, queries } of tests) {
      const queried = namesIn(queries);
      if (queried.has(undefined)) continue;
      (test.input_series ?? []).forEach(({ series }, i) => {
        const name = seriesName(series);
        if (name === undefined || read(name) || queried.has(name)) return;
        const message = `neither the rules nor this test read ${quote(name)}`;
        const names = loaded.flatMap(({ reads }) => [...reads]).filter((one) => one !== undefined);
        const help = output.suggest(name, names);
        report({ file: path, at: ['tests', index, 'input_series', i, 'series'], message, help });
      });
    }
  },
});

/** `undefined` is among the names when a query cannot be parsed or selects without a name. */
const namesIn = (queries: readonly TestQuery[]): ReadonlySet<string | undefined> =>
  new Set(queries.flatMap(({ expr }) => (expr.ok ? expr.value.map(({ name }) => name) : [undefined])));
