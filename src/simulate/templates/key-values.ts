import { compareText } from '../../promql/storage/compare-text.ts';
import type { GoList, GoMap, GoStruct, GoValue } from './go-value.ts';
import type { TemplateFunction } from './template-function.ts';

/** Labels or annotations as templates of notifications see them: Alertmanager's `KV`. */
export const goKeyValues = (entries: Iterable<readonly [string, GoValue]>, isStringer: boolean): GoMap => ({
  kind: 'map',
  element: 'string',
  type: 'template.KV',
  isStringer,
  entries: new Map(entries),
});

const texts = (items: readonly GoValue[]): GoList => ({ kind: 'list', type: '[]string', items });

/** The pairs sorted by name, `alertname` first. */
export function sortedPairs({ entries, isStringer = false }: GoMap): GoList {
  const rank = (name: string): number => (name === 'alertname' ? 0 : 1);
  const sorted = [...entries].sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b));
  const items = sorted.map(
    ([name, value]): GoStruct => ({
      kind: 'struct',
      type: 'template.Pair',
      fields: new Map([
        ['Name', name],
        ['Value', value],
      ]),
    }),
  );
  return { kind: 'list', type: 'template.Pairs', isStringer, items };
}

const fieldOf = (item: GoValue, name: string): GoValue =>
  typeof item === 'object' && item.kind === 'struct' ? item.fields.get(name) : undefined;

/** `a=1, b=2` */
export const pairsText = ({ items }: GoList): string =>
  items.map((item) => `${fieldOf(item, 'Name')}=${fieldOf(item, 'Value')}`).join(', ');

const noArguments = (call: () => GoValue): TemplateFunction => ({ parameters: [], call });

/** A method of key-value sets, their pairs, and alerts. */
export function keyValueMethod(value: GoMap | GoList, name: string): TemplateFunction | undefined {
  switch (value.type) {
    case 'template.KV':
      return value.kind === 'map' ? setMethod(value, name) : undefined;
    case 'template.Pairs':
      return value.kind === 'list' ? pairsMethod(value, name) : undefined;
    case 'template.Alerts':
      return value.kind === 'list' ? alertsMethod(value, name) : undefined;
    default:
      return undefined;
  }
}

function setMethod(set: GoMap, name: string): TemplateFunction | undefined {
  if (name === 'SortedPairs') return noArguments(() => sortedPairs(set));
  if (name !== 'Remove') return pairsMethod(sortedPairs(set), name);
  return {
    parameters: ['[]string'],
    call([keys]) {
      const removed = typeof keys === 'object' && keys.kind === 'list' ? keys.items : [];
      return goKeyValues(
        [...set.entries].filter(([key]) => !removed.includes(key)),
        set.isStringer === true,
      );
    },
  };
}

function pairsMethod(pairs: GoList, name: string): TemplateFunction | undefined {
  if (name === 'Names') return noArguments(() => texts(pairs.items.map((item) => fieldOf(item, 'Name'))));
  if (name === 'Values') return noArguments(() => texts(pairs.items.map((item) => fieldOf(item, 'Value'))));
  return name === 'String' && pairs.isStringer === true ? noArguments(() => pairsText(pairs)) : undefined;
}

function alertsMethod({ items }: GoList, name: string): TemplateFunction | undefined {
  const status = { Firing: 'firing', Resolved: 'resolved' }[name];
  if (status === undefined) return undefined;
  const chosen = items.filter((item) => fieldOf(item, 'Status') === status);
  return noArguments(() => ({ kind: 'list', type: '[]template.Alert', items: chosen }));
}
