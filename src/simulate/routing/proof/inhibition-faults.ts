import type { AlertmanagerSetup, InhibitRule } from '../config/alertmanager.ts';
import type { Matcher } from '../matchers/matcher.ts';
import type { AlertKind, AlertUniverse } from './alert-universe.ts';
import { type LabelSpace, mayShare, narrowSpace, narrowToAll } from './label-space.ts';
import type { RoutingFault } from './routing-fault.ts';

interface Side {
  readonly kind: AlertKind;
  readonly space: LabelSpace;
}

const sideOf = (universe: AlertUniverse, matchers: readonly Matcher[]): readonly Side[] =>
  universe.flatMap((kind) => {
    const space = narrowToAll(kind.space, matchers);
    return space === undefined ? [] : [{ kind, space }];
  });

/** Inhibitions that can never hold anything back, that match their own source, or that hold each other's sources back. */
export function inhibitionFaults(setup: AlertmanagerSetup, universe: AlertUniverse): readonly RoutingFault[] {
  const faults: RoutingFault[] = [];
  const isSpecified = universe.some((kind) => kind.isSpecified);
  const known: Sides[] = [];
  const edges: { readonly rule: InhibitRule; readonly source: string; readonly target: string }[] = [];
  for (const rule of setup.inhibitRules) {
    const targets = sideOf(universe, rule.targets);
    const sides = rule.sources.map(({ matchers, equal }) => {
      const sources = sideOf(universe, matchers);
      const pairs = sources.flatMap((source) =>
        targets
          .filter((target) => equal.every((label) => mayShare(label, source.space, target.space)))
          .map((target) => ({ source, target })),
      );
      return { sources, pairs };
    });
    const [own] = rule.sources.flatMap(({ matchers }) => sideOf(universe, [...matchers, ...rule.targets]));
    // Without knowledge of the alerts, only a rule that has every source among its targets is certain to match one.
    if (own !== undefined && (isSpecified || sides.some(({ sources }) => areAll(sources, rule.targets))))
      faults.push({
        kind: 'self-inhibition',
        at: rule.path,
        message: `${own.kind.isSpecified ? `\`${own.kind.name}\`` : 'an alert'} is source and target of the inhibition at once`,
        help: 'let the targets leave out the source, as with `severity!="critical"`',
      });
    const dead = sides.find(({ pairs }) => pairs.length === 0);
    if (dead !== undefined)
      faults.push({
        kind: 'dead-inhibition',
        at: rule.path,
        message: deadReason(dead.sources.length, targets.length),
        help: 'correct its matchers and `equal`, or remove it',
      });
    const [only, ...others] = sides;
    if (only !== undefined && others.length === 0 && dead === undefined) {
      const one = { rule, sources: only.sources, targets };
      const back = isSpecified ? undefined : known.find((other) => answers(one, other) || answers(other, one));
      if (back !== undefined)
        faults.push({
          kind: 'inhibition-cycle',
          at: rule.path,
          message: 'the inhibition and one before it hold each other’s sources back: when both fire, nobody is told',
          help: 'remove one of the two inhibitions',
        });
      known.push(one);
    }
    // Several sources hold back only together: alone, none of them makes a cycle.
    for (const { source, target } of sides.length === 1 ? (sides[0]?.pairs ?? []) : [])
      if (source.kind.isSpecified && target.kind.isSpecified && source.kind !== target.kind)
        edges.push({ rule, source: source.kind.name, target: target.kind.name });
  }
  const seen = new Set<string>();
  for (const { rule, source, target } of edges) {
    const back = edges.find((edge) => edge.source === target && edge.target === source);
    const key = [source, target].sort().join(' ');
    if (back === undefined || seen.has(key)) continue;
    seen.add(key);
    faults.push({
      kind: 'inhibition-cycle',
      at: rule.path,
      message: `\`${source}\` and \`${target}\` hold each other back: when both fire, nobody is told`,
      help: 'remove one of the two inhibitions',
    });
  }
  return faults;
}

const deadReason = (sources: number, targets: number): string =>
  sources === 0
    ? 'no alert can be the source of the inhibition'
    : targets === 0
      ? 'no alert can be the target of the inhibition'
      : 'no source and no target of the inhibition can have equal labels';

interface Sides {
  readonly rule: InhibitRule;
  readonly sources: readonly Side[];
  readonly targets: readonly Side[];
}

/** Whether the second rule lets the targets of the first hold its sources back whenever the first holds. */
function answers(first: Sides, second: Sides): boolean {
  const equal = first.rule.sources.flatMap((source) => source.equal);
  return (
    areAll(first.sources, second.rule.targets) &&
    second.rule.sources.every(
      (source) => areAll(first.targets, source.matchers) && source.equal.every((label) => equal.includes(label)),
    )
  );
}

/** Whether whatever a side is fulfils the matchers, too. */
const areAll = (sides: readonly Side[], matchers: readonly Matcher[]): boolean =>
  sides.length > 0 &&
  sides.every(({ space }) => matchers.every((matcher) => narrowSpace(space, matcher, false) === undefined));
