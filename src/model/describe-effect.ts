import { assertNever } from '../shared/assert-never.ts';
import { formatDuration } from '../shared/duration.ts';
import type { Effect, Moment } from './experiment.ts';

const labelText = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ');

const series = (name: string, labels: Readonly<Record<string, string>>): string =>
  Object.keys(labels).length === 0 ? name : `${name}{${labelText(labels)}}`;

/** What happens, in words: `betcode_circuit_breaker_state{breaker="sqlite"} turns open`. */
export function describeEffect(effect: Effect): string {
  switch (effect.kind) {
    case 'gains':
      return `${series(effect.metric.name, effect.labels)} gains ${effect.count}`;
    case 'becomes':
      return `${series(effect.metric.name, effect.labels)} becomes ${effect.written}`;
    case 'turns':
      return `${series(effect.metric.name, effect.labels)} turns ${effect.state.name}`;
    case 'observes': {
      const times = effect.times === 1 ? '' : `, ${effect.times} times`;
      return `${series(effect.metric.name, effect.labels)} observes ${effect.written}${times}`;
    }
    case 'stops':
    case 'starts':
      return `the process of ${effect.job.name} at ${effect.instance} ${effect.kind}`;
    default:
      return assertNever(effect);
  }
}

/** How often a moment repeats: ", every 2s until 1m24s". */
export const repetition = ({ from, to, every }: Moment): string =>
  from === to ? '' : `, every ${formatDuration(every)} until ${formatDuration(to)}`;
