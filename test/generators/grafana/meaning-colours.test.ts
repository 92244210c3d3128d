import { describe, expect, it } from 'vitest';
import { alertedStates, labelColours, stateTexts } from '../../../src/generators/grafana/plan/meaning-colours.ts';
import type { StateMetric } from '../../../src/model/model.ts';
import { sampleModel } from '../../support/sample-model.ts';

const metric = (name: string): StateMetric => {
  const found = sampleModel.metrics.find((one) => one.name === name);
  if (found?.type !== 'state') throw new Error(name);
  return found;
};

const states = (...names: readonly string[]): StateMetric => ({
  type: 'state',
  name: 'x_state',
  job: 'x',
  help: 'x',
  labels: [],
  states: names.map((name, value) => ({ name, value })),
});

describe('stateTexts', () => {
  it('colours the state that an alert fires on red, although its name is harmless', () => {
    expect(stateTexts(metric('shop_breaker_state'), alertedStates(sampleModel))).toEqual([
      { value: 0, text: 'closed', colour: 'green' },
      { value: 1, text: 'open', colour: 'red' },
      { value: 2, text: 'half_open', colour: 'yellow' },
    ]);
  });

  it('colours the state that ends an alert green', () => {
    const texts = stateTexts(metric('shop_tunnel_connected'), alertedStates(sampleModel));
    expect(texts.map(({ text, colour }) => [text, colour])).toEqual([
      ['offline', 'red'],
      ['online', 'green'],
    ]);
  });

  it('goes by the words of states that no alert is about, and else by neither red nor green', () => {
    const colours = stateTexts(states('running_backup', 'ready', 'failed', 'starting', 'leader'), new Map());
    expect(colours.map(({ colour }) => colour)).toEqual(['blue', 'green', 'red', 'yellow', 'purple']);
  });
});

describe('labelColours', () => {
  it('fixes the colours of values with a meaning and leaves the others to the palette', () => {
    expect(labelColours({ kind: 'enum', values: ['success', 'spawn_failed', 'pool_timeout', 'insert'] })).toEqual([
      { name: 'success', colour: 'green' },
      { name: 'spawn_failed', colour: 'red' },
      { name: 'pool_timeout', colour: 'orange' },
    ]);
    expect(labelColours({ kind: 'bounded', max: 3 })).toEqual([]);
  });
});
