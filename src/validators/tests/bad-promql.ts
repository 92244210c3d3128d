import { defineCheck } from '../check.ts';

/** Reports queries of rule tests that are no PromQL. */
export const badPromql = defineCheck({
  id: 'tests/bad-promql',
  severity: 'error',
  checkTests({ path, tests }, _output, report) {
    for (const { expr, at } of tests.flatMap(({ queries }) => queries)) {
      if (expr.ok) continue;
      for (const { message, span, help } of expr.errors) {
        report({ file: path, at, span, message, help: help ?? 'correct the query' });
      }
    }
  },
});
