import type { Condition, LabelDomain, Measure, Model, StateMetric } from '../../../model/model.ts';
import { assertNever } from '../../../shared/assert-never.ts';
import type { Colour, ValueText } from './page.ts';

/** Words in names of states, outcomes and decisions that say whether all is well. Tried in this order. */
const words: readonly (readonly [colour: Colour, pattern: RegExp])[] = [
  ['yellow', /^(half|semi|degraded|warn|pending|starting|stopping|draining|reconnect|connecting|retry|slow|unknown)/],
  [
    'red',
    /(fail|error|offline|down|dead|broken|corrupt|crash|reject|lost|fatal|exhausted|abort|unhealthy|disconnected)/,
  ],
  ['orange', /(timeout|timed_out|cancel|deny|denied|expired|stale|throttled|limited)/],
  ['green', /^(ok|okay|success|succeeded|closed|online|up|healthy|ready|connected|active|enabled|allow|.*_allow|hit)$/],
];

const byWord = (name: string): Colour | undefined => words.find(([, pattern]) => pattern.test(name.toLowerCase()))?.[0];

/** Colours of label values whose words have a meaning; others keep the palette's. */
export function labelColours(domain: LabelDomain): readonly { readonly name: string; readonly colour: Colour }[] {
  if (domain.kind !== 'enum') return [];
  return domain.values.flatMap((name) => {
    const colour = byWord(name);
    return colour === undefined ? [] : [{ name, colour }];
  });
}

/** For each state metric, by name, the states that alerts wait for: true when the alert fires in it, false when not. */
export type AlertedStates = ReadonlyMap<string, ReadonlyMap<string, boolean>>;

/** The states that the alerts of a model are about. */
export function alertedStates(model: Model): AlertedStates {
  const found = new Map<string, Map<string, boolean>>();
  const visit = (condition: Condition, fires: boolean): void => {
    switch (condition.kind) {
      case 'is': {
        const states = found.get(condition.of.metric.name) ?? new Map<string, boolean>();
        if (!states.has(condition.state.name)) states.set(condition.state.name, fires);
        found.set(condition.of.metric.name, states);
        return;
      }
      case 'and':
      case 'or':
        visit(condition.left, fires);
        visit(condition.right, fires);
        return;
      case 'unless':
        visit(condition.left, fires);
        visit(condition.right, !fires);
        return;
      case 'compare':
      case 'absent':
      case 'down':
      case 'always':
        return;
      default:
        assertNever(condition);
    }
  };
  for (const { when } of model.alerts) visit(when, true);
  return found;
}

/** Colours of states of which nothing is known. */
const neutral: readonly Colour[] = ['blue', 'purple', 'light-blue'];

/** The states of a metric with the colours of their meanings: what an alert fires on is red, before any word counts. */
export function stateTexts(metric: StateMetric, alerted: AlertedStates): readonly ValueText[] {
  const known = alerted.get(metric.name);
  let unknown = 0;
  return metric.states.map(({ name, value }) => {
    const fires = known?.get(name);
    const colour = fires === undefined ? byWord(name) : fires ? 'red' : 'green';
    return { value, text: name, colour: colour ?? neutral[unknown++ % neutral.length] ?? 'blue' };
  });
}

/** The label domain by which a measure's series differ, when that is a single label of its metric. */
export function onlyLabelDomain(measure: Measure): LabelDomain | undefined {
  const [only, ...more] = measure.by;
  if (only === undefined || more.length > 0 || !('of' in measure)) return undefined;
  return measure.of.metric.labels.find(({ name }) => name === only)?.domain;
}
