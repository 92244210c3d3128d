import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';
import { parseMatcher } from './matcher.ts';
import { routesBelow } from './walk-routes.ts';

/** Reports matchers of routes and inhibitions that Alertmanager cannot read. */
export const badMatcher = defineCheck({
  id: 'alertmanager/bad-matcher',
  severity: 'error',
  check({ alertmanager }, report) {
    if (alertmanager === undefined) return;
    const { path, value } = alertmanager;
    const check = (matchers: readonly string[], at: readonly (string | number)[]): void =>
      matchers.forEach((text, i) => {
        if (parseMatcher(text) !== undefined) return;
        const message = `${quote(text)} is not a matcher`;
        report({ file: path, at: [...at, i], message, help: 'write it as `label="value"` or `label=~"regex"`' });
      });
    for (const { node, at } of routesBelow(value.route)) check(node.matchers ?? [], [...at, 'matchers']);
    value.inhibit_rules.forEach((rule, i) => {
      check(rule.source_matchers, ['inhibit_rules', i, 'source_matchers']);
      check(rule.target_matchers, ['inhibit_rules', i, 'target_matchers']);
    });
  },
});
