import { compileRegex } from '../../../promql/regex/compile-regex.ts';
import { goFunctions } from '../../templates/go-functions.ts';
import type { GoValue } from '../../templates/go-value.ts';
import { replaceAll } from '../../templates/prometheus-functions.ts';
import { CallError } from '../../templates/template-error.ts';
import type { FunctionMap, TemplateFunction } from '../../templates/template-function.ts';
import type { AlertmanagerVersion } from '../matchers/parse-matchers.ts';
import { currentFunctions, type FunctionSurroundings } from './current-functions.ts';

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

/** Words begin in upper case, and go on in lower case. */
const titled = (value: string): string =>
  value.replace(/[\p{L}\p{M}\p{N}_'’]+/gu, (word) => {
    const [first = '', ...rest] = [...word];
    return first.toUpperCase() + rest.join('').toLowerCase();
  });

/** The functions of Alertmanager's templates: those of Go, and its own; the later ones of current releases. */
export const notificationFunctions = (version: AlertmanagerVersion, surroundings: FunctionSurroundings): FunctionMap =>
  version === '0.25' ? of025 : new Map([...of025, ...currentFunctions(surroundings)]);

const of025: FunctionMap = new Map<string, TemplateFunction>([
  ...goFunctions,
  ['toUpper', ofText((value) => value.toUpperCase())],
  ['toLower', ofText((value) => value.toLowerCase())],
  ['title', ofText(titled)],
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
