import type { Condition } from '../../model/model.ts';
import { decoysOf } from '../decoys-of.ts';
import type { Signal } from '../signal.ts';
import type { Mark, Story } from '../story.ts';
import {
  otherGroupLabels,
  type SeriesLabels,
  type Stage,
  seriesKey,
  siblingLabels,
  subjectLabels,
  turned,
} from '../subject.ts';

type Is = Extract<Condition, { kind: 'is' }>;

/** Stories of a state metric: each other state, the state itself, and a series that vanishes. */
export function stateStories(stage: Stage, condition: Is): readonly Story[] {
  const { of, state, by, goneWithin } = condition;
  const subject = subjectLabels(stage, of);
  const others = of.metric.states.filter(({ value }) => value !== state.value);
  const [calm] = others;
  if (subject === undefined || calm === undefined) return [];
  const stay = stage.pending + 4;
  const begin = 4 + others.length * stay;
  const end = begin + stay + 2;
  const scrapes = end + stage.keeps + 6;
  const gauge = (labels: SeriesLabels, at: Signal['at']): Signal => ({ name: of.metric.name, labels, at });
  const inState = (k: number): number =>
    k < begin
      ? (others[Math.min(others.length - 1, Math.floor(Math.max(0, k - 4) / stay))]?.value ?? calm.value)
      : k < end
        ? state.value
        : calm.value;
  const fired: Mark = { scrape: begin + stage.pending, expect: 'firing', because: `\`${state.name}\` for long enough` };
  const resolved: Mark = { scrape: end + stage.keeps + 3, expect: 'silent', because: `\`${calm.name}\` again` };
  const quiet = (because: string): Mark => ({ scrape: begin - 1, expect: 'silent', because });
  const other = otherGroupLabels(stage, of, by);
  const besideSecond = otherGroupLabels(stage, of, by, turned(of, subject, 1));
  const calmOther = besideSecond === undefined ? [] : [gauge(besideSecond, () => calm.value)];
  const walk = (
    phase: number,
    name: string,
    beside: readonly Signal[] = [],
    missed?: (k: number) => boolean,
  ): Story => ({
    name,
    phase,
    signals: [
      { ...gauge(turned(of, subject, phase === 0 ? 0 : 1), inState), ...(missed === undefined ? {} : { missed }) },
      ...beside,
    ],
    marks: [
      ...others.map(
        (other, i): Mark => ({
          scrape: 3 + (i + 1) * stay,
          expect: 'silent',
          because: `\`${other.name}\` (${other.value}) is another state`,
        }),
      ),
      fired,
      resolved,
    ],
    scrapes,
  });
  const { scrapeInterval } = stage.model;
  const stories: Story[] = [
    walk(0, `fires in state ${state.name} and in no other`),
    walk(
      Math.round(scrapeInterval / 3),
      `fires in state ${state.name} and in no other, scraped a third of an interval off`,
      calmOther,
      // A scrape that nobody makes does not end the state.
      stage.pending > 2 ? (k) => k === begin + 1 : undefined,
    ),
    {
      name: 'stays silent without any data',
      signals: [gauge(subject, (k) => (k < begin || (k >= end && goneWithin === undefined) ? undefined : inState(k)))],
      marks: [
        quiet('no such series exists'),
        fired,
        goneWithin === undefined ? { ...resolved, because: 'the series is gone' } : resolved,
      ],
      scrapes,
    },
  ];
  if (stage.shy >= 2) {
    const blip = stage.shy;
    const again = begin + 2 * (blip + 1) + 2;
    const flaps = (k: number): boolean => k >= begin && k < begin + 2 * (blip + 1) && (k - begin) % (blip + 1) < blip;
    stories.push({
      name: 'flapping faster than `for` is no alert',
      signals: [gauge(subject, (k) => (flaps(k) || k >= again ? state.value : calm.value))],
      marks: [
        { scrape: begin + blip, expect: 'silent', because: `it lasted ${blip} scrapes only` },
        { scrape: begin + 2 * blip + 1, expect: 'silent', because: `and again ${blip}` },
        { scrape: again + stage.pending, expect: 'firing', because: 'this time it stays' },
      ],
      scrapes: again + stage.pending + 4,
    });
  }
  for (const { named, series } of decoysOf(of, subject)) {
    stories.push({
      name: `${named} does not trip it`,
      signals: [...series.map((labels) => gauge(labels, () => state.value)), gauge(subject, inState)],
      marks: [quiet(`only ${named} is \`${state.name}\``), fired, resolved],
      scrapes,
    });
  }
  const sibling = siblingLabels(stage, of, by, 2)[1];
  if (sibling !== undefined) {
    stories.push({
      name: 'one series of a group in the state is enough, and two are no more',
      signals: [
        gauge(subject, inState),
        gauge(sibling, (k) => (k < begin + stage.pending + 2 ? calm.value : inState(k))),
      ],
      marks: [
        quiet('neither series is in the state'),
        fired,
        { ...fired, scrape: end - 1, because: 'both series are in the state' },
        resolved,
      ],
      scrapes,
    });
  }
  if (goneWithin !== undefined) stories.push(...goneStories(stage, condition, goneWithin, subject, other, sibling));
  return stories;
}

/** Stories of series that vanish: remembered as being in the state for a while, then forgotten. */
function goneStories(
  stage: Stage,
  { of, state }: Is,
  goneWithin: number,
  subject: SeriesLabels,
  other: SeriesLabels | undefined,
  sibling: SeriesLabels | undefined,
): readonly Story[] {
  const { scrapeInterval } = stage.model;
  const others = of.metric.states.filter(({ value }) => value !== state.value);
  const calm = others[0]?.value ?? 0;
  const gauge = (labels: SeriesLabels, at: Signal['at']): Signal => ({ name: of.metric.name, labels, at });
  const stories: Story[] = [];
  // A third of an interval off, a last sample is remembered for so many scrapes without one.
  const remembered = Math.floor(goneWithin / scrapeInterval - 2 / 3);
  // Where `for` is longer than a series is remembered, it is in the state for the time that is missing.
  const lead = Math.max(0, stage.pending + 2 - remembered);
  const begin = 6 + lead;
  const back = begin + Math.min(stage.pending, remembered) + 6;
  const away = back + stage.keeps + 8 + Math.max(1, lead);
  // What it was last must not matter: 1 is what an alert shows of a state.
  const before = others.find(({ value }) => value !== 1)?.value;
  const level = (k: number): number | undefined => {
    if (k < begin) return k < begin - lead ? calm : state.value;
    if (k < back || k >= away) return undefined;
    return k < away - lead ? (before ?? (k < away - 1 ? calm : state.value)) : state.value;
  };
  // Neither does a series that is not meant stand in for one that is gone, nor is it missed itself.
  const decoys = decoysOf(of, subject).flatMap(({ series }) => series.map((labels) => gauge(labels, () => calm)));
  const missed = (other === undefined ? [] : decoysOf(of, other)).flatMap(({ label, series }) =>
    label === 'instance' ? [] : series.map((labels) => gauge(labels, (k) => (k < 2 ? calm : undefined))),
  );
  const phase = Math.round(scrapeInterval / 3);
  const fired: Mark = { scrape: begin - lead + stage.pending, because: 'gone for long enough' };
  const quiet: Mark = { scrape: begin - lead - 1, because: 'not in the state' };
  const once = (k: number): number | undefined => (k < begin ? level(k) : undefined);
  const scrapes = begin + stage.pending + 4;
  if (sibling !== undefined) {
    stories.push({
      name: `two series that vanish count as ${state.name} once`,
      phase,
      signals: [gauge(subject, once), gauge(sibling, once)],
      marks: [quiet, { ...fired, because: 'both gone for long enough' }],
      scrapes,
    });
  }
  // What is remembered is selected anew: each of the label values that are asked for must be.
  const [first, second] = [turned(of, subject, 1), turned(of, subject, 0)];
  if (seriesKey({ name: '', labels: first }) !== seriesKey({ name: '', labels: second })) {
    stories.push({
      name: `a series that vanishes counts as ${state.name}, under another label value`,
      phase,
      signals: [gauge(second, once)],
      marks: [quiet, fired],
      scrapes,
    });
  }
  stories.push({
    name: `a series that vanishes counts as ${state.name}, until it is back or forgotten`,
    phase,
    signals: [gauge(first, level), ...decoys, ...missed],
    marks: [
      quiet,
      fired,
      { scrape: back + stage.keeps + 3, because: 'back again' },
      { scrape: away - lead + stage.pending, because: 'gone again' },
      { scrape: away - 1 + remembered, because: 'not forgotten yet' },
      { scrape: away + remembered + stage.keeps, because: 'nobody has seen it for a long time' },
    ].toSorted((a, b) => a.scrape - b.scrape),
    scrapes: away + remembered + stage.keeps + 6,
  });
  return stories;
}
