import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toYaml } from '../../../src/formats/yaml.ts';
import { quoteGo } from '../../../src/promql/storage/format-labels.ts';
import { ok } from '../../../src/shared/result.ts';
import { parseAlertTemplate } from '../../../src/simulate/templates/alert-template.ts';
import { promtool } from '../../support/promtool.ts';
import { hasProgram } from '../../support/real-programs.ts';

const labels = { __name__: 'm', instance: 'web-1.example.org:9100', job: 'node', empty_not: 'x y' };
const value = 1234.5678;
const rows = [
  { labels: { __name__: 'n', k: 'b' }, value: 2 },
  { labels: { __name__: 'n', k: 'a' }, value: 1 },
];

const data = {
  labels,
  value,
  externalLabels: { region: 'eu' },
  externalUrl: 'http://prom.example',
  nowSeconds: 60,
  query: (text: string) => ok(text === 'sort(n)' ? rows.toReversed() : text === 'm' ? [{ labels, value }] : []),
};

/** How our texts compare with those of promtool: everything that differs. */
function disagreements(templates: readonly string[]): readonly string[] {
  const annotations: Record<string, string> = {};
  const expected: Record<string, string> = {};
  templates.forEach((template, i) => {
    const parsed = parseAlertTemplate('A', template, '2.42');
    if (!parsed.ok) throw new Error(`${template}: ${parsed.errors.join()}`);
    annotations[`a${i}`] = template;
    expected[`a${i}`] = parsed.value.expand(data);
  });
  const rules = toYaml({ groups: [{ name: 'g', rules: [{ alert: 'A', expr: 'm', annotations }] }] });
  const { __name__: _, ...own } = labels;
  const tests = toYaml({
    rule_files: ['r.yml'],
    tests: [
      {
        interval: '1m',
        external_labels: data.externalLabels,
        external_url: data.externalUrl,
        input_series: [
          { series: `m{instance="${labels.instance}",job="node",empty_not="x y"}`, values: `${value} ${value}` },
          ...rows.map((row) => ({ series: `n{k="${row.labels.k}"}`, values: `${row.value} ${row.value}` })),
        ],
        alert_rule_test: [
          { eval_time: '1m', alertname: 'A', exp_alerts: [{ exp_labels: own, exp_annotations: expected }] },
        ],
      },
    ],
  });
  const files = [
    { path: 'r.yml', content: rules },
    { path: 't.yml', content: tests },
  ];
  const { ok: same, output } = promtool(['test', 'rules', 't.yml'], files);
  if (same) return [];
  const [, got] = /got:\[([\s\S]*)\]/.exec(output) ?? [];
  if (got === undefined) return [output];
  const found = new Map(
    [...got.matchAll(/(a\d+)=("(?:[^"\\]|\\.)*")/g)].map(([, name = '', text = '']) => [name, text]),
  );
  return Object.entries(expected)
    .filter(([name, text]) => found.get(name) !== quoteGo(text))
    .map(([name, text]) => `${annotations[name]} -> ${quoteGo(text)}, promtool ${found.get(name)}`);
}

/** The same for errors of parsing: promtool's words for a rule file with the template. */
function parseComplaint(template: string): string {
  const rule = { alert: 'A', expr: 'm', annotations: { a: template } };
  const content = toYaml({ groups: [{ name: 'g', rules: [rule] }] });
  return promtool(['check', 'rules', 'r.yml'], [{ path: 'r.yml', content }]).output;
}

const texts = [
  '{{ pathPrefix }}',
  '{{ externalURL }}',
  '{{ $labels }} {{ $externalLabels }} {{ $externalURL }}',
  '{{ query "m" | first }}',
  '{{ . }}',
  '{{ reReplaceAll "(" "" "x" }}',
  '{{ reReplaceAll "a*" "-" "baaac" }}|{{ reReplaceAll "(?i)WEB-(\\\\d)" "<$1>" $labels.instance }}|{{ reReplaceAll "^|$" "x" "abc" }}',
  '{{ (toTime $value).Format "2006-01-02 15:04:05.000 Mon Jan _2 3PM" }}',
  '{{ (toTime $value).Year }} {{ (toTime $value).Month }} {{ (toTime $value).Weekday }} {{ (toTime 0).Unix }}',
  '{{ gt $value 1 }}',
  '{{ gt $value 1.0 }} {{ lt 1 2 }} {{ eq "a" "b" "a" }} {{ ne 1 2 }} {{ le "a" "b" }} {{ ge 2 3 }}',
  '{{ $labels.a.b }}',
  '{{ define "x" }}{{ template "x" }}{{ end }}{{ template "x" }}',
  '{{ printf "%v %+v %#v %T" $labels $labels $labels $labels }}',
  '{{ printf "%d %s %q %x %5d|%-5d|%05d|%+d|% d" 1 "a" "b" "hi" 3 4 5 6 7 }}',
  '{{ printf "%6.2f|%-8.3f|%08.3f|%+.1f|%e|%G|%g" $value $value $value $value $value $value 1e-7 }}',
  '{{ printf "%s %d" "a" }} {{ printf "a" 1 2.5 }} {{ printf "%!" }} {{ printf "%[2]d %[1]d" 1 2 }}',
  '{{ printf "%*d|%-*d|%.*f" 5 1 5 2 2 3.14159 }} {{ printf "%t %v" true false }} {{ printf "%c %U %x %X %o %b" 65 65 255 255 8 5 }}',
  '{{ printf "%" }} {{ printf "%z" 1 }} {{ printf "%[5]d" 1 }} {{ printf "%v %d" nil nil }} {{ printf "%10s|%-10s|%.2s" "ab" "cd" "efg" }}',
  '{{ printf "%q" 65 }} {{ printf "%#x %#o %#q" 255 8 "a" }} {{ printf "%v" (query "m" | first).Value }}',
  '{{ label "x" nil }}',
  '{{ printf "%s %q %t %d" (query "m") (query "m" | first) . $labels }}',
  '{{ first nil }}',
  '{{ match "(" "x" }}',
  '{{ match "^web" $labels.instance }} {{ match "\\\\d+$" $labels.job }}',
  '{{ len 3 }}',
  '{{ len "äb" }} {{ len $labels }} {{ slice "äbc" 2 }} {{ index "abc" 1 }}',
  '{{ index $labels 3 }}',
  '{{ index $labels "job" }} {{ index (query "sort(n)") 1 }}',
  '{{ $labels | toUpper }}',
  '{{ toUpper 3 }}',
  '{{ .Foo }}',
  '{{ "a" | $value }}',
  '{{ range 3 }}{{ end }}',
  '{{ template "zz" }}',
  '{{ index "abc" 3 }}',
  '{{ safeHtml "<b>" | toUpper }}',
  '{{ safeHtml "<b>" }} {{ html "<a href=\\"x\\">" }} {{ js "it\'s <b>\\n" }} {{ urlquery "a b&c=ü" }}',
  '{{ humanize "x" }}',
  '{{ humanize "12345.678" }} {{ humanize1024 "123456" }} {{ humanizeDuration "90061" }} {{ humanizePercentage "0.123" }}',
  '{{ humanize true }}',
  '{{ args 1 "b" $value }} {{ with args "x" }}{{ .arg0 }}{{ .arg1 }}{{ end }}',
  '{{ title "hello wORLD it\'s a-b" }} {{ toLower "ÄB" }} {{ stripPort "a:1" }} {{ stripPort "[::1]:80" }} {{ stripDomain "10.0.0.1:80" }} {{ stripDomain "a.b.c" }}',
  '{{ range $i, $s := query "sort(n)" }}{{ if $i }}, {{ end }}{{ $s.Labels.k }}={{ $s.Value }}{{ end }}',
  '{{ range query "sort(n)" }}{{ if eq .Labels.k "b" }}{{ break }}{{ end }}{{ .Value }}{{ else }}none{{ end }}',
  '{{ range query "none" }}x{{ else }}none{{ end }}{{ range $k, $v := $labels }}[{{ $k }}={{ $v }}]{{ end }}',
  '{{ with $x := "a" }}{{ $x }}{{ $x = "b" }}{{ $x }}{{ end }}',
  '{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $y := 3 }}{{ $y }}{{ end }}{{ $x }}',
  'a  {{- 1 -}}  b {{/* c */ -}}  d {{- /* e */}} f',
  '{{ and 1 0 }} {{ or 0 "" "x" }} {{ not 0 }} {{ and }}',
  '{{ print 1 2 "x" 3 true nil }} {{ println "a" 1 }}',
  '{{ call 1 }}',
  '{{ call nil }}',
  '{{ eq $labels $labels }}',
  '{{ eq $labels 1 }}',
  '{{ eq 1 $labels }}',
  '{{ eq $labels nil }} {{ eq nil nil }} {{ eq nil 1 }}',
  '{{ eq (query "m") (query "m") }}',
  '{{ eq (query "m" | first) (query "m" | first) }} {{ ne (query "m" | first) (query "sort(n)" | first) }}',
  '{{ eq (query "m" | first) $labels }}',
  '{{ eq . . }}',
  '{{ eq }}',
  '{{ eq 1 }}',
  '{{ ne $labels "x" }}',
  '{{ lt $labels $labels }}',
  '{{ eq "a" "b" $labels }}',
  '{{ eq $value $value }} {{ eq $value 1234.5678 }} {{ ne $value 3 }}',
  '{{ title "o\'neil a_b 1a a.b a:b a/b «x» ßa äb éa—b ﬁ" }}|{{ toUpper "ßäﬁ" }}|{{ toLower "ÀΣΑΣ İX" }}',
  'a{{ template "x" 3 }}{{ define "x" }}{{ toUpper . }}{{ end }}',
  '{{ block "b" 3 }}{{ toUpper . }}{{ end }}',
  '{{ block "b" .Foo }}{{ end }}',
  '{{ lt true false }}',
  '{{ eq 1 1.0 }}',
  '{{ slice "abc" 2 1 }}',
  '{{ slice $value 1 }}',
  '{{ parseDuration "1h30m" }} {{ parseDuration "x" }}',
  '{{ sortByLabel "k" (query "sort(n)") | first | label "k" }} {{ query "sort(n)" | first | strvalue }}',
  '{{ graphLink "up{a=\\"b\\"}" }} {{ tableLink "x y" }}',
  '{{ block "b" $labels.job }}<{{ . }}>{{ end }}{{ define "c" }}{{ $ }}{{ end }}{{ template "c" 7 }}',
  '{{ if $labels.nope }}a{{ else if $labels.job }}b{{ else }}c{{ end }}',
  '{{ (index (query "sort(n)") 0).Labels.k }} {{ (query "m" | first).Labels.job | toUpper | printf "%q" }}',
  "{{ 1e3 }} {{ 0x10 }} {{ 1_000 }} {{ 'a' }} {{ 1.5 }} {{ -3 }} {{ 0b11 }} {{ 017 }}",
  '{{ humanizeTimestamp 1e20 }}',
  '{{ toTime "x" }}',
  'line one\n{{ toUpper 3 }}',
  'ü {{ toUpper 3 }}',
  '{{ .Labels.job }} {{ .Value }} {{ $.ExternalLabels.region }} {{ $.ExternalURL }}',
];

const broken = [
  '{{ nofunc }}',
  '{{ $undefined }}',
  '{{ $labels.instance',
  '{{ if true }}x',
  '{{ break }}',
  '{{ }}',
  '{{ 1 | 2 }}',
  '{{ "abc }}',
  '{{ `abc }}',
  "{{ 'a }}",
  '{{ (1 }}',
  '{{ 1) }}',
  '{{ ) }}',
  '{{ (1)) }}',
  '{{ "a" ) | x }}',
  '{{ end }}',
  '{{ else }}',
  '{{ if }}x{{ end }}',
  '{{ range $a, $b, $c := $labels }}{{ end }}',
  '{{ $x, $y := 1 }}',
  '{{ template foo }}',
  '{{ define x }}{{ end }}',
  '{{ 1a }}',
  '{{ $a$b }}',
  '{{ a:b }}',
  '{{ /* x }}',
  '{{/* x */ y }}',
  '{{ "\\q" }}',
  '{{ true.x }}',
  '{{ nil.x }}',
  '{{ 99999999999999999999 }}',
  '{{ @ }}',
  '{{ if 1 }}\n{{ else }}{{ else }}{{ end }}',
  '{{ with 1 }}{{ else with 2 }}{{ end }}',
  'a\nb {{ nofunc }}',
  '{{ printf\n"x" nofunc }}',
];

describe.skipIf(!hasProgram('promtool'))('templates beside promtool', () => {
  test('expand to the same texts and errors', () => {
    expect(disagreements(texts)).toEqual([]);
  });

  test.each(broken)('is refused in the same words: %s', (template) => {
    const parsed = parseAlertTemplate('A', template, '2.42');
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parseComplaint(template)).toContain(parsed.errors.join());
  });

  test('print numbers in every format alike', { timeout: 120_000 }, () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.double({ min: -1e7, max: 1e7, noNaN: true }).map(String),
      fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => `${n / 8}`),
    );
    const verb = fc.constantFrom(
      '%v',
      '%.0f',
      '%.2f',
      '%8.3f',
      '%e',
      '%.3e',
      '%g',
      '%.4g',
      '%G',
      '%+.1f',
      '%06.1f',
      '%x',
    );
    const format = fc.oneof(
      fc
        .tuple(verb, number)
        .map(([one, n]) => `{{ printf "${one}" ${n.includes('.') || n.includes('e') ? n : `${n}.0`} }}`),
      fc
        .tuple(fc.constantFrom('humanize', 'humanize1024', 'humanizeDuration', 'humanizePercentage', 'toTime'), number)
        .map(([one, n]) => `{{ ${one} "${n}" }}`),
    );
    const templates = fc.sample(format, 400);
    expect(disagreements(templates)).toEqual([]);
  });
});
