/** Whether a value has fields at all: what a program without types passes may have none. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** `Array.isArray` for lists that are not to be changed, which the built-in one does not recognise. */
export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** The options of a call, perhaps fewer than the types demand. */
export const given = <O extends object>(options: O): Partial<O> => (isRecord(options) ? options : {});

/**
 * A node of the document: its fixed fields, then the author's options without the absent ones. Options that the types
 * refuse are kept: a misspelt one must be reported by `resolve`, not lost.
 */
export function node<F extends object, O extends object>(fixed: F, options: O): F & Omit<O, keyof F> {
  const rest = Object.entries(given(options)).filter(([key]) => !Object.hasOwn(fixed, key));
  const present = [...Object.entries(fixed), ...rest].filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as F & Omit<O, keyof F>;
}
