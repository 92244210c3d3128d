import type { Compatibility } from './options.ts';

/** Whether a label may have this name: since Prometheus 3 any UTF-8 text, before that an identifier. */
export function isLabelName(name: string, compat: Compatibility): boolean {
  if (compat === '2.42') return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
  // Surrogates are what the parser makes of bytes that are not UTF-8.
  return name !== '' && !/\p{Surrogate}/u.test(name);
}
