import type { GoValue } from './go-value.ts';

/** The fields that a template may read of a value; undefined for a value without any. */
export function fieldsOf(value: GoValue): ReadonlyMap<string, GoValue> | undefined {
  if (typeof value !== 'object') return undefined;
  if (value.kind === 'data' || value.kind === 'struct') return value.fields;
  if (value.kind === 'sample')
    return new Map<string, GoValue>([
      ['Labels', value.labels],
      ['Value', value.value],
    ]);
  return undefined;
}
