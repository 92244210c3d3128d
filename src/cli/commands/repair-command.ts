import type { Area } from '../areas.ts';
import type { SpecOptions } from './build-spec.ts';

/** An argument as a POSIX shell reads it back. */
const quoted = (text: string): string => (/^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The `tocsin generate` that does for these options what they ask for. */
export function generateCommand({ config, out, only }: SpecOptions & { readonly only?: readonly Area[] }): string {
  return [
    'tocsin generate',
    ...(config === undefined ? [] : ['--config', quoted(config)]),
    ...(out === undefined ? [] : ['--out', quoted(out)]),
    ...(only === undefined ? [] : ['--only', only.join(',')]),
  ].join(' ');
}
