import { type FindingGroup, groupDiagnostic } from '../../signals/finding-groups.ts';
import type { LogChecker } from '../../signals/logs/log-checker.ts';
import type { ValueCounts } from '../../signals/logs/log-summary.ts';
import type { CommandResult } from '../command-result.ts';
import type { Colors } from '../reporters/colors.ts';
import { textTable } from '../reporters/text-table.ts';

/** Values of a field that a person is shown. */
const shownValues = 15;
const grouped = new Intl.NumberFormat('en-US');

const loudestFirst = { error: 0, warning: 1, info: 2 } as const;

/** Errors first, for the report shows the first ones only. */
export const byLoudness = (groups: readonly FindingGroup[]): readonly FindingGroup[] =>
  groups.toSorted((a, b) => loudestFirst[a.severity] - loudestFirst[b.severity]);

/** What was found in log records, for people and for programs. */
export function logsReport({ findings, summary, totals }: LogChecker, { limit }: { limit: number }): CommandResult {
  const groups = findings.groups();
  return {
    diagnostics: byLoudness(groups).map(groupDiagnostic),
    files: [],
    shown: { limit, withoutSource: true },
    json: {
      logs: {
        ...totals,
        findings: findings.counts(),
        groups: groups.map(({ code, about, count, locations }) => ({
          code,
          ...(about === '' ? {} : { field: about }),
          count,
          places: locations.map(({ file, line }) => ({ file, line })),
        })),
        by: Object.fromEntries(
          summary
            .counts()
            .map(({ field, values, others }) => [
              field,
              { values: Object.fromEntries(values), ...(others.records === 0 ? {} : { others }) },
            ]),
        ),
      },
    },
    text: (colors) => summaryText(totals, summary.counts(), colors),
  };
}

function summaryText(totals: LogChecker['totals'], counts: readonly ValueCounts[], colors: Colors): string {
  const { records, normalised, faulty } = totals;
  const layout = normalised === 0 ? '' : `, ${grouped.format(normalised)} of them in the layout of tracing`;
  const verdict = faulty === 0 ? '' : `, ${grouped.format(faulty)} with findings`;
  const tables = counts.filter(({ values }) => values.size > 0).map((one) => table(one, colors));
  return `${[`${grouped.format(records)} records${layout}${verdict}\n`, ...tables].join('\n')}\n`;
}

function table({ field, values, others }: ValueCounts, colors: Colors): string {
  const sorted = [...values].sort(([, a], [, b]) => b.records - a.records);
  const rest = sorted.slice(shownValues).map(([, row]) => row);
  const more = [...rest, others].reduce((sum, row) => ({
    records: sum.records + row.records,
    findings: sum.findings + row.findings,
  }));
  const rows = sorted
    .slice(0, shownValues)
    .map(([value, row]) => [
      value,
      grouped.format(row.records),
      row.findings === 0 ? '' : grouped.format(row.findings),
    ]);
  if (more.records > 0)
    rows.push(['others', grouped.format(more.records), more.findings === 0 ? '' : grouped.format(more.findings)]);
  return textTable([field, 'records', 'findings'], rows, colors);
}
