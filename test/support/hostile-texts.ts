import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { corpora, hasCorpora } from './corpora.ts';

/** What breaks readers: quotes, brackets, escapes, surrogates, controls, marks of every syntax that we read. */
const nasty = fc.constantFrom(
  ...'"\'`\\{}[]()<>|&*?+-=~!@#$%^,:;._/ \t\n\r',
  '{{',
  '}}',
  '{{-',
  '-}}',
  '{{/*',
  '*/}}',
  '[::]',
  'x999999999',
  '\ufeff',
  '\ud800',
  '\udfff',
  '\u0000',
  '\u2028',
  '\u0085',
  'é',
  '😀',
  '1e999',
  '0x',
  '5m',
  'Inf',
  'NaN',
  '\\x',
  '\\u12',
  '(?i)',
  '(a*)*',
  '{1000}',
  '\\pX',
  '&a',
  '*a',
  '<<',
  '---\n',
  '!!',
  '- ',
  ': ',
  '|\n',
  '>-\n',
);

/** A text with a few places damaged. */
export const damaged = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 1, noNaN: true }),
          length: fc.nat(12),
          kind: fc.constantFrom('insert', 'delete', 'replace', 'repeat', 'cut'),
          by: nasty,
        }),
        { minLength: 1, maxLength: 4 },
      ),
    )
    .map(([text, changes]) =>
      changes.reduce((before, { at, length, kind, by }) => {
        const start = Math.floor(at * before.length);
        const [head, piece, tail] = [
          before.slice(0, start),
          before.slice(start, start + length),
          before.slice(start + length),
        ];
        if (kind === 'insert') return head + by + piece + tail;
        if (kind === 'delete') return head + tail;
        if (kind === 'replace') return head + by + tail;
        return kind === 'repeat' ? head + piece.repeat(20) + tail : head;
      }, text),
    );

/** Any text: of any characters, of nasty ones only, of the words of a language, or of real texts that were damaged. */
export const hostile = (words: readonly string[], texts: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(nasty, { maxLength: 40 }).map((parts) => parts.join('')),
    fc.array(fc.oneof(fc.constantFrom(...words), nasty), { maxLength: 30 }).map((parts) => parts.join(' ')),
    { weight: 4, arbitrary: damaged(texts) },
  );

const own = fileURLToPath(new URL('../../output/prometheus', import.meta.url));

/** YAML files below a folder of the project's output, and of the corpora where they are, small enough to be read thousands of times. */
export function yamlTexts(kind: 'rules' | 'tests'): readonly string[] {
  const below = (folder: string): readonly string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .filter((text) => text.length < 20_000 && /^tests:/m.test(text) === (kind === 'tests'));
  return [...below(join(own, kind)), ...(hasCorpora ? below(join(corpora, 'rules')) : [])];
}

/** Templates that alerts really have, and some of everything that templates can do. */
export const templateTexts: readonly string[] = [
  '{{ $labels.instance }} has {{ $value | humanize }} of {{ .Labels.job }}',
  '{{ range query "sort(n)" }}{{ if gt .Value 1.0 }}{{ .Labels.k | toUpper }}{{ else if true }}{{ break }}{{ end }}{{ else }}none{{ end }}',
  '{{ with $x := query "m" | first }}{{ $x = . }}{{ $x.Labels.job | reReplaceAll "(.*)" "$1-$1" | printf "%-10q|%5.2f" }}{{ end }}',
  '{{ define "x" }}{{ template "x" . }}{{ end }}{{ block "b" 3 }}{{ . }}{{ end }}{{ template "x" $labels }}',
  '{{- /* comment */ -}} {{ (index (query "n") 0).Value }} {{ slice "abc" 1 2 }} {{ print 1 2 "x" | html | js | urlquery }}',
  '{{ humanizeDuration 90061 }} {{ humanizeTimestamp 1e9 }} {{ (toTime 1).Format "2006" }} {{ printf "%[2]*[1]d %x" 3 5 "hi" }}',
];
