import { describe, expect, it } from 'vitest';
import { storiesOf } from '../../../src/scenarios/stories-of.ts';
import { catalogue, modelWith } from '../../support/condition-catalogue.ts';
import { jointConditions } from '../../support/conditions/joint-conditions.ts';

const namesOf = (name: string): readonly string[] => {
  const alert = catalogue.find((one) => one.name === name);
  if (alert === undefined) throw new Error(`the catalogue has no ${name}`);
  return storiesOf(modelWith(alert), alert).map((story) => story.name);
};
const isJoint = (name: string): boolean => name.startsWith('what its parts read');

describe('stories of parts that read the same series', () => {
  it.each(jointConditions.map(({ name }) => name))('are there where they do: %s', (name) => {
    expect(namesOf(name).filter(isJoint).length).toBeGreaterThan(0);
  });

  it.each(
    ['Both', 'EitherFor', 'Unless', 'ThreeParts', 'SumOfCounts', 'GaugeAbove'].filter((name) =>
      catalogue.some((alert) => alert.name === name),
    ),
  )('are not there where each part can be moved alone: %s', (name) => {
    expect(namesOf(name).filter(isJoint)).toEqual([]);
  });
});
