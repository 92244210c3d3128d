import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';
import type { Assertion } from './test-file.ts';

/**
 * Reports assertions that an alert is silent which no assertion that it fires stands beside: a rule that never fires
 * would pass them, too. Alerts are asserted on the same input; queries of `ALERTS`, which come with a sample for either,
 * in the same file.
 */
export const vacuousSilence = defineCheck({
  id: 'tests/vacuous-silence',
  severity: 'error',
  checkTests({ path, tests }, _output, report) {
    // A query that cannot be parsed may be the one that asserts it.
    const queriesKnown = tests.every(({ queries }) => queries.every(({ expr }) => expr.ok));
    const vacuous = [
      ...tests.flatMap(({ alerts }) => unpaired(alerts)),
      ...(queriesKnown ? unpaired(tests.flatMap(({ alertQueries }) => alertQueries)) : []),
    ];
    for (const { alert, at } of vacuous) {
      report({
        file: path,
        at,
        message: `a rule that never fires would pass this, too: nothing asserts that ${quote(alert)} fires on the same input`,
        help: 'let the same test go on until the alert fires, and assert that it does',
      });
    }
  },
});

function unpaired(assertions: readonly Assertion[]): readonly Assertion[] {
  const firing = new Set(assertions.filter(({ fires }) => fires).map(({ alert }) => alert));
  return assertions.filter(({ alert, fires }) => !fires && !firing.has(alert));
}
