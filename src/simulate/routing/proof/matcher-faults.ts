import { nearName } from '../../../shared/near-name.ts';
import type { Path } from '../../rules/yaml-fields.ts';
import type { AlertmanagerSetup, RouteNode } from '../config/alertmanager.ts';
import type { Matcher } from '../matchers/matcher.ts';
import type { AlertUniverse } from './alert-universe.ts';
import { namedValues } from './label-space.ts';
import type { RoutingFault } from './routing-fault.ts';

/** Matchers that name a label that no alert carries, or a value that no alert can have. */
export function matcherFaults(setup: AlertmanagerSetup, universe: AlertUniverse): readonly RoutingFault[] {
  const domains = domainsOf(universe);
  const faults: RoutingFault[] = [];
  const check = (matcher: Matcher, at: Path): void => {
    const domain = domains.get(matcher.label);
    if (domain === undefined) {
      if (domains.has('')) return;
      const near = nearName(matcher.label, domains.keys());
      const help = near === undefined ? 'correct or remove it' : `did you mean \`${near}\`?`;
      faults.push({
        kind: 'dead-matcher',
        label: matcher.label,
        at,
        message: `no alert carries the label \`${matcher.label}\``,
        help,
      });
      return;
    }
    if (domain === 'open') return;
    for (const value of namedValues(matcher) ?? []) {
      if (value === '' || domain.has(value)) continue;
      const near = nearName(value, domain);
      const help = near === undefined ? 'correct or remove it' : `did you mean \`${near}\`?`;
      const message = `no alert has the value \`${value}\` of the label \`${matcher.label}\``;
      faults.push({ kind: 'dead-matcher', label: matcher.label, at, message, help });
    }
  };
  const visit = (node: RouteNode): void => {
    node.matchers.forEach((matcher, i) => {
      check(matcher, node.matcherPaths[i] ?? node.path);
    });
    node.routes.forEach(visit);
  };
  visit(setup.route);
  for (const { path, sources, targets, targetPaths } of setup.inhibitRules) {
    const sides = [...sources, { matchers: targets, matcherPaths: targetPaths }];
    for (const { matchers, matcherPaths } of sides)
      matchers.forEach((matcher, i) => {
        check(matcher, matcherPaths[i] ?? path);
      });
  }
  return faults;
}

/** The values that specified alerts may have of each label; the key `''` is there when they may carry any label. */
function domainsOf(universe: AlertUniverse): ReadonlyMap<string, Set<string> | 'open'> {
  const domains = new Map<string, Set<string> | 'open'>();
  for (const { space, isSpecified } of universe) {
    if (space.others.isOpen) domains.set('', 'open');
    for (const [label, { values, isOpen }] of space.labels) {
      const domain = domains.get(label) ?? new Set<string>();
      domains.set(label, domain);
      if (domain === 'open') continue;
      // What nobody has specified yet has an unknown name, but no unknown labels.
      if (isOpen && isSpecified) domains.set(label, 'open');
      else if (!isOpen) for (const value of values) if (value !== '') domain.add(value);
    }
  }
  return domains;
}
