import { compileRegex } from '../../../promql/regex/compile-regex.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';

/** How a matcher compares. */
export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** A condition on one label; a label that an alert does not have counts as empty. */
export interface Matcher {
  readonly label: string;
  readonly operator: MatchOperator;
  readonly value: string;
  /** Whether a value of the label fulfils it. */
  readonly accepts: (value: string) => boolean;
}

/** The labels of an alert. */
export type AlertLabels = Readonly<Record<string, string>>;

/** A matcher; the error is that of the regular expression, which is anchored at both ends as in Alertmanager. */
export function createMatcher(label: string, operator: MatchOperator, value: string): Result<Matcher, string> {
  if (operator === '=') return ok({ label, operator, value, accepts: (text) => text === value });
  if (operator === '!=') return ok({ label, operator, value, accepts: (text) => text !== value });
  const regex = compileRegex(value, { dotMatchesNewline: false });
  if (!regex.ok) return fail(regex.errors[0]?.message ?? 'not a regular expression');
  const { matches } = regex.value;
  const accepts = operator === '=~' ? matches : (text: string) => !matches(text);
  return ok({ label, operator, value, accepts });
}

/** Whether the labels fulfil all matchers; none at all are always fulfilled. */
export function matchesAll(matchers: readonly Matcher[], labels: AlertLabels): boolean {
  for (const { label, accepts } of matchers) {
    if (!accepts(labels[label] ?? '')) return false;
  }
  return true;
}

/** As `amtool` prints matchers: `{severity="page",team=~"a|b"}`. */
export const printMatchers = (matchers: readonly Matcher[]): string =>
  `{${matchers.map(({ label, operator, value }) => `${label}${operator}${JSON.stringify(value)}`).join(',')}}`;
