import { type Findings, type Path, quote } from './findings.ts';
import type { Items } from './items.ts';

/**
 * What names stand for. `undefined` when a declaration is so broken that nothing can be known of it: that is reported
 * where it stands, and not again wherever it is used.
 */
export type Declared<T> = ReadonlyMap<string, T | undefined>;

/** What a name refers to; an unknown one is reported as `reference/unknown-<noun>`. */
export function lookUp<T>(
  findings: Findings,
  noun: string,
  declared: Declared<T>,
  name: string,
  path: Path,
): T | undefined {
  if (!declared.has(name)) {
    findings.error(
      `reference/unknown-${noun.replaceAll(' ', '-')}`,
      `there is no ${noun} ${quote(name)}`,
      findings.suggest(name, [...declared.keys()]),
      path,
    );
  }
  return declared.get(name);
}

/** Reports names that occur twice, the later ones; `path` leads to one of them. */
export function refuseDuplicates(
  findings: Findings,
  noun: string,
  names: readonly string[],
  path: (index: number) => Path,
): void {
  const seen = new Set<string>();
  names.forEach((name, i) => {
    if (seen.has(name))
      findings.error(
        'reference/duplicate-name',
        `the ${noun} ${quote(name)} occurs twice`,
        'keep one of them, or rename one',
        path(i),
      );
    seen.add(name);
  });
}

/** Reports items of a list whose names occur twice, the later ones. */
export function refuseDuplicateItems(
  findings: Findings,
  noun: string,
  items: Items<{ readonly name: string }>['good'],
  path: (index: number) => Path,
): void {
  const names = items.map(([, { name }]) => name);
  refuseDuplicates(findings, noun, names, (i) => path(items[i]?.[0] ?? i));
}

/** The items of a list by name: broken ones stand for nothing. */
export function declared<D extends { readonly name: string }, T>(
  { good, broken }: Items<D>,
  resolve: (document: D, index: number) => T | undefined,
): Declared<T> {
  const found = new Map<string, T | undefined>(broken.map((name) => [name, undefined]));
  for (const [index, document] of good) {
    const resolved = resolve(document, index);
    if (!found.has(document.name)) found.set(document.name, resolved);
  }
  return found;
}
