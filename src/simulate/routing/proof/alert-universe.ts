import type { InhibitRule, RouteNode } from '../config/alertmanager.ts';
import type { Matcher } from '../matchers/matcher.ts';
import { anything, type LabelSpace, labelSpace, refineSpace } from './label-space.ts';

/** Alerts that there may be, and what is expected of them. */
export interface AlertKind {
  readonly name: string;
  readonly space: LabelSpace;
  /** The one receiver that it has to reach; nothing is expected when absent. */
  readonly receiver?: string;
  /** Whether nothing may hold it back at any time of the day. */
  readonly isUrgent: boolean;
  /** False for alerts that nobody has specified yet, but might. */
  readonly isSpecified: boolean;
}

/** All alerts that Alertmanager may hear of. */
export type AlertUniverse = readonly AlertKind[];

/** Any alert at all: what is known of the alerts for a configuration without a spec. */
export const anyAlert: AlertUniverse = [
  { name: 'any alert', space: labelSpace(new Map(), anything), isUrgent: false, isSpecified: false },
];

/** The universe with the values told apart that the matchers of a configuration name. */
export function refineUniverse(
  universe: AlertUniverse,
  root: RouteNode,
  inhibitRules: readonly InhibitRule[],
): AlertUniverse {
  const matchers: Matcher[] = inhibitRules.flatMap(({ sources, targets }) => [
    ...sources.flatMap((source) => source.matchers),
    ...targets,
  ]);
  const visit = (node: RouteNode): void => {
    matchers.push(...node.matchers);
    node.routes.forEach(visit);
  };
  visit(root);
  return universe.map((kind) => ({ ...kind, space: refineSpace(kind.space, matchers) }));
}
