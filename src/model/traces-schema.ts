import { z } from 'zod';
import { duration, list, name, names, object, quantity, record, text } from './schema-parts.ts';
import type { TracesDocument } from './traces-document.ts';

const attributeHead = {
  description: text('a text'),
  optional: z.boolean({ error: '`true` or `false`' }).exactOptional(),
};

const attribute = z.union(
  [
    object('an attribute', {
      ...attributeHead,
      type: z.enum(['text', 'integer', 'number', 'boolean', 'traceparent'], {
        error: '`text`, `integer`, `number`, `boolean` or `traceparent`',
      }),
    }),
    object('an attribute', { ...attributeHead, oneOf: list('a list of values', text('a value')) }),
  ],
  { error: '`{ type: <type>, description: <text> }` or `{ oneOf: [...], description: <text> }`' },
);

const span = object('a span such as `{ description: ..., kind: internal, job: <name>, under: [...] }`', {
  description: text('a text'),
  kind: z.enum(['server', 'client', 'internal', 'producer', 'consumer'], {
    error: '`server`, `client`, `internal`, `producer` or `consumer`',
  }),
  job: name('a job').exactOptional(),
  outside: text('the name of a process').exactOptional(),
  under: names('a list of spans').exactOptional(),
  attributes: record('attributes by name', attribute).exactOptional(),
  outlives: z.boolean({ error: '`true` or `false`' }).exactOptional(),
  timedBy: name('a histogram').exactOptional(),
});

const mode = object('a mode such as `{ description: ..., entry: <span>, requires: [<span>, ...] }`', {
  description: text('a text'),
  entry: name('a span'),
  requires: names('a list of spans'),
});

/** What the traces of the service look like. */
export const tracesSchema = object('an object with `spans`, `modes`, `sampling`, `buckets` and `others`', {
  spans: record('spans by name', span),
  modes: record('modes by name', mode),
  requestId: name('an attribute').exactOptional(),
  clockSkew: duration.exactOptional(),
  sampling: object('an object with `slow` and `others`', { slow: duration, others: quantity }),
  buckets: list('a list of upper bounds', quantity),
  others: z.enum(['allow', 'forbid'], { error: '`allow` or `forbid`' }),
});

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
type Same<A, B> = (<T>() => T extends Frozen<A> ? 1 : 2) extends <T>() => T extends Frozen<B> ? 1 : 2 ? true : never;

// Does not compile when the interface and the schema differ.
true satisfies Same<z.output<typeof tracesSchema>, TracesDocument>;
