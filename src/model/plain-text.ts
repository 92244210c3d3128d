import type { Findings, Path } from './findings.ts';

/**
 * Reports `{{` in a text that is no template: Prometheus, Alertmanager and Grafana would run what follows, or refuse the
 * file.
 */
export function refuseTemplate(findings: Findings, text: string, path: Path, atKey = false): void {
  const start = text.indexOf('{{');
  if (start === -1) return;
  const end = text.indexOf('}}', start);
  const message = 'a template action cannot stand here';
  const span = { start, end: end === -1 ? text.length : end + 2 };
  findings.error('template/forbidden-action', message, 'remove `{{`', path, atKey ? { atKey } : { span });
}
