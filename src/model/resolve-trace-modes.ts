import { refuseDuplicates } from './declared.ts';
import { type Findings, quote } from './findings.ts';
import { refuseUnknownSpan } from './refuse-unknown-span.ts';
import type { Span, TraceMode } from './traces.ts';
import type { TracesDocument } from './traces-document.ts';

/** The spans that can stand somewhere below another one, itself included. */
function below(entry: string, spans: readonly Span[]): ReadonlySet<string> {
  const names = new Set(spans.map(({ name }) => name));
  // One parent that does not exist is a finding of its own: the span may belong anywhere.
  const isAdrift = (under: readonly string[]) => under.some((parent) => !names.has(parent));
  const reached = new Set([entry]);
  // Grows while it is walked: what is added is walked, too.
  for (const name of reached) {
    for (const { name: child, under } of spans) if (under.includes(name) || isAdrift(under)) reached.add(child);
  }
  return reached;
}

/** The modes, with everything that they require; reports what no trace of a mode could have. */
export function checkModes(findings: Findings, document: TracesDocument, spans: readonly Span[]): readonly TraceMode[] {
  const modes = Object.entries(document.modes);
  if (modes.length === 0)
    findings.error('shape/empty', '`modes` is empty', 'declare how a request travels', ['traces', 'modes']);
  const starts = new Set(spans.filter(({ under }) => under.length === 0).map(({ name }) => name));
  const reachable = new Set([...starts].flatMap((name) => [...below(name, spans)]));
  for (const { name } of spans) {
    if (reachable.has(name)) continue;
    const message = `the span ${quote(name)} can only stand below itself`;
    findings.error('traces/circular', message, 'put one of these spans under another, or under none', [
      'traces',
      'spans',
      name,
      'under',
    ]);
  }
  return modes.map(([name, { description, entry, requires }]) => {
    const path = ['traces', 'modes', name];
    const isUnknown = refuseUnknownSpan(findings, document, entry, [...path, 'entry']);
    refuseDuplicates(findings, 'span', requires, (i) => [...path, 'requires', i]);
    const reached = below(entry, spans);
    requires.forEach((required, i) => {
      const at = [...path, 'requires', i];
      if (refuseUnknownSpan(findings, document, required, at) || isUnknown || reached.has(required)) return;
      const message = `the span ${quote(required)} never stands below ${quote(entry)}, the entry of the mode ${quote(name)}`;
      findings.error('traces/unreachable', message, 'correct `under` of the span, or require another', at);
    });
    return { name, description, entry, requires: [...new Set([entry, ...requires])] };
  });
}
