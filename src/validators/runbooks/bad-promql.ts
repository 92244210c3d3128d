import { defineCheck } from '../check.ts';

/** Reports queries of runbooks that are no PromQL: somebody would find out at night. */
export const badPromql = defineCheck({
  id: 'runbooks/bad-promql',
  severity: 'error',
  checkPage({ path, queries }, _output, report) {
    for (const { expr, inPage } of queries) {
      if (expr.ok) continue;
      for (const { message, span, help } of expr.errors) {
        report({ file: path, span: inPage(span), message, help: help ?? 'correct the query' });
      }
    }
  },
});
