import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Condition, Measure, Model } from '../../src/model/model.ts';
import { alertTests } from '../../src/scenarios/alert-tests.ts';
import { betcodeModel } from '../support/betcode.ts';
import { catalogueModel } from '../support/condition-catalogue.ts';

const page = readFileSync(new URL('../../docs/scenarios.md', import.meta.url), 'utf8');

/** The cells of the rows of a table, by the first heading of it. */
function rowsOf(heading: string): readonly (readonly string[])[] {
  const [, rows] = new RegExp(`^\\| ${heading} \\|.*\\n\\|[-|]+\\n((?:\\|.*\\n)+)`, 'm').exec(page) ?? [];
  return (rows ?? '').split('\n').flatMap((row) => (row === '' ? [] : [row.split('|').map((cell) => cell.trim())]));
}

const quoted = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);

/** What the page calls each kind of condition and measure. A new kind has no story here, and no name, until both are given. */
const names: Readonly<Record<Condition['kind'] | Measure['kind'], string | undefined>> = {
  compare: undefined,
  states: undefined,
  up: undefined,
  count: 'count',
  rate: 'rate',
  share: 'shareOf',
  quantile: 'quantile',
  value: 'value',
  plus: 'sums and differences',
  minus: 'sums and differences',
  promql: 'promql',
  is: 'is',
  absent: 'absent',
  down: 'down',
  always: 'always',
  and: 'and',
  or: 'or',
  unless: 'unless',
};

const storyNames = ({ alerts, ...model }: Model): readonly string[] =>
  alerts.flatMap((alert) =>
    alertTests({ ...model, alerts }, alert, { staticLabels: {}, staticAnnotations: {} }).tests.map(({ name }) => name),
  );

/** A group's name as the page has it: without the side, and without when it is scraped. */
const plain = (name: string): string =>
  name
    .replace(/^(?:(?:left side|right side|both sides): )+/, '')
    .replace(/, scraped (?:a third|two thirds) of an interval off$/, '');

const patterns = rowsOf('group').flatMap(([, groups = '']) => quoted(groups));
const isCalled = (pattern: string): ((name: string) => boolean) => {
  const parts = pattern.split('…').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const regex = new RegExp(`^${parts.join('.*')}$`);
  return (name) => regex.test(name);
};

describe('docs/scenarios.md', () => {
  const stories = [...new Set([catalogueModel, betcodeModel()].flatMap(storyNames).map(plain))];

  it('has a row for every kind of condition and measure, and for no other', () => {
    const conditions = rowsOf('condition').map(([, condition = '']) => condition);
    const documented = conditions.flatMap((cell) => (cell.includes('`') ? quoted(cell) : [cell]));
    const inCode = new Set(Object.values(names).filter((name) => name !== undefined));
    // `increase` is the count that leaves newborn series out; a row of all exact counts is about several kinds.
    const beside = new Set(['increase', 'any exact count or share', 'parts that read the same series']);
    expect(new Set(documented.filter((name) => !beside.has(name)))).toEqual(inCode);
    expect([...beside].filter((name) => !documented.includes(name))).toEqual([]);
  });

  it('explains every group that is generated', () => {
    expect(stories.length).toBeGreaterThan(100);
    expect(stories.filter((name) => !patterns.some((pattern) => isCalled(pattern)(name)))).toEqual([]);
  });

  it('explains no group that is never generated', () => {
    expect(patterns.filter((pattern) => !stories.some(isCalled(pattern)))).toEqual([]);
  });
});
