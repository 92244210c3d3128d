import type { Condition } from '../../model/model.ts';
import { unwantedValue } from '../pick-labels.ts';
import type { Signal } from '../signal.ts';
import type { Mark, Story } from '../story.ts';
import { otherGroupLabels, type SeriesLabels, type Stage, subjectLabels } from '../subject.ts';

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
  const calmOther = other === undefined ? [] : [gauge(other, () => calm.value)];
  const walk = (phase: number, name: string, beside: readonly Signal[] = []): Story => ({
    name,
    phase,
    signals: [gauge(subject, inState), ...beside],
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
    ),
    {
      name: 'stays silent without any data',
      signals: [gauge(subject, (k) => (k < begin ? undefined : inState(k)))],
      marks: [quiet('no such series exists'), fired, resolved],
      scrapes,
    },
  ];
  if (stage.pending >= 2) {
    const blip = stage.pending;
    const again = begin + blip + 3;
    stories.push({
      name: 'a state that does not last is no alert',
      signals: [gauge(subject, (k) => ((k >= begin && k < begin + blip) || k >= again ? state.value : calm.value))],
      marks: [
        { scrape: begin + blip + 1, expect: 'silent', because: `it lasted ${blip} scrapes only` },
        { scrape: again + stage.pending, expect: 'firing', because: 'this time it stays' },
      ],
      scrapes: again + stage.pending + 4,
    });
  }
  for (const test of of.where) {
    const value = unwantedValue(of, test.label);
    if (value === undefined) continue;
    stories.push({
      name: `${test.label}="${value}" does not trip it`,
      signals: [gauge({ ...subject, [test.label]: value }, () => state.value), gauge(subject, inState)],
      marks: [quiet(`only ${value} is \`${state.name}\``), fired, resolved],
      scrapes,
    });
  }
  if (goneWithin !== undefined) {
    const remembered = Math.round(goneWithin / scrapeInterval);
    const back = begin + stage.pending + 6;
    const away = back + stage.keeps + 6;
    stories.push({
      name: `a series that vanishes counts as ${state.name}, until it is back or forgotten`,
      signals: [gauge(subject, (k) => (k < begin || (k >= back && k < away) ? calm.value : undefined))],
      marks: [
        quiet(`\`${calm.name}\``),
        { ...fired, because: 'gone for long enough' },
        { ...resolved, scrape: back + stage.keeps + 3 },
        { scrape: away + stage.pending, expect: 'firing', because: 'gone again' },
        { scrape: away + remembered - 4, expect: 'firing', because: 'not forgotten yet' },
        {
          scrape: away + remembered + stage.keeps + 4,
          expect: 'silent',
          because: 'nobody has seen it for a long time',
        },
      ],
      scrapes: away + remembered + stage.keeps + 6,
    });
  }
  return stories;
}
