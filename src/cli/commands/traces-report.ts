import { groupDiagnostic } from '../../signals/finding-groups.ts';
import type { SpanCounts, TraceChecker } from '../../signals/traces/trace-checker.ts';
import type { CommandResult } from '../command-result.ts';
import type { Colors } from '../reporters/colors.ts';
import { textTable } from '../reporters/text-table.ts';
import { byLoudness } from './logs-report.ts';

/** Names of spans that a person is shown. */
const shownNames = 20;
const grouped = new Intl.NumberFormat('en-US');

/** What was found in traces, for people and for programs. */
export function tracesReport(checker: TraceChecker, { limit }: { readonly limit: number }): CommandResult {
  const { findings, totals, modes, names } = checker;
  const groups = findings.groups();
  return {
    diagnostics: byLoudness(groups).map(groupDiagnostic),
    files: [],
    shown: { limit, withoutSource: true },
    json: {
      traces: {
        ...totals,
        modes: Object.fromEntries(modes),
        findings: findings.counts(),
        groups: groups.map(({ code, message, count, locations }) => ({
          code,
          message,
          count,
          places: locations.map(({ file, line, column }) => ({ file, line, column })),
        })),
        names: Object.fromEntries(
          [...names].map(([name, { spans, errors, longest }]) => [name, { spans, errors, longestMs: longest / 1000 }]),
        ),
      },
    },
    text: (colors) => summaryText(checker, colors),
  };
}

function summaryText({ totals, modes, names }: TraceChecker, colors: Colors): string {
  const { spans, traces, faulty } = totals;
  const byMode = [...modes].map(([mode, count]) => `${grouped.format(count)} ${mode}`).join(', ');
  const verdict = faulty === 0 ? '' : `; ${grouped.format(faulty)} with findings`;
  const head = `${grouped.format(spans)} spans in ${grouped.format(traces)} traces${byMode === '' ? '' : `: ${byMode}`}${verdict}\n`;
  return names.size === 0 ? `${head}\n` : `${head}\n${table(names, colors)}\n`;
}

function table(names: ReadonlyMap<string, SpanCounts>, colors: Colors): string {
  const rows = [...names]
    .sort(([, a], [, b]) => b.spans - a.spans)
    .slice(0, shownNames)
    .map(([name, { spans, errors, longest }]) => [
      name,
      grouped.format(spans),
      errors === 0 ? '' : grouped.format(errors),
      `${(longest / 1000).toFixed(1)} ms`,
    ]);
  return textTable(['span', 'spans', 'errors', 'longest'], rows, colors);
}
