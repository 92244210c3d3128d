import { timeText } from '../../experiments/check/times.ts';
import { fullName, type VariantReport } from '../../experiments/report/report-variant.ts';
import type { TimelineEntry } from '../../experiments/report/timeline-entries.ts';
import type { Colors } from './colors.ts';

const timeWidth = 8;

/** A variant for people: what happened when, and what became of every expectation. */
export function experimentReport(report: VariantReport, colors: Colors): string {
  const { variant, observed, timeline, verdicts } = report;
  const lines = timeline.map((entry) => `${timeText(entry.time).padStart(timeWidth)}  ${line(entry, colors)}`);
  const results = verdicts.map(({ ok, expected, got }) =>
    ok
      ? `  ${colors.green('ok')}    ${plainText(expected)}${colors.dim(` (${plainText(got)})`)}`
      : `  ${colors.red('FAIL')}  ${plainText(expected)}: ${colors.red(plainText(got))}`,
  );
  const note = variant.finding === undefined ? [] : [`  ${colors.yellow('note')}  ${variant.finding}`];
  return [
    `${colors.bold(fullName(report))}  ${variant.what} ${colors.dim(`(${observed.run})`)}`,
    ...lines,
    ...results,
    ...note,
    '',
  ]
    .map((text) => `${text}\n`)
    .join('');
}

/** Backticks are for the messages of findings. */
const plainText = (text: string): string => text.replaceAll('`', '');

function line({ kind, text }: TimelineEntry, colors: Colors): string {
  switch (kind) {
    case 'effect':
      return colors.dim(`.        ${text}`);
    case 'pending':
      return colors.yellow(`pending  ${text}`);
    case 'firing':
      return colors.red(`FIRING   ${text}`);
    case 'over':
      return colors.green(`over     ${text}`);
    case 'told':
      return colors.magenta(`told     ${text}`);
    case 'resolved':
      return `told     ${text}`;
    case 'held':
      return colors.dim(`held     ${text}`);
  }
}

/** How it went altogether. */
export function experimentSummary(reports: readonly VariantReport[]): string {
  const verdicts = reports.flatMap((report) => report.verdicts);
  const failed = verdicts.filter(({ ok }) => !ok).length;
  const experiments = new Set(reports.map(({ experiment }) => experiment.name)).size;
  const scope = `${count(verdicts.length, 'expectation')} in ${count(reports.length, 'variant')} of ${count(experiments, 'experiment')}`;
  return failed === 0 ? `${scope} met\n` : `${failed} of ${scope} failed\n`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
