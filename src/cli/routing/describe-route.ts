import { formatDuration } from '../../shared/duration.ts';
import type { AlertmanagerSetup, RouteNode } from '../../simulate/routing/config/alertmanager.ts';
import { groupLabelsOf, printLabels } from '../../simulate/routing/groups/label-keys.ts';
import { type AlertLabels, type Matcher, printMatchers } from '../../simulate/routing/matchers/matcher.ts';
import { explainRoute, type RouteStep } from '../../simulate/routing/route/explain-route.ts';
import type { Colors } from '../reporters/colors.ts';

/** Where a node is in its file: `alertmanager.yml:12`. */
export type PlaceOf = (node: RouteNode) => string;

const matcherText = ({ label, operator, value }: Matcher): string => `${label}${operator}${JSON.stringify(value)}`;

/** What a route asks for. */
const asked = ({ matchers }: RouteNode): string =>
  matchers.length === 0 ? 'every alert' : matchers.map(matcherText).join(', ');

function verdictText({ node, verdict, isFinal }: RouteStep, colors: Colors): string {
  switch (verdict.kind) {
    case 'enters':
      return colors.green(isFinal ? `takes it -> ${node.receiver}` : 'matches: the routes below are asked');
    case 'refused': {
      const has = verdict.value === '' ? 'no such label' : `${verdict.matcher.label}=${JSON.stringify(verdict.value)}`;
      return colors.dim(`does not match: the alert has ${has}`);
    }
    case 'not-asked':
      return colors.dim(`not asked: ${printMatchers(verdict.takenBy.matchers)} took it, and does not continue`);
  }
}

/** The path of an alert through the tree in words, and what it ends in. */
export function describeRoute(setup: AlertmanagerSetup, labels: AlertLabels, placeOf: PlaceOf, colors: Colors): string {
  const steps = explainRoute(setup.route, labels);
  const left = steps.map(({ node, depth }) => `${'  '.repeat(depth)}${asked(node)}`);
  const width = Math.min(60, Math.max(...left.map((text) => text.length)));
  const lines = steps.map((step, i) => {
    const text = (left[i] ?? '').padEnd(width);
    const goesOn =
      step.verdict.kind === 'enters' && step.node.continues ? ' (continue: the next ones are asked, too)' : '';
    return `  ${text}  ${verdictText(step, colors)}${goesOn}  ${colors.dim(placeOf(step.node))}`;
  });
  const ends = steps.filter(({ isFinal }) => isFinal).map(({ node }) => describeEnd(setup, node, labels, colors));
  return `${colors.bold(printLabels(labels))}\n${lines.join('\n')}\n\n${ends.join('')}`;
}

function describeEnd(setup: AlertmanagerSetup, node: RouteNode, labels: AlertLabels, colors: Colors): string {
  const { receiver, groupBy, groupWait, groupInterval, repeatInterval, muteTimes, activeTimes, labels: says } = node;
  const integrations = setup.receivers.get(receiver)?.integrations ?? [];
  const told =
    integrations.length === 0
      ? 'which has no integration: nobody is told'
      : `by ${integrations.map(({ kind, sendResolved }) => `${kind}${sendResolved ? '' : ' (not of the end)'}`).join(', ')}`;
  const grouped =
    groupBy === 'all'
      ? 'alone: by all labels'
      : groupBy.length === 0
        ? 'with all alerts of the route'
        : `by ${groupBy.join(', ')}`;
  const lines = [
    `reaches ${colors.bold(receiver)}, ${told}`,
    `  grouped   ${grouped}: ${printLabels(groupLabelsOf(labels, groupBy))}`,
    `  told      ${groupWait === 0 ? 'at once' : `after ${formatDuration(groupWait)}`}, of changes every ${formatDuration(groupInterval)}, again after ${formatDuration(repeatInterval)}`,
    ...Object.entries(says).map(
      ([name, template], i) => `  ${i === 0 ? 'labels  ' : '        '}  ${name}: ${JSON.stringify(template)}`,
    ),
    ...(muteTimes.length === 0 ? [] : [`  muted     during ${muteTimes.join(', ')}`]),
    ...(activeTimes.length === 0 ? [] : [`  active    only during ${activeTimes.join(', ')}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** The whole tree, one line for each node. */
export function describeTree(root: RouteNode, placeOf: PlaceOf, colors: Colors): string {
  const lines: string[] = [];
  const visit = (node: RouteNode, depth: number): void => {
    const goesOn = node.continues ? ' (continues)' : '';
    lines.push(`  ${'  '.repeat(depth)}${asked(node)} -> ${node.receiver}${goesOn}  ${colors.dim(placeOf(node))}`);
    for (const child of node.routes) visit(child, depth + 1);
  };
  visit(root, 0);
  return `${lines.join('\n')}\n`;
}
