import type { Model } from '../../../model/model.ts';
import {
  headlineTemplate,
  listEnd,
  listedAlerts,
  ownLabels,
  shortened,
  silenceFilter,
  slackSafe,
  titleTemplate,
} from './template-pieces.ts';

/** `<address|text>`, for web addresses only; an address cannot hold the characters that end it. */
const link = (address: string, text: string): string =>
  `{{ if match "^https?://" ${address} }}<{{ ${address} | reReplaceAll \`[<>|\\s]\` "" | reReplaceAll "&" "&amp;" }}|${text}>  {{ end }}`;

/** Title, colour and text of a Slack message, in Slack's own markup. */
export function slackTemplates({ service, severities }: Model): string {
  const name = `${service}.slack`;
  return `${headlineTemplate(name, slackSafe)}

${titleTemplate(name, slackSafe)}

{{ define "${name}.color" -}}
{{ if .Alerts.Firing }}{{ if eq .CommonLabels.severity "${severities[0]}" }}danger{{ else }}warning{{ end }}{{ else }}good{{ end }}
{{- end }}

{{ define "${name}.text" -}}
{{ if .Alerts.Firing }}{{ with .CommonAnnotations.action }}*What to do:* {{ . | ${shortened(200)} | ${slackSafe} }}
{{ end }}{{ end -}}
{{ range $i, $alert := .Alerts.Firing }}{{ if lt $i ${listedAlerts} }}
*{{ template "${name}.headline" . }}*
{{ with .Annotations.description }}{{ . | ${shortened(500)} | ${slackSafe} }}
{{ end -}}
{{ range $j, $pair := ${ownLabels} }}{{ if $j }}, {{ end }}{{ .Name }}: {{ .Value | ${shortened(100)} | ${slackSafe} }}{{ end }}
${link('.Annotations.runbook_url', 'Runbook')}${link('.Annotations.dashboard_url', 'Dashboard')}${link('.GeneratorURL', 'Query')}<{{ $.ExternalURL }}/#/silences/new?filter=%7B${silenceFilter}%7D|Silence>
{{ end }}{{ end -}}
${listEnd('.Alerts.Firing')}
{{- if .Alerts.Resolved }}
*Resolved:*
{{ range $i, $alert := .Alerts.Resolved }}{{ if lt $i ${listedAlerts} -}}
• {{ template "${name}.headline" . }}
{{ end }}{{ end -}}
${listEnd('.Alerts.Resolved')}
{{- end }}
{{- end }}`;
}
