import { redact } from '../shared/credentials.ts';

const dots = '...';

/**
 * The beginning of a foreign text, fit for a log record: every credential is replaced by `[redacted]`, and what is longer
 * than `max` characters ends in three dots. Redacted first and cut then, so that no half of a secret remains.
 *
 * @param max At least 13 UTF-16 units, the dots among them.
 */
export function linePreview(text: string, max: number): string {
  // No credential that begins in the preview needs more of the text than this to be recognised.
  const clean = redact(text.length > max + window ? text.slice(0, max + window) : text);
  if (clean.length <= max) return clean;
  const end = max - dots.length;
  const code = clean.charCodeAt(end - 1);
  // The first half of a surrogate pair says nothing without the second.
  return clean.slice(0, code >= 0xd800 && code <= 0xdbff ? end - 1 : end) + dots;
}

const window = 4096;
