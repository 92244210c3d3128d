import type { LabelMatcher, VectorSelector } from './ast.ts';
import type { Dialect } from './promql-error.ts';
import { compileRegex } from './regex/compile-regex.ts';
import type { Report } from './report.ts';

/** Checks that a selector's regular expressions compile and that it does not select every series there is. */
export function checkSelector(
  selector: VectorSelector,
  { labelsOnly, dialect }: { readonly labelsOnly: boolean; readonly dialect: Dialect },
  report: Report,
): void {
  const matchesEmpty: boolean[] = [];
  for (const matcher of selector.matchers) {
    const accepts = predicateOf(matcher, dialect);
    if (typeof accepts === 'function') matchesEmpty.push(accepts(''));
    else report(matcher.span === undefined ? selector : matcher, `bad regular expression: ${accepts.error}`);
  }
  if (selector.name === '') report(selector, 'a metric name cannot be empty');
  if (selector.name !== undefined || labelsOnly || matchesEmpty.length < selector.matchers.length) return;
  if (matchesEmpty.every(Boolean))
    report(selector, 'a selector must have a matcher that the empty string does not match', 'add a metric name');
}

/** Which values a matcher accepts, or why its regular expression does not compile. */
export function predicateOf(
  { op, value }: LabelMatcher,
  dialect: Dialect,
): ((value: string) => boolean) | { readonly error: string } {
  if (op === '=') return (text) => text === value;
  if (op === '!=') return (text) => text !== value;
  const regex = compileRegex(value, { dotMatchesNewline: dialect === '3' });
  if (!regex.ok) return { error: regex.errors.map(({ message }) => message).join('; ') };
  const { matches } = regex.value;
  return op === '=~' ? matches : (text) => !matches(text);
}
