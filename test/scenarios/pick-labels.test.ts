import { describe, expect, it } from 'vitest';
import type { LabelTest } from '../../src/model/model.ts';
import { unwantedValues, wantedValues } from '../../src/scenarios/pick-labels.ts';
import { isNot, isOneOf, matches, matchesNot } from '../support/conditions/condition-of.ts';
import { queue, saturation } from '../support/conditions/shop-metrics.ts';

const unwanted = (test: LabelTest, metric = saturation) => unwantedValues({ metric, where: [test] }, test.label);

describe('unwantedValues', () => {
  it.each([
    ['each value that is ruled out', isNot('pool', 'a-1', '137'), ['a-1', '137']],
    ['a value for each alternative that is ruled out', matchesNot('pool', 'db|web-.*'), ['db', 'web-x']],
    ['one that only the alternative rules out, where there is one', matchesNot('pool', 'a|ab|a.*'), ['ax']],
    ['one value that is not asked for', isOneOf('pool', 'a-1', '137'), ['pool-1']],
    ['one that does not match', matches('pool', 'a.*'), ['pool-1']],
  ] as const)('are %s', (_, test, expected) => {
    expect(unwanted(test)).toEqual(expected);
  });

  it('are values that the label can have', () => {
    expect(unwanted(matchesNot('queue', 'f.*|s.*'), queue)).toEqual(['fast', 'slow']);
    expect(unwanted(isNot('queue', 'fast', 'other'), queue)).toEqual(['fast']);
  });

  it('are none of a label that is not tested', () => {
    expect(unwantedValues({ metric: queue, where: [] }, 'queue')).toEqual([]);
  });
});

describe('wantedValues', () => {
  it('are as many different ones as a pattern readily gives', () => {
    const where = [matches('pool', 'a|a|b-.*')];
    expect(wantedValues({ metric: saturation, where }, 'pool', 8)).toEqual(['a', 'b-x', 'b-y']);
  });
});
