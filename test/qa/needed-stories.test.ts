import { describe, expect, it } from 'vitest';
import { betcodeModel } from '../support/betcode.ts';
import { catalogueModel } from '../support/condition-catalogue.ts';
import { type AlertKills, killMatrix } from '../support/kill-matrix.ts';

/** What the requirements ask of every condition, whether or not a mutant tells. */
const required = [
  /^fires /,
  /^does not fire at exactly/,
  /^(?:a steady|stays silent)/,
  /does not last|short outage|flapping/,
  /missed scrapes/,
  /born inside the window/,
  /counter reset/,
  /does not trip it|do not trip it|does not stop it|does not count/,
  /^always fires/,
];

/** The name of a story without what differs from alert to alert. */
const plain = (name: string): string =>
  name
    .replace(/^(?:(?:left side|right side|both sides): )+/, '')
    .replace(/\d[\d.,]*/g, 'N')
    .replace(/="[^"]*"/, '="..."');

/** The groups that are left when every group is dropped, last first, whose mutants all die without it. */
function neededGroups({ groups }: AlertKills, isRequired: (name: string) => boolean): ReadonlySet<string> {
  const killers = new Map<string, number>();
  for (const { kills } of groups) for (const mutant of kills) killers.set(mutant, (killers.get(mutant) ?? 0) + 1);
  const needed = new Set<string>();
  for (const { name, kills } of groups.toReversed()) {
    const isNeeded = isRequired(plain(name)) || [...kills].some((mutant) => killers.get(mutant) === 1);
    if (isNeeded) needed.add(name);
    else for (const mutant of kills) killers.set(mutant, (killers.get(mutant) ?? 0) - 1);
  }
  return needed;
}

const isRequired = (name: string): boolean => required.some((pattern) => pattern.test(name));

describe('the stories of the catalogue and of betcode', () => {
  it('are each required, or kill a mutant that no other group of some alert kills', async () => {
    const alerts = [...(await killMatrix(betcodeModel())), ...(await killMatrix(catalogueModel))];
    const stories = new Set(alerts.flatMap(({ groups }) => groups.map(({ name }) => plain(name))));
    const needed = new Set(alerts.flatMap((alert) => [...neededGroups(alert, isRequired)].map(plain)));
    expect([...stories].filter((story) => !needed.has(story))).toEqual([]);
    expect(stories.size).toBeGreaterThan(25);
  });

  it('are seen to be redundant when they are', () => {
    const groups = [
      { name: 'fires at 6, not at 5', kills: new Set(['a']) },
      { name: 'kills one more', kills: new Set(['a', 'b']) },
      { name: 'kills the same', kills: new Set(['a', 'b']) },
    ];
    expect([...neededGroups({ alert: 'Any', groups }, isRequired)]).toEqual(['kills one more', 'fires at 6, not at 5']);
  });
});
