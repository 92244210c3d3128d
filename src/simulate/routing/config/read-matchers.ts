import { compare } from '../../../shared/compare.ts';
import type { Path } from '../../rules/yaml-fields.ts';
import type { YamlNode } from '../../rules/yaml-node.ts';
import { isClassicLabelName } from '../matchers/label-name.ts';
import { createMatcher, type Matcher } from '../matchers/matcher.ts';
import { parseMatchers } from '../matchers/parse-matchers.ts';
import { type ConfigContext, report } from './config-context.ts';

/** A matcher and where it stands. */
export interface PlacedMatcher {
  readonly matcher: Matcher;
  readonly path: Path;
}

/** The keys of one mapping that hold matchers: `match`, `match_re` and `matchers`, or those of an inhibition. */
export interface MatcherKeys {
  readonly equal: string;
  readonly regex: string;
  readonly matchers: string;
}

/** All matchers of a mapping, sorted by label, operator and value as Alertmanager does. */
export function readMatchers(
  fields: ReadonlyMap<string, YamlNode>,
  keys: MatcherKeys,
  path: Path,
  context: ConfigContext,
): readonly PlacedMatcher[] {
  const { read, version } = context;
  const placed: PlacedMatcher[] = [];
  const add = (label: string, operator: '=' | '=~', value: string, at: Path): void => {
    if (!isClassicLabelName(label)) {
      report(context, 'label-name', at, `\`${label}\` is not a label name`, 'use letters, digits and `_`');
      return;
    }
    const matcher = createMatcher(label, operator, value);
    // Alertmanager knows a regular expression of `match_re` by its anchored form, also in the keys of groups.
    const shown = operator === '=~' ? `^(?:${value})$` : value;
    if (matcher.ok) placed.push({ matcher: { ...matcher.value, value: shown }, path: at });
    else report(context, 'matcher', at, matcher.errors.join('; '), 'write a regular expression of RE2');
  };
  for (const [label, value] of read.texts(fields.get(keys.equal), [...path, keys.equal]))
    add(label, '=', value, [...path, keys.equal, label]);
  const regexes = fields.get(keys.regex);
  for (const [label, value] of read.texts(regexes, [...path, keys.regex])) {
    const at = [...path, keys.regex, label];
    if (value === '' && isMissing(regexes, label))
      report(context, 'matcher', at, `\`${label}\` has no regular expression`, 'write one, or remove the label');
    else add(label, '=~', value, at);
  }
  read.list(fields.get(keys.matchers), [...path, keys.matchers]).forEach((node, i) => {
    const at = [...path, keys.matchers, i];
    const parsed = parseMatchers(read.text(node, at) ?? '', version);
    if (parsed.ok) placed.push(...parsed.value.map((matcher) => ({ matcher, path: at })));
    else report(context, 'matcher', at, parsed.errors.join('; '), 'write it like `label="value"` or `label=~"a|b"`');
  });
  return placed.sort(({ matcher: a }, { matcher: b }) => byLabel(a, b));
}

const operators = ['=', '!=', '=~', '!~'];

const byLabel = (a: Matcher, b: Matcher): number =>
  compare(a.label, b.label) ||
  compare(a.value, b.value) ||
  operators.indexOf(a.operator) - operators.indexOf(b.operator);

const isMissing = (node: YamlNode | undefined, label: string): boolean =>
  node?.kind === 'map' &&
  node.entries.some(({ key, value }) => key.text === label && value.kind === 'scalar' && value.isPlain);
