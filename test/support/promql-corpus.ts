import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { corpora } from './corpora.ts';

/** Every expression of the rule files and rule tests of the corpora, each once. Takes seconds: call it once. */
export function ruleExpressions(): readonly string[] {
  const found = new Set<string>();
  const contents = new Set(filesIn('rules', /\.ya?ml$/).map((file) => readFileSync(file, 'utf8')));
  for (const content of contents)
    for (const document of parseAllDocuments(content, { uniqueKeys: false, logLevel: 'silent' }))
      if (document.errors.length === 0) collect(document.toJS({ maxAliasCount: -1 }), found);
  return [...found];
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'expr' && typeof inner === 'string') found.add(inner);
    else collect(inner, found);
  }
}

/** A query of Prometheus' own evaluator tests, and whether its evaluation is expected to fail. */
export interface CorpusQuery {
  readonly text: string;
  readonly fails: boolean;
}

/** Every query of the `.test` files of the corpora. */
export function evaluatorQueries(): readonly CorpusQuery[] {
  const instant = /^eval(?<how>_\w+)?\s+instant\s+(?:at\s+(?:.+?))?\s+(?<query>.+)$/;
  const range = /^eval(?<how>_\w+)?\s+range\s+from\s+.+\s+to\s+.+\s+step\s+(?:.+?)\s+(?<query>.+)$/;
  const queries: CorpusQuery[] = [];
  for (const file of filesIn('promqltest', /\.test$/)) {
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.trim());
    lines.forEach((line, i) => {
      const match = instant.exec(line) ?? range.exec(line);
      if (match?.groups?.['query'] === undefined) return;
      const body = lines.slice(i + 1, lines.indexOf('', i) === -1 ? undefined : lines.indexOf('', i));
      const fails = match.groups['how'] === '_fail' || body.some((each) => /^expect\s+fail/.test(each));
      queries.push({ text: match.groups['query'], fails });
    });
  }
  return queries;
}

const filesIn = (folder: string, name: RegExp): readonly string[] =>
  readdirSync(join(corpora, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
