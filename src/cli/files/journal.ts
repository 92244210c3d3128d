import { isSafePath } from './safe-path.ts';

/**
 * What a run is about to write: the hashes that each path may have once it was interrupted. The manifest is written
 * last, so without the journal the files of a killed run would look as if somebody had edited them. Deleted when the
 * manifest is written.
 */
export type Journal = ReadonlyMap<string, ReadonlySet<string>>;

/** Hidden, so that nothing that loads the output ever picks it up. */
export const journalName = '.tocsin-journal.json';

/** The journal as it is stored. */
export function serialiseJournal(journal: Journal): string {
  return `${JSON.stringify(Object.fromEntries([...journal].map(([path, hashes]) => [path, [...hashes]])))}\n`;
}

/** Reads a journal. It is written atomically: one that makes no sense is not ours, and vouches for nothing. */
export function parseJournal(text: string): Journal {
  const journal = new Map<string, ReadonlySet<string>>();
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return journal;
  }
  if (typeof document !== 'object' || document === null) return journal;
  for (const [path, hashes] of Object.entries(document)) {
    if (!isSafePath(path) || !Array.isArray(hashes)) continue;
    journal.set(path, new Set(hashes.filter((one): one is string => typeof one === 'string')));
  }
  return journal;
}
