import type { Model } from '../../../model/model.ts';
import {
  headlineTemplate,
  listEnd,
  listedAlerts,
  ownLabels,
  shortened,
  silenceFilter,
  titleTemplate,
} from './template-pieces.ts';

/** The title of a notification and its alerts as plain text: for PagerDuty, subjects and e-mails without HTML. */
export const plainTemplates = ({ service }: Model): string => `${headlineTemplate(service)}

${titleTemplate(service)}

{{ define "${service}.firing.text" -}}
{{ range $i, $alert := .Alerts.Firing }}{{ if lt $i ${listedAlerts} -}}
* {{ template "${service}.headline" . }}
{{ with .Annotations.description }}  {{ . | ${shortened(1000)} }}
{{ end -}}
{{ with .Annotations.action }}  What to do: {{ . | ${shortened(200)} }}
{{ end }}  Since: {{ .StartsAt.Format "2006-01-02 15:04:05 MST" }}
{{ range ${ownLabels} }}  {{ .Name }}: {{ .Value | ${shortened(200)} }}
{{ end -}}
{{ with .Annotations.runbook_url }}  Runbook: {{ . }}
{{ end -}}
{{ with .Annotations.dashboard_url }}  Dashboard: {{ . }}
{{ end -}}
{{ with .GeneratorURL }}  Query: {{ . }}
{{ end }}  Silence: {{ $.ExternalURL }}/#/silences/new?filter=%7B${silenceFilter}%7D
{{ end }}{{ end -}}
${listEnd('.Alerts.Firing')}
{{- end }}

{{ define "${service}.resolved.text" -}}
{{ range $i, $alert := .Alerts.Resolved }}{{ if lt $i ${listedAlerts} -}}
* {{ template "${service}.headline" . }}
{{ end }}{{ end -}}
${listEnd('.Alerts.Resolved')}
{{- end }}`;
