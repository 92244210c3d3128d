import { type Findings, type Path, quote } from './findings.ts';
import type { TracesDocument } from './traces-document.ts';

/** Reports the name of a span that is not declared, and says whether it did. */
export function refuseUnknownSpan(findings: Findings, document: TracesDocument, name: string, path: Path): boolean {
  if (Object.hasOwn(document.spans, name)) return false;
  const help = findings.suggest(name, Object.keys(document.spans));
  findings.error('traces/unknown-span', `there is no span ${quote(name)}`, help, path);
  return true;
}
