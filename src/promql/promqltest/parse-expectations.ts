import { type Scanner, takeString } from '../storage/notation-scanner.ts';
import { parseSeries, parseSeriesValues } from '../storage/series-notation.ts';
import { type Line, timeOf } from './line.ts';
import type { Expectations, ExpectedSeries, TextExpectation } from './test-file.ts';
import { TestFileFault } from './test-file-fault.ts';

const annotationPattern = /^expect\s+(ordered|fail|warn|no_warn|info|no_info)(?:\s+(regex|msg):\s*(.*))?$/;
const rangeVectorPattern = /^expect\s+range\s+vector\s+from\s+(\S+)\s+to\s+(\S+)\s+step\s+(\S+)$/;

type Draft = { -readonly [K in keyof Expectations]: Expectations[K] };

/** Parses the body of an `eval` command. */
export function parseExpectations(body: readonly Line[], modifier: string | undefined): Expectations {
  const any: TextExpectation = { kind: 'any', text: '' };
  const warnings: TextExpectation[] = modifier === 'warn' ? [any] : [];
  const infos: TextExpectation[] = modifier === 'info' ? [any] : [];
  const series: ExpectedSeries[] = [];
  const draft: Draft = {
    ordered: modifier === 'ordered',
    fail: modifier === 'fail' ? any : undefined,
    warnings,
    infos,
    noWarning: false,
    noInfo: false,
    scalar: undefined,
    string: undefined,
    rangeVector: undefined,
    series,
  };
  for (const line of body) {
    const annotation = annotationPattern.exec(line.text);
    if (annotation !== null) {
      const [, what, form, text = ''] = annotation;
      const expectation: TextExpectation = { kind: form === 'regex' ? 'regex' : form === 'msg' ? 'text' : 'any', text };
      if (what === 'ordered') draft.ordered = true;
      else if (what === 'fail') draft.fail = expectation;
      else if (what === 'warn') warnings.push(expectation);
      else if (what === 'info') infos.push(expectation);
      else if (what === 'no_warn') draft.noWarning = true;
      else draft.noInfo = true;
      continue;
    }
    const range = rangeVectorPattern.exec(line.text);
    if (range !== null) {
      const [, start = '', end = '', step = ''] = range;
      draft.rangeVector = { start: timeOf(start, line), end: timeOf(end, line), step: timeOf(step, line) };
    } else if (/^expect\s+string\s/.test(line.text)) {
      draft.string = unquote(line.text.replace(/^expect\s+string\s+/, ''));
    } else if (/^expected?_?/.test(line.text) && /^expect\s/.test(line.text)) {
      throw new TestFileFault(`cannot understand \`${line.text}\``, line.number);
    } else if (!parseResultLine(line, draft, series)) {
      break;
    }
  }
  return draft;
}

/** False when the line was a number, which ends the body. */
function parseResultLine(line: Line, draft: Draft, series: ExpectedSeries[]): boolean {
  const number = parseSeriesValues(line.text);
  const [only] = number.ok ? number.value : [];
  if (number.ok && number.value.length === 1 && typeof only === 'number') {
    draft.scalar = only;
    return false;
  }
  const parsed = parseSeries(line.text);
  if (!parsed.ok) throw new TestFileFault(parsed.errors.map(({ message }) => message).join('; '), line.number);
  series.push({ ...parsed.value, comparesHints: line.text.includes('counter_reset_hint:') });
  return true;
}

function unquote(text: string): string {
  const scanner: Scanner = { text, dialect: '3', offset: 0 };
  return takeString(scanner);
}
