import { z } from 'zod';
import type { ConditionDocument } from './document.ts';
import { duration, integer, list, name, object, quantity, record, text } from './schema-parts.ts';

const labels = record('label values by label', text('a label value')).exactOptional();
const metric = name('a metric');
const job = { job: name('a job'), instance: text('a target of the job').exactOptional() };

const effect = z.discriminatedUnion(
  'kind',
  [
    object('events of a counter', { kind: z.literal('gains'), metric, count: integer('a whole number'), labels }),
    object('a value of a gauge', { kind: z.literal('becomes'), metric, value: quantity, labels }),
    object('a state', { kind: z.literal('turns'), metric, state: name('a state'), labels }),
    object('observations', {
      kind: z.literal('observes'),
      metric,
      value: quantity,
      labels,
      times: integer('a whole number').exactOptional(),
    }),
    object('the end or the start of a process', { kind: z.enum(['stops', 'starts']), ...job }),
  ],
  { error: 'an effect such as `{ kind: gains, metric: x_total, count: 1 }`' },
);
const effects = list('a list of effects', effect);

const moment = z.union(
  [
    object('a moment', { at: duration, do: effects }),
    object('a moment', { every: duration, from: duration, to: duration, do: effects }),
  ],
  { error: '`{ at: <time>, do: [...] }` or `{ every: <time>, from: <time>, to: <time>, do: [...] }`' },
);

const steps = list('a list of steps', text('a text'));

/** The schema of an experiment; `condition` is that of any condition. */
export const experimentSchema = (condition: z.ZodType<ConditionDocument>) =>
  object('an object with `name`, `title`, `expected`, `abort`, `verify` and `variants`', {
    name: name('an experiment'),
    title: text('a title'),
    expected: text('what the system does when it works'),
    abort: steps,
    verify: steps,
    variants: list(
      'a list of variants',
      object('an object with `name`, `what`, `method`, `lasts`, `timeline`, `fires` and `recovered`', {
        name: name('a variant'),
        what: text('what makes the variant different'),
        method: steps,
        warmUp: duration.exactOptional(),
        lasts: duration,
        before: effects.exactOptional(),
        load: list(
          'a list of loads',
          object('a load such as `{ every: 15s, do: [...] }`', { every: duration, do: effects }),
        ).exactOptional(),
        timeline: list('a list of moments', moment),
        fires: list(
          'a list of alerts',
          object('an object with `alert`, `by`, `tells` and `toldBy`', {
            alert: name('an alert'),
            by: duration,
            notBefore: duration.exactOptional(),
            tells: name('a receiver'),
            toldBy: duration,
          }),
        ),
        silent: list(
          'a list of alerts',
          object('an object with `alert` and `because`', { alert: name('an alert'), because: text('a reason') }),
        ).exactOptional(),
        recovered: object('an object with `by`, and perhaps `when`', {
          by: duration,
          when: list('a list of conditions', condition).exactOptional(),
        }),
        finding: text('a text').exactOptional(),
      }),
    ),
  });
