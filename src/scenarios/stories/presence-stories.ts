import type { Condition } from '../../model/model.ts';
import { decoysOf } from '../decoys-of.ts';
import type { Signal } from '../signal.ts';
import type { Mark, Story } from '../story.ts';
import { type Stage, subjectLabels, turnedAlone, upSignal } from '../subject.ts';

/** Stories of a target that cannot be scraped. */
export function downStories(stage: Stage, condition: Extract<Condition, { kind: 'down' }>): readonly Story[] {
  const { name } = condition.job;
  const begin = 4;
  const back = begin + stage.pending + 4;
  const scrapes = back + stage.keeps + 6;
  const fired: Mark = { scrape: begin + stage.pending, expect: 'firing', because: 'down for long enough' };
  const resolved: Mark = { scrape: back + stage.keeps + 2, expect: 'silent', because: 'up again' };
  const quiet = (because: string): Mark => ({ scrape: begin - 1, expect: 'silent', because });
  const up = (at: Signal['at'], job = name, host = stage.host): Signal => upSignal(stage, job, host, at);
  const outage = (k: number): number => (k < begin || k >= back ? 1 : 0);
  const stories: Story[] = [
    {
      name: 'fires when the target cannot be scraped, resolves when it can',
      signals: [up(outage)],
      marks: [quiet('up'), fired, resolved],
      scrapes,
    },
    {
      name: 'fires when the target cannot be scraped, scraped a third of an interval off',
      phase: Math.round(stage.model.scrapeInterval / 3),
      signals: [up(() => 1, name, stage.host + 10), up(outage)],
      marks: [quiet('both targets are up'), fired, resolved],
      scrapes,
    },
    {
      name: 'the target of another job does not trip it',
      signals: [up(() => 0, `not-${name}`), up(outage)],
      marks: [quiet('only another job is down'), fired, resolved],
      scrapes,
    },
    {
      name: 'stays silent about a target that is not known',
      signals: [up((k) => (k < begin || k >= back ? undefined : outage(k)))],
      marks: [quiet('the target is not known'), fired, { ...resolved, because: 'the target is not known any more' }],
      scrapes,
    },
  ];
  if (stage.shy >= 2) {
    const blip = stage.shy;
    const again = begin + 2 * (blip + 1) + 2;
    const flaps = (k: number): boolean => k >= begin && k < begin + 2 * (blip + 1) && (k - begin) % (blip + 1) < blip;
    stories.push({
      name: 'short outages are no alert, one after the other',
      signals: [up((k) => (flaps(k) || k >= again ? 0 : 1))],
      marks: [
        { scrape: begin + blip, expect: 'silent', because: `${blip} failed scrapes are not enough` },
        { scrape: begin + 2 * blip + 1, expect: 'silent', because: `and again ${blip}` },
        { scrape: again + stage.pending, expect: 'firing', because: 'this time it stays down' },
      ],
      scrapes: again + stage.pending + 4,
    });
  }
  return stories;
}

/** Stories of series that are not there. */
export function absentStories(stage: Stage, condition: Extract<Condition, { kind: 'absent' }>): readonly Story[] {
  const { of } = condition;
  const labels = subjectLabels(stage, of);
  if (labels === undefined) return [];
  const name = of.metric.type === 'histogram' ? `${of.metric.name}_count` : of.metric.name;
  const window = Math.ceil(condition.window / stage.model.scrapeInterval);
  // At the very first evaluation nothing is there yet: an alert that fires at once is kept for a while.
  const gone = 4 + (stage.pending === 0 ? stage.keeps : 0);
  const back = gone + window + stage.pending + 6;
  const scrapes = back + stage.keeps + 6;
  const series = (at: Signal['at']): Signal => ({ name, labels, at });
  const decoys = decoysOf(of, labels).flatMap(({ series }) =>
    series.map((one): Signal => ({ name, labels: one, at: () => 1 })),
  );
  // Off the evaluation grid, so that no sample lies exactly on the window's edge.
  const phase = Math.round(stage.model.scrapeInterval / 3);
  return [
    {
      phase,
      name: 'fires when the last series has been gone for the whole window, resolves when one is back',
      signals: [series((k) => (k < gone || k >= back ? 1 : undefined)), ...decoys],
      marks: [
        { scrape: gone - 1, expect: 'silent', because: 'the series is there' },
        { scrape: gone + window - 3, expect: 'silent', because: 'the window still holds its last sample' },
        { scrape: back - 1, expect: 'firing', because: 'the window is empty' },
        { scrape: back + stage.keeps + 2, expect: 'silent', because: 'the series is back' },
      ],
      scrapes,
    },
    {
      phase,
      name: 'fires when the series has never existed',
      signals: [{ name, labels: turnedAlone(stage, of, labels, 1), at: (k) => (k < back ? undefined : 1) }],
      marks: [
        { scrape: back - 1, expect: 'firing', because: 'no such series was ever seen' },
        { scrape: back + stage.keeps + 2, expect: 'silent', because: 'now it is there' },
      ],
      scrapes,
    },
  ];
}
