import type { Condition, Measure } from '../../model/model.ts';
import { unwantedValue } from '../pick-labels.ts';
import type { Signal } from '../signal.ts';
import type { Story } from '../story.ts';
import { otherGroupLabels, type SeriesLabels, type Stage, siblingLabels, subjectLabels } from '../subject.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;
type Value = Extract<Measure, { kind: 'value' }>;

/** Values around a threshold: where the condition holds, exactly at it, and where it does not. */
export function around(
  { op, threshold }: Compare,
  by = 0.01,
): { readonly holds: number; readonly fails: number; readonly at: number; readonly atHolds: boolean } {
  const nudge = threshold.value === 0 ? 1 : Number((Math.abs(threshold.value) * by).toPrecision(3));
  const more = Number((threshold.value + nudge).toPrecision(12));
  const less = Number((threshold.value - nudge).toPrecision(12));
  const upward = op === 'above' || op === 'atLeast';
  return {
    holds: upward ? more : less,
    fails: upward ? less : more,
    at: threshold.value,
    atHolds: op === 'atLeast' || op === 'atMost',
  };
}

/** Stories of a gauge against a threshold. */
export function levelStories(stage: Stage, condition: Compare, measure: Value): readonly Story[] {
  const subject = subjectLabels(stage, measure.of);
  if (subject === undefined) return [];
  const { holds, fails, at, atHolds } = around(condition);
  const window = Math.ceil((measure.window ?? 0) / stage.model.scrapeInterval);
  const stay = window + stage.pending + 4;
  const turns = [stay, 2 * stay, 3 * stay, 4 * stay + stage.keeps] as const;
  const scrapes = turns[3] + window + 4;
  const gauge = (labels: SeriesLabels, level: (k: number) => number | undefined): Signal => ({
    name: measure.of.metric.name,
    labels,
    at: level,
  });
  const rise = (k: number): number => (k < turns[0] ? fails : k < turns[1] ? at : k < turns[2] ? holds : fails);
  const late = (k: number): number => (k < turns[1] ? fails : k < turns[2] ? holds : fails);
  const fired = { scrape: turns[2] - 1, expect: 'firing', because: `the value is ${holds}` } as const;
  const resolved = { scrape: turns[3], expect: 'silent', because: `the value is ${fails} again` } as const;
  const quiet = (because: string) => ({ scrape: turns[1] - 1, expect: 'silent', because }) as const;
  const other = otherGroupLabels(stage, measure.of, measure.by);
  const calmOther = other === undefined ? [] : [gauge(other, () => fails)];
  const boundary = (phase: number, name: string, beside: readonly Signal[] = []): Story => ({
    name,
    phase,
    signals: [gauge(subject, rise), ...beside],
    marks: [
      { scrape: turns[0] - 1, expect: 'silent', because: `the value is ${fails}` },
      { scrape: turns[1] - 1, expect: atHolds ? 'firing' : 'silent', because: `the value is exactly ${at}` },
      fired,
      resolved,
    ],
    scrapes,
  });
  const { scrapeInterval } = stage.model;
  const stories: Story[] = [
    boundary(0, `fires at ${holds}, not at ${fails}`),
    boundary(
      Math.round(scrapeInterval / 3),
      `fires at ${holds}, not at ${fails}, scraped a third of an interval off`,
      calmOther,
    ),
    {
      name: 'stays silent without any data',
      signals: [gauge(subject, (k) => (k < turns[1] ? undefined : late(k)))],
      marks: [quiet('no such series exists'), fired, resolved],
      scrapes,
    },
  ];
  for (const test of measure.of.where) {
    const value = unwantedValue(measure.of, test.label);
    if (value === undefined) continue;
    stories.push({
      name: `${test.label}="${value}" does not trip it`,
      signals: [gauge({ ...subject, [test.label]: value }, () => holds), gauge(subject, late)],
      marks: [quiet('only a series that is not meant has such a value'), fired, resolved],
      scrapes,
    });
  }
  const sibling = siblingLabels(stage, measure.of, measure.by, 2)[1];
  if (sibling !== undefined) {
    const lower = ['lower', Math.min(0, at) - Math.abs(at)] as const;
    const higher = ['higher', 3 * Math.abs(at) + 1] as const;
    // A lower one beside it tells the highest from every other pick, and a higher one the lowest.
    const sizes = { max: [lower], min: [higher], avg: [lower, higher], sum: [lower, higher] }[measure.pick];
    for (const [size, level] of sizes) {
      // Whether the group's value follows one series or the other is the business of `pick`.
      stories.push({
        name: `beside a ${size} series of its group, the ${measure.pick} decides`,
        signals: [gauge(subject, late), gauge(sibling, (k) => (k < turns[2] ? level : k < turns[3] ? fails : level))],
        marks: [turns[1] - 1, turns[2] - 1, turns[3] - 1, scrapes - 2].map((scrape) => ({
          scrape,
          because: `one series is ${size}`,
        })),
        scrapes,
      });
    }
  }
  return stories;
}
