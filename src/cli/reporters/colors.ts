import picocolors from 'picocolors';
import type { Io, OutputStream } from '../io.ts';

/** Functions that colour a text, or return it as it is when colours are off. */
export type Colors = ReturnType<typeof picocolors.createColors>;

/**
 * Whether a stream gets colours: `FORCE_COLOR` decides when set (`0` and `false` mean no), then `NO_COLOR` (any
 * non-empty value, see no-color.org), then `TERM=dumb`, then whether the stream is a terminal.
 */
export function wantsColors(stream: OutputStream, env: Io['env']): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  return stream.isTty && env['TERM'] !== 'dumb';
}

/** The colours for a stream. */
export const colorsFor = (stream: OutputStream, env: Io['env']): Colors =>
  picocolors.createColors(wantsColors(stream, env));

/** No colours at all. */
export const plain: Colors = picocolors.createColors(false);
