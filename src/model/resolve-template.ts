import type { Findings, Path } from './findings.ts';
import { quote } from './findings.ts';
import type { TemplatePart } from './model.ts';

const action = /\{\{(.*?)(?:\}\}|$)/gs;
const allowed = /^\s*\$(?:(value)|labels\.([A-Za-z_][A-Za-z0-9_]*))\s*$/;

/**
 * A summary or a description in pieces. Only `{{ $labels.x }}` for the labels that the alert carries and `{{ $value }}`
 * are placeholders; every other action is reported, since Prometheus would run it.
 */
export function resolveTemplate(
  findings: Findings,
  written: string,
  labels: ReadonlySet<string> | undefined,
  path: Path,
): readonly TemplatePart[] {
  // A block scalar ends in a line break that nobody means.
  const text = written.trimEnd();
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const found of text.matchAll(action)) {
    const [whole, inner = ''] = found;
    const span = { start: found.index, end: found.index + whole.length };
    if (span.start > end) parts.push({ kind: 'text', text: text.slice(end, span.start) });
    end = span.end;
    const [matches, value, label] = (whole.endsWith('}}') && allowed.exec(inner)) || [];
    if (matches === undefined) {
      const message = `the template action ${quote(whole)} is not allowed`;
      const help = 'use `{{ $labels.<name> }}` and `{{ $value }}` only';
      findings.error('template/forbidden-action', message, help, path, { span });
    } else if (value !== undefined) parts.push({ kind: 'value' });
    else if (label !== undefined) {
      parts.push({ kind: 'label', label });
      if (labels !== undefined && !labels.has(label)) refuseLabel(findings, label, labels, path, span);
    }
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

function refuseLabel(
  findings: Findings,
  label: string,
  labels: ReadonlySet<string>,
  path: Path,
  span: { readonly start: number; readonly end: number },
): void {
  const message = `the condition does not keep the label ${quote(label)}`;
  const help = findings.suggest(label, [...labels]);
  findings.error('template/dropped-label', message, labels.size === 0 ? 'group by it, or leave it out' : help, path, {
    span,
  });
}
