import type { Model } from '../../../model/model.ts';

/** PagerDuty's severities, the loudest first. */
const pagerdutySeverities = ['critical', 'error', 'warning', 'info'];

/** The severity of the service in the words of PagerDuty; that of an alert from elsewhere is `error`. */
export function pagerdutyTemplates({ service, severities }: Model): string {
  const cases = severities.map((severity, i) => {
    const word = pagerdutySeverities[Math.min(i, pagerdutySeverities.length - 1)] ?? 'info';
    return `{{ ${i === 0 ? 'if' : 'else if'} eq .CommonLabels.severity "${severity}" }}${word}`;
  });
  return `{{ define "${service}.pagerduty.severity" -}}
${cases.join('')}{{ else }}error{{ end }}
{{- end }}`;
}
