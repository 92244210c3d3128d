import { nearName } from '../../../shared/near-name.ts';
import type { Path } from '../../rules/yaml-fields.ts';
import type { AlertmanagerSetup, RouteNode } from '../config/alertmanager.ts';
import { createMatcher, type Matcher } from '../matchers/matcher.ts';
import type { AlertUniverse } from './alert-universe.ts';
import { alternatives } from './alternatives.ts';
import { namedValues } from './label-space.ts';
import type { RoutingFault } from './routing-fault.ts';

/** Matchers that name a label that no alert carries, or a value that no alert can have. */
export function matcherFaults(setup: AlertmanagerSetup, universe: AlertUniverse): readonly RoutingFault[] {
  const domains = domainsOf(universe);
  const faults: RoutingFault[] = [];
  const isCarried = (label: string, at: Path): boolean => {
    if (domains.has(label) || domains.has('')) return true;
    const near = nearName(label, domains.keys());
    const help = near === undefined ? 'correct or remove it' : `did you mean \`${near}\`?`;
    faults.push({ kind: 'dead-matcher', label, at, message: `no alert carries the label \`${label}\``, help });
    return false;
  };
  const check = (matcher: Matcher, at: Path): void => {
    if (!isCarried(matcher.label, at)) return;
    const domain = domains.get(matcher.label);
    if (domain === undefined || domain === 'open') return;
    for (const part of partsOf(matcher)) {
      if (part.accepts('') || [...domain].some(part.accepts)) continue;
      const [value] = namedValues(part) ?? [];
      const near = value === undefined ? undefined : nearName(value, domain);
      const help = near === undefined ? 'correct or remove it' : `did you mean \`${near}\`?`;
      const which = value === undefined ? `a value that \`${part.value}\` takes` : `the value \`${value}\``;
      const message = `no alert has ${which} of the label \`${matcher.label}\``;
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
    for (const { equal, equalPath } of sources)
      equal.forEach((label, i) => {
        isCarried(label, [...equalPath, i]);
      });
  }
  return faults;
}

/** What a matcher takes or refuses: the value, or each pattern that the regular expression is one of. */
function partsOf({ label, operator, value }: Matcher): readonly Matcher[] {
  const isRegex = operator.endsWith('~');
  return (isRegex ? alternatives(value) : [value]).flatMap((part) => {
    const matcher = createMatcher(label, isRegex ? '=~' : '=', part);
    return matcher.ok ? [matcher.value] : [];
  });
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
