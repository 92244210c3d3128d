import { compileRegex } from '../../../promql/regex/compile-regex.ts';
import { expandTemplate } from '../../../promql/regex/expand-template.ts';
import type { GoValue } from '../../templates/go-value.ts';
import { goFunctions } from '../../templates/go-functions.ts';
import { CallError } from '../../templates/template-error.ts';
import type { FunctionMap, TemplateFunction } from '../../templates/template-function.ts';

const text = (value: GoValue): string => (typeof value === 'string' ? value : '');
const texts = (value: GoValue): readonly string[] =>
  typeof value === 'object' && value.kind === 'list' ? value.items.map(text) : [];

const ofText = (change: (text: string) => GoValue): TemplateFunction => ({
  parameters: ['string'],
  call: ([value]) => change(text(value)),
});

function compiled(pattern: string) {
  const regex = compileRegex(pattern, { dotMatchesNewline: false });
  if (!regex.ok) throw new CallError(regex.errors[0]?.message ?? 'not a regular expression');
  return regex.value;
}

/** Go's `ReplaceAllString`: every match that does not overlap the one before, `$1` and `${1}` expanded. */
function replaceAll(pattern: string, replacement: string, source: string): string {
  const { find, groupNames } = compiled(pattern);
  let output = '';
  let from = 0;
  let lastEnd = -1;
  while (from <= source.length) {
    const slots = find(source, from);
    if (slots === undefined) break;
    const [start = 0, end = 0] = slots;
    output += source.slice(Math.max(lastEnd, 0), start);
    if (!(start === end && start === lastEnd)) {
      const groups = groupNames.map((_name, i) => {
        const [a = -1, b = -1] = [slots[2 * i], slots[2 * i + 1]];
        return a < 0 || b < 0 ? undefined : source.slice(a, b);
      });
      output += expandTemplate(replacement, groups, groupNames);
    }
    lastEnd = end;
    from = end > start ? end : end + (source.codePointAt(end) ?? 0 > 0xffff ? 2 : 1);
    if (end === start) {
      output += source.slice(end, from);
      lastEnd = Math.min(from, source.length);
    }
  }
  return output + source.slice(Math.max(lastEnd, 0));
}

/** Words begin in upper case, and go on in lower case. */
const titled = (value: string): string =>
  value.replace(/[\p{L}\p{M}\p{N}_'’]+/gu, (word) => {
    const [first = '', ...rest] = [...word];
    return first.toUpperCase() + rest.join('').toLowerCase();
  });

/** The functions of Alertmanager's templates: those of Go, and its own. */
export const notificationFunctions: FunctionMap = new Map<string, TemplateFunction>([
  ...goFunctions,
  ['toUpper', ofText((value) => value.toUpperCase())],
  ['toLower', ofText((value) => value.toLowerCase())],
  ['title', ofText(titled)],
  ['trimSpace', ofText((value) => value.trim())],
  ['safeHtml', ofText((value) => ({ kind: 'html', text: value }))],
  ['join', { parameters: ['string', '[]string'], call: ([separator, list]) => texts(list).join(text(separator)) }],
  [
    'match',
    {
      parameters: ['string', 'string'],
      call: ([pattern, value]) => compiled(text(pattern)).find(text(value), 0) !== undefined,
    },
  ],
  [
    'reReplaceAll',
    {
      parameters: ['string', 'string', 'string'],
      call: ([pattern, replacement, value]) => replaceAll(text(pattern), text(replacement), text(value)),
    },
  ],
  [
    'stringSlice',
    { parameters: [], rest: 'string', call: (items) => ({ kind: 'list', type: '[]string', items: [...items] }) },
  ],
]);
