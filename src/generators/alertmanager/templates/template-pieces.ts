/** How many alerts a notification lists; the rest is told as a number. */
export const listedAlerts = 10;

/** The end of a pipeline that keeps a text on one line and within a length; RE2 repeats at most 1000 times. */
export const shortened = (length: number): string =>
  `reReplaceAll \`\\s+\` " " | reReplaceAll \`^(.{${length}}).+$\` "\${1}…"`;

/** The end of a pipeline that keeps Slack from reading markup, mentions and links into a text. */
export const slackSafe = 'reReplaceAll "&" "&amp;" | reReplaceAll "<" "&lt;" | reReplaceAll ">" "&gt;"';

/** Defines what an alert is about in one line: its summary, or the name of one that has none. */
export const headlineTemplate = (name: string, safe?: string): string => `{{ define "${name}.headline" -}}
{{ or .Annotations.summary .Labels.alertname "(an alert without a name)" | ${shortened(200)}${safe === undefined ? '' : ` | ${safe}`} }}
{{- end }}`;

/** Defines what a notification is about in one line: its one alert, or how many of what. */
export const titleTemplate = (name: string, safe?: string): string => {
  const text = (field: string): string => `{{ ${field}${safe === undefined ? '' : ` | ${safe}`} }}`;
  const alerts = (list: string): string => `{{ if eq (len ${list}) 1 -}}
{{ template "${name}.headline" (index ${list} 0) }}
{{- else -}}
{{ len ${list} }} alerts: ${text('or .CommonLabels.alertname "several"')}
{{- end }}`;
  return `{{ define "${name}.title" -}}
{{ with .CommonLabels.severity }}[${text('.')}] {{ end -}}
{{ if .Alerts.Firing -}}
${alerts('.Alerts.Firing')}
{{- else -}}
Resolved: ${alerts('.Alerts.Resolved')}
{{- end }}
{{- end }}`;
};

/** The labels that the notification does not say anyway. */
export const ownLabels = '(.Labels.Remove (stringSlice "alertname" "severity" "audience" "service")).SortedPairs';

/** `filter=` of Alertmanager's form for a new silence, for the labels of an alert. */
export const silenceFilter =
  '{{ range $j, $pair := .Labels.SortedPairs }}{{ if $j }}%2C{{ end }}{{ printf "%s=%q" .Name .Value | urlquery | reReplaceAll `\\+` "%20" }}{{ end }}';

/** The last line of a list that leaves alerts out; `alerts` is a field such as `.Alerts.Firing`. */
export const listEnd = (alerts: string): string =>
  `{{ if gt (len ${alerts}) ${listedAlerts} }}The first ${listedAlerts} of {{ len ${alerts} }} are listed.{{ end }}`;
