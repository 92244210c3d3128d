import { isAlertingRule, type Rule, type RuleFileContent } from '../../formats/rule-file.ts';
import type { ReadFile } from './output.ts';
import { type ReadQuery, readQuery } from './read-query.ts';

/** A rule and where it stands. */
export interface LocatedRule {
  readonly rule: Rule;
  /** What it is called, for messages: the alert or the recorded series. */
  readonly name: string;
  readonly file: string;
  /** The path of the rule in its file. */
  readonly at: readonly ['groups', number, 'rules', number];
  readonly expr: ReadQuery;
  /** Names of the series that it reads; `undefined` stands for a selector without a name. */
  readonly reads: readonly (string | undefined)[];
}

/** The rules of a file in the order in which they are evaluated. */
export const locatedRules = ({ path, value }: ReadFile<RuleFileContent>): readonly LocatedRule[] =>
  value.groups.flatMap(({ rules }, g) =>
    rules.map((rule, r): LocatedRule => {
      const expr = readQuery(rule.expr);
      return {
        rule,
        name: isAlertingRule(rule) ? rule.alert : rule.record,
        file: path,
        at: ['groups', g, 'rules', r],
        expr,
        reads: expr.ok ? expr.value.map(({ name }) => name) : [],
      };
    }),
  );

/** What the rules of one file do together. */
export interface RuleSummary {
  /** The alerts that they raise. */
  readonly alerts: ReadonlySet<string>;
  /** Names of the series that they read; `undefined` is among them when a selector has no name, or is not known. */
  readonly reads: ReadonlySet<string | undefined>;
}

/** Sums up the rules of a file. */
export const summariseRules = (rules: readonly LocatedRule[]): RuleSummary => ({
  alerts: new Set(rules.filter(({ rule }) => isAlertingRule(rule)).map(({ name }) => name)),
  reads: new Set(rules.flatMap(({ expr, reads }) => (expr.ok ? reads : [undefined]))),
});
