import { defineCheck } from '../check.ts';

/** Reports expressions of rules that are no PromQL. */
export const badPromql = defineCheck({
  id: 'rules/bad-promql',
  severity: 'error',
  check({ rules }, report) {
    for (const { expr, file, at } of rules) {
      if (expr.ok) continue;
      for (const { message, span, help } of expr.errors) {
        report({ file, at: [...at, 'expr'], span, message, help: help ?? 'correct the expression' });
      }
    }
  },
});
