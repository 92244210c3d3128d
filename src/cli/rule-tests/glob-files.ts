import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compare } from '../../shared/compare.ts';

/** What `filepath.Match` of Go takes for a pattern. */
const wellFormed = /^(?:\\[\s\S]|\[\^?(?:(?:\\[\s\S]|[^\\\]-])(?:-(?:\\[\s\S]|[^\\\]-]))?)+\]|[^\\[])*$/;

/** Whether a pattern of `rule_files` can be used at all. */
export const isGlob = (pattern: string): boolean => wellFormed.test(pattern);

/** The files that a pattern of `rule_files` matches, absolute and sorted: Go's `filepath.Glob`, so without `**`. */
export function globFiles(folder: string, pattern: string): readonly string[] {
  if (pattern === '') return [];
  if (!/[*?[\\]/.test(pattern)) {
    const path = resolve(folder, pattern);
    return existsSync(path) ? [path] : [];
  }
  let found = [pattern.startsWith('/') ? '/' : folder];
  for (const part of pattern.split('/').filter((one) => one !== '')) {
    const isLiteral = !/[*?[\\]/.test(part);
    found = isLiteral
      ? found.map((path) => join(path, part)).filter(existsSync)
      : found.flatMap((path) => entries(path, part));
  }
  return found.map((path) => resolve(path)).sort(compare);
}

function entries(folder: string, part: string): readonly string[] {
  const matches = new RegExp(`^${patternSource(part)}$`, 's');
  try {
    return readdirSync(folder)
      .filter((name) => matches.test(name))
      .map((name) => join(folder, name));
  } catch {
    // As in Go, what cannot be listed matches nothing.
    return [];
  }
}

function patternSource(part: string): string {
  return part.replace(
    /\\(.)|\[(\^?)((?:\\.|[^\]\\])+)\]|[*?]|[\s\S]/g,
    (whole, escaped?: string, negated?: string, set?: string) => {
      if (escaped !== undefined) return quoted(escaped);
      if (set !== undefined) return `[${negated}${set.replace(/[[\]^]/g, '\\$&')}]`;
      return whole === '*' ? '[^/]*' : whole === '?' ? '[^/]' : quoted(whole);
    },
  );
}

const quoted = (char: string): string => char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
