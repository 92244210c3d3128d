import type { Path } from '../../rules/yaml-fields.ts';
import { isNull, type YamlNode } from '../../rules/yaml-node.ts';
import { isLabelName } from '../matchers/label-name.ts';
import type { RouteNode } from './alertmanager.ts';
import { type ConfigContext, report } from './config-context.ts';
import { readMatchers } from './read-matchers.ts';

const keys = new Set(
  (
    'receiver group_by match match_re matchers mute_time_intervals active_time_intervals continue routes ' +
    'group_wait group_interval repeat_interval'
  ).split(' '),
);
const currentKeys = new Set([...keys, 'labels']);

/** What a node hands on to those below it. */
type Inherited = Pick<RouteNode, 'receiver' | 'groupBy' | 'groupWait' | 'groupInterval' | 'repeatInterval' | 'labels'>;

const defaults: Inherited = {
  receiver: '',
  groupBy: [],
  groupWait: 30_000,
  groupInterval: 300_000,
  repeatInterval: 14_400_000,
  labels: {},
};

/** Deeper trees are refused, as they would exhaust the stack. */
const maximumDepth = 100;

/** `route` and everything below it; each node with what it inherits. */
export const readRoute = (node: YamlNode, context: ConfigContext): RouteNode =>
  readNode(node, ['route'], defaults, context);

function readNode(node: YamlNode, path: Path, inherited: Inherited, context: ConfigContext): RouteNode {
  const { read } = context;
  const fields = read.fields(node, path, context.version === 'current' ? currentKeys : keys, 'a route');
  const texts = (key: string): readonly string[] =>
    read.list(fields.get(key), [...path, key]).map((item, i) => read.text(item, [...path, key, i]) ?? '');
  const placed = readMatchers(fields, { equal: 'match', regex: 'match_re', matchers: 'matchers' }, path, context);
  const interval = (key: string): number | undefined => {
    const ms = read.duration(fields.get(key), [...path, key]);
    if (ms === 0) report(context, 'zero-interval', [...path, key], `\`${key}\` is zero`, 'make it longer than that');
    return ms;
  };
  const settings: Inherited = {
    receiver: read.text(fields.get('receiver'), [...path, 'receiver']) || inherited.receiver,
    groupBy:
      readGroupBy(fields.get('group_by'), texts('group_by'), [...path, 'group_by'], context) ?? inherited.groupBy,
    groupWait: read.duration(fields.get('group_wait'), [...path, 'group_wait']) ?? inherited.groupWait,
    groupInterval: interval('group_interval') ?? inherited.groupInterval,
    repeatInterval: interval('repeat_interval') ?? inherited.repeatInterval,
    labels: readLabels(fields.get('labels'), [...path, 'labels'], inherited.labels, context),
  };
  const below = read.list(fields.get('routes'), [...path, 'routes']);
  const isTooDeep = path.length > 2 * maximumDepth;
  if (isTooDeep && below.length > 0)
    report(context, 'too-deep', path, `routes are nested more than ${maximumDepth} deep`, 'make the tree flatter');
  return {
    ...settings,
    path,
    matchers: placed.map(({ matcher }) => matcher),
    matcherPaths: placed.map((one) => one.path),
    muteTimes: texts('mute_time_intervals'),
    activeTimes: texts('active_time_intervals'),
    continues: read.boolean(fields.get('continue'), [...path, 'continue']) ?? false,
    routes: isTooDeep
      ? []
      : below.flatMap((child, i) => {
          const at = [...path, 'routes', i];
          if (!isNull(child)) return [readNode(child, at, settings, context)];
          report(context, 'empty', at, 'the route is empty', 'write its settings, or remove it');
          return [];
        }),
  };
}

/** Those of the node added to those above it, which they replace. */
function readLabels(
  node: YamlNode | undefined,
  path: Path,
  above: RouteNode['labels'],
  context: ConfigContext,
): RouteNode['labels'] {
  if (context.version === '0.25') return above;
  const labels = context.read.texts(node, path);
  if (labels.has(''))
    report(context, 'label-name', [...path, ''], 'a label of the route has no name', 'name it, or remove it');
  return labels.size === 0 ? above : { ...above, ...Object.fromEntries(labels) };
}

/** `undefined` when it names nothing, which inherits; in current releases an empty list is one group of everything. */
function readGroupBy(
  node: YamlNode | undefined,
  names: readonly string[],
  path: Path,
  context: ConfigContext,
): RouteNode['groupBy'] | undefined {
  if (node?.kind === 'list' && names.length === 0 && context.version === 'current') return [];
  const labels = names.filter((name) => name !== '...');
  const isAll = labels.length < names.length;
  if (isAll && labels.length > 0)
    report(context, 'group-by', path, '`...` stands beside other labels', 'keep either `...` or the labels');
  names.forEach((name, i) => {
    if (name === '...') return;
    if (!isLabelName(name, context.version))
      report(context, 'label-name', [...path, i], `\`${name}\` is not a label name`, 'use letters, digits and `_`');
    else if (names.indexOf(name) < i)
      report(context, 'group-by', [...path, i], `label \`${name}\` is named twice`, 'keep one of them');
  });
  if (isAll) return 'all';
  return labels.length === 0 ? undefined : labels;
}
