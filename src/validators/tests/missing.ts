import { conventions } from '../../model/conventions.ts';
import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** Reports alerts of the spec about which no rule test asserts anything. */
export const missing = defineCheck({
  id: 'tests/missing',
  severity: 'error',
  check({ model, tested, unreadable }, report) {
    for (const { name } of model.alerts) {
      if (tested.has(name) || unreadable.has(conventions.ruleTestPath(name))) continue;
      report({ message: `no rule test asserts anything about ${quote(name)}`, help: 'generate its tests' });
    }
  },
});
