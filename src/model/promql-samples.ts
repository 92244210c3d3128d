import { isAlertSeries, seriesNamed, suggestSeries } from '../promql/known-series.ts';
import { parseSeriesLabels, parseSeriesValues } from '../promql/storage/series-notation.ts';
import { type Findings, type Path, quote } from './findings.ts';
import type { Scope } from './scope.ts';

/** More values than any sample input needs: a slip of the finger in `0x99999` must not fill the memory. */
const maxValues = 10_000;

/** Checks the input series of a PromQL measure: promtool's notation, and the names of declared metrics. */
export function checkSamples(scope: Scope, samples: Readonly<Record<string, string>>, path: Path): void {
  const { findings } = scope;
  const entries = Object.entries(samples);
  const help = 'write input series such as `{ "my_metric{instance=\\"a\\"}": "0x4 7x20" }`';
  if (entries.length === 0) findings.error('promql/no-sample', 'there is no input series', help, path);
  for (const [series, values] of entries) {
    const at = [...path, series];
    checkSeries(scope, series, at, help);
    checkValues(findings, values, at);
  }
}

function checkSeries(
  { findings, known, metrics, targetLabels }: Scope,
  series: string,
  path: Path,
  help: string,
): void {
  const parsed = parseSeriesLabels(series);
  if (!parsed.ok) {
    for (const { message } of parsed.errors)
      findings.error('promql/bad-sample', `${quote(series)} is not a series: ${message}`, help, path, { atKey: true });
    return;
  }
  const { __name__: name = '', ...labels } = parsed.value;
  if (isAlertSeries(name) || (metrics.has(name) && !known.has(name))) return;
  const found = seriesNamed(name, known, targetLabels);
  if (found === undefined) {
    const suggestion = suggestSeries(name, known) ?? 'name a declared metric';
    findings.error('promql/unknown-metric', `there is no series ${quote(name)}`, suggestion, path, { atKey: true });
    return;
  }
  for (const label of Object.keys(labels)) {
    if (found.labels.has(label)) continue;
    const message = `${quote(name)} has no label ${quote(label)}`;
    findings.error('promql/wrong-use', message, findings.suggest(label, [...found.labels.keys()]), path, {
      atKey: true,
    });
  }
}

function checkValues(findings: Findings, values: string, path: Path): void {
  const parsed = /x\d{6}/.test(values) ? undefined : parseSeriesValues(values);
  if (parsed === undefined || (parsed.ok && parsed.value.length > maxValues)) {
    const message = `the input has more than ${maxValues} values`;
    findings.error('promql/bad-sample', message, 'write fewer: one for each scrape', path);
  } else if (!parsed.ok) {
    for (const { message, offset } of parsed.errors) {
      const word = /^\S*/.exec(values.slice(offset))?.[0] ?? '';
      const span = { start: offset, end: offset + word.length };
      findings.error('promql/bad-sample', message, 'write values such as `0 1+2x10 _x3 stale`', path, { span });
    }
  } else if (parsed.value.length === 0)
    findings.error('promql/bad-sample', 'the input has no values', 'write one value for each scrape', path);
}
