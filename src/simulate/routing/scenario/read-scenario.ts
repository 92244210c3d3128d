import type { Finding } from '../../../diagnostics/diagnostic.ts';
import { parseSeriesLabels, parseSeriesValues } from '../../../promql/storage/series-notation.ts';
import type { TestInput } from '../../rule-tests/test-file.ts';
import { createFieldReader, createFindingSink, type Path } from '../../rules/yaml-fields.ts';
import type { YamlNode } from '../../rules/yaml-node.ts';
import type { AlertmanagerVersion } from '../matchers/parse-matchers.ts';
import { type EventContext, readAlerts, readSilences } from './read-events.ts';
import type { Scenario } from './scenario.ts';

const keys = new Set(
  'name rule_files interval evaluation_interval start until input_series alerts silences'.split(' '),
);

/** Reads a scenario file; `evaluationInterval` is what it means when it says nothing, in milliseconds. */
export function readScenario(
  root: YamlNode,
  version: AlertmanagerVersion,
  evaluationInterval: number,
): { readonly scenario: Scenario; readonly findings: readonly Finding[] } {
  const area = 'scenario';
  const sink = createFindingSink();
  const read = createFieldReader(area, sink);
  const context: EventContext = { area, version, read, sink };
  const fields = read.fields(root, [], keys, 'a scenario');
  const evaluation = read.duration(fields.get('evaluation_interval'), ['evaluation_interval']) || evaluationInterval;
  const start = read.text(fields.get('start'), ['start']);
  const started = start === undefined ? 0 : Date.parse(start);
  if (Number.isNaN(started)) {
    const help = 'write a date like `2026-01-31T12:00:00Z`';
    sink.report(`${area}/start`, ['start'], `\`${start}\` is not a time`, help);
  }
  const scenario: Scenario = {
    name: read.text(fields.get('name'), ['name']) ?? '',
    ruleFiles: read
      .list(fields.get('rule_files'), ['rule_files'])
      .map((item, i) => read.text(item, ['rule_files', i]) ?? ''),
    interval: read.duration(fields.get('interval'), ['interval']) || evaluation,
    evaluationInterval: evaluation,
    start: Number.isNaN(started) ? 0 : started,
    until: read.duration(fields.get('until'), ['until']),
    inputs: read
      .list(fields.get('input_series'), ['input_series'])
      .flatMap((item, i) => readInput(item, ['input_series', i], context) ?? []),
    alerts: readAlerts(fields.get('alerts'), ['alerts'], context),
    silences: readSilences(fields.get('silences'), ['silences'], context),
  };
  if (scenario.inputs.length + scenario.alerts.length === 0)
    sink.report(`${area}/empty`, [], 'nothing happens in the scenario', 'give it `input_series` or `alerts`');
  return { scenario, findings: sink.findings };
}

function readInput(node: YamlNode, path: Path, { read, sink, area }: EventContext): TestInput | undefined {
  const fields = read.fields(node, path, new Set(['series', 'values']), 'an input series');
  const series = read.text(fields.get('series'), [...path, 'series']) ?? '';
  const labels = parseSeriesLabels(series);
  const values = parseSeriesValues(read.text(fields.get('values'), [...path, 'values']) ?? '');
  if (labels.ok && values.ok) return { path, series, labels: labels.value, values: values.value };
  for (const [key, errors] of [
    ['series', labels.ok ? [] : labels.errors],
    ['values', values.ok ? [] : values.errors],
  ] as const)
    for (const { message } of errors)
      sink.report(`${area}/${key}`, [...path, key], message, 'write it as in a promtool test');
  return undefined;
}
