import { z } from 'zod';

/** Starts the message of an object schema when unknown keys are reported: the known ones follow, separated by spaces. */
export const knownKeys = 'known keys: ';

/** An object with these keys and no others; `what` is a noun phrase, as the message of every schema. */
export function object<S extends z.core.$ZodLooseShape>(what: string, shape: S) {
  const known = knownKeys + Object.keys(shape).join(' ');
  return z.strictObject(shape, { error: ({ code }) => (code === 'unrecognized_keys' ? known : what) });
}

export const text = (what: string) => z.string({ error: what }).regex(/\S/, { error: what });
export const integer = (what: string) => z.number({ error: what }).int({ error: what });
export const list = <T extends z.core.SomeType>(what: string, element: T) => z.array(element, { error: what });
export const record = <T extends z.core.SomeType>(what: string, value: T) =>
  z.record(z.string(), value, { error: what });

export const name = (of: string) => text(`the name of ${of}`);
export const duration = text('a duration such as `5m`');
export const quantity = z.union([z.number(), z.string()], { error: 'a quantity such as `5`, `20%` or `250ms`' });
export const names = (what: string) => list(what, text('a name'));
