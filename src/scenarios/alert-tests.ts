import type { Alert, Condition, Model } from '../model/model.ts';
import type { AlertTest } from './alert-test.ts';
import { type PlayedStory, playStory } from './play-story.ts';
import { promqlTests } from './promql-tests.ts';
import { type AlertFrame, type Firing, present } from './run-alert.ts';
import { seriesText } from './series-text.ts';
import { showsValue } from './shows-value.ts';
import { storiesOf } from './stories-of.ts';

export interface AlertTests {
  readonly tests: readonly AlertTest[];
  /** Stories whose own expectation the meaning of the condition contradicts: empty for sound specs. */
  readonly dropped: readonly { readonly story: string; readonly why: string }[];
}

/** The stories of an alert, played, and the names in them that another alert of the same shape has in their place. */
interface PlayedAlert {
  readonly names: Names;
  readonly stories: readonly PlayedStory[];
  readonly dropped: AlertTests['dropped'];
}

/** What a condition speaks of, in the order in which it does. */
interface Names {
  readonly metrics: readonly string[];
  readonly jobs: readonly string[];
}

/**
 * The shape of a condition, with numbers in place of metric and job names: alerts of one shape have the same stories, and
 * a service with ten thousand alerts has few shapes.
 */
function shapeOf(model: Model, alert: Alert): { readonly key: string; readonly names: Names } {
  const metrics: string[] = [];
  const jobs: string[] = [];
  const number = (list: string[], name: unknown): number => {
    const at = list.indexOf(String(name));
    return at === -1 ? list.push(String(name)) - 1 : at;
  };
  const numbered = (value: unknown, key = ''): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((member) => numbered(member));
    // The text of a query says it all.
    if (key === 'expr') return undefined;
    const copy: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(value)) copy[name] = numbered(member, name);
    if (key === 'metric')
      return { ...copy, name: number(metrics, copy['name']), job: number(jobs, copy['job']), help: '', added: '' };
    if (key === 'job') return { name: number(jobs, copy['name']) };
    return copy;
  };
  const shape = JSON.stringify(numbered(alert.when satisfies Condition));
  const { scrapeInterval, evaluationInterval, targetLabels } = model;
  const rest = [alert.for, alert.keepFiringFor, showsValue(alert), scrapeInterval, evaluationInterval, targetLabels];
  return { key: `${shape}${JSON.stringify(rest)}`, names: { metrics, jobs } };
}

const played = new WeakMap<Model, Map<string, PlayedAlert>>();

function playAlert(model: Model, alert: Alert): { readonly play: PlayedAlert; readonly names: Names } {
  const { key, names } = shapeOf(model, alert);
  const shapes = played.get(model) ?? new Map<string, PlayedAlert>();
  played.set(model, shapes);
  const known = shapes.get(key);
  if (known !== undefined) return { play: known, names };
  const stories: PlayedStory[] = [];
  const dropped: { story: string; why: string }[] = [];
  for (const story of storiesOf(model, alert)) {
    const result = playStory(model, alert, story);
    if (!('why' in result)) stories.push(result);
    else if (story.marks.some(({ expect }) => expect !== undefined))
      dropped.push({ story: story.name, why: result.why });
  }
  const play = { names, stories: sharingFirings(stories), dropped };
  shapes.set(key, play);
  return { play, names };
}

/** The stories with one object for all firings that are alike: the texts of each are made once for each alert of the shape. */
function sharingFirings(stories: readonly PlayedStory[]): readonly PlayedStory[] {
  const known = new Map<string, Firing>();
  const share = (firing: Firing): Firing => {
    const value = Object.is(firing.value, -0) ? '-0' : String(firing.value);
    const key = JSON.stringify([value, firing.key, firing.labels]);
    const same = known.get(key) ?? firing;
    known.set(key, same);
    return same;
  };
  return stories.map((story) => ({
    ...story,
    checks: story.checks.map((check) => ({ ...check, firing: check.firing.map(share) })),
  }));
}

/** Puts one alert's names in the place of another's. */
function renaming(from: Names, to: Names) {
  const swapped = (list: readonly string[], by: readonly string[], name: string): string =>
    by[list.indexOf(name)] ?? name;
  const suffix = /(_count|_bucket)?$/;
  const metric = (name: string): string => {
    if (from.metrics.includes(name)) return swapped(from.metrics, to.metrics, name);
    const ending = suffix.exec(name)?.[0] ?? '';
    const base = name.slice(0, name.length - ending.length);
    return `${swapped(from.metrics, to.metrics, base)}${ending}`;
  };
  const labels = (all: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
    const job = all['job'];
    if (job === undefined) return all;
    const other = job.startsWith('not-') ? `not-${swapped(from.jobs, to.jobs, job.slice(4))}` : job;
    return { ...all, job: from.jobs.includes(job) ? swapped(from.jobs, to.jobs, job) : other };
  };
  return { metric, labels };
}

/** Work done once for each of a few objects. */
function once<A extends object, B>(work: (one: A) => B): (one: A) => B {
  const done = new Map<A, B>();
  return (one) => {
    const known = done.get(one) ?? work(one);
    done.set(one, known);
    return known;
  };
}

/**
 * The rule tests of an alert: every condition just over its threshold, exactly at it and just under, before and after
 * `for`, with decoys, resets, newborn series, gaps and no data. What they expect comes from the meaning of the condition,
 * read without PromQL; silence is only ever asserted beside a firing on the same inputs.
 */
export function alertTests(model: Model, alert: Alert, frame: AlertFrame): AlertTests {
  const { play, names } = playAlert(model, alert);
  const { metric, labels } = renaming(play.names, names);
  const shown = once((firing: Firing) => present(alert, frame, { ...firing, labels: labels(firing.labels) }));
  const tests = play.stories.map(
    ({ name, interval, inputs, checks }): AlertTest => ({
      name,
      interval,
      inputs: inputs.map((input) => ({
        series: seriesText(metric(input.name), labels(input.labels)),
        values: input.values,
      })),
      checks: checks.map(({ at, firing, because }) => ({ at, alerts: firing.map(shown), because })),
    }),
  );
  return { tests: [...promqlTests(model, alert), ...tests], dropped: play.dropped };
}
