import type { Model } from '../../../model/model.ts';
import { listEnd, listedAlerts, ownLabels, shortened } from './template-pieces.ts';

const link = (address: string, text: string): string =>
  `{{ with ${address} }}<a href="{{ . }}">${text}</a> &nbsp; {{ end }}`;

const list = (alerts: string, item: string): string =>
  `{{ range $i, $alert := ${alerts} }}{{ if lt $i ${listedAlerts} }}${item}{{ end }}{{ end }}`;

const firing = (service: string): string => `
<div style="border-left: 4px solid #c4162a; padding: 0 12px; margin: 16px 0">
<h2 style="font-size: 16px; margin: 0">{{ template "${service}.headline" . }}</h2>
{{ with .Annotations.description }}<p>{{ . | ${shortened(1000)} }}</p>{{ end }}
{{ with .Annotations.action }}<p><strong>What to do:</strong> {{ . | ${shortened(200)} }}</p>{{ end }}
<table style="font-size: 13px">
<tr><td>Since</td><td>{{ .StartsAt.Format "2006-01-02 15:04:05 MST" }}</td></tr>
{{ range ${ownLabels} }}<tr><td>{{ .Name }}</td><td>{{ .Value | ${shortened(200)} }}</td></tr>
{{ end }}</table>
<p>${link('.Annotations.runbook_url', 'Runbook')}${link('.Annotations.dashboard_url', 'Dashboard')}${link('.GeneratorURL', 'Query')}<a href="{{ $.ExternalURL }}/#/silences/new?filter=%7B{{ range $j, $pair := .Labels.SortedPairs }}{{ if $j }}%2C{{ end }}{{ printf "%s=%q" .Name .Value }}{{ end }}%7D">Silence</a></p>
</div>`;

/** E-mail as HTML, where Alertmanager escapes by context, and as plain text. */
export const emailTemplates = ({ service }: Model): string => `{{ define "${service}.email.html" -}}
<!DOCTYPE html>
<html>
<head><meta charset="utf-8"><title>{{ template "${service}.title" . }}</title></head>
<body style="font-family: sans-serif; font-size: 14px; color: #1f1f1f">
<h1 style="font-size: 18px">{{ template "${service}.title" . }}</h1>
${list('.Alerts.Firing', firing(service))}
<p>${listEnd('.Alerts.Firing')}</p>
{{ if .Alerts.Resolved }}<h2 style="font-size: 16px">Resolved</h2>
<ul>
${list('.Alerts.Resolved', `<li>{{ template "${service}.headline" . }}</li>\n`)}
</ul>
<p>${listEnd('.Alerts.Resolved')}</p>
{{ end }}<p style="font-size: 12px"><a href="{{ .ExternalURL }}">Alertmanager</a></p>
</body>
</html>
{{- end }}

{{ define "${service}.email.text" -}}
{{ if .Alerts.Firing }}{{ template "${service}.firing.text" . }}{{ end -}}
{{ if .Alerts.Resolved }}
Resolved:
{{ template "${service}.resolved.text" . }}{{ end }}
Alertmanager: {{ .ExternalURL }}
{{- end }}`;
