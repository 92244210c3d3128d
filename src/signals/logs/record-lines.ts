import type { FindingGroups } from '../finding-groups.ts';
import { type LineReader, lineReader } from '../line-reader.ts';
import type { LogRecord } from './record-normaliser.ts';

/** How the lines of a log file are read. */
export interface RecordLinesOptions {
  /** As findings name it. */
  readonly file: string;
  /** Longer lines are reported and not read. */
  readonly maxLineBytes: number;
  /** Told of every record, with the text and the number of its line. */
  readonly record: (record: LogRecord, text: string, line: number) => void;
  /** Told of every line, before anything else. */
  readonly line?: () => void;
  /** Where lines that are no records are reported. */
  readonly findings: FindingGroups;
}

const openBrace = 0x7b;

const isRecord = (value: unknown): value is LogRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a file of one JSON object per line. Empty lines are nothing, and reported by nobody. */
export function recordLines({ file, maxLineBytes, record, line, findings }: RecordLinesOptions): LineReader {
  const refuse = (number: number, column: number, [code, message, help]: Refusal) =>
    findings.add({
      code,
      severity: 'error',
      about: '',
      message: () => message,
      help,
      location: { file, line: number, column },
    });
  return lineReader(
    {
      line: (raw, number, isCut) => {
        // Some editors begin a file with a byte order mark.
        const text = number === 1 && raw.charCodeAt(0) === 0xfeff ? raw.slice(1) : raw;
        if (text.charCodeAt(0) !== openBrace && text.trim() === '') return;
        line?.();
        let value: unknown;
        try {
          value = JSON.parse(text);
        } catch (error) {
          const [, at] = /position (\d+)/.exec(error instanceof Error ? error.message : '') ?? [];
          refuse(number, at === undefined ? 1 : Number(at) + 1, notJson(text, isCut));
          return;
        }
        if (isRecord(value)) record(value, text, number);
        else refuse(number, 1, notAnObject);
      },
      overlong: (number) => {
        line?.();
        const help = 'log less at once; `--max-line` allows more';
        refuse(number, 1, ['logs/long-line', `the line is longer than ${maxLineBytes} bytes`, help]);
      },
      notUtf8: (number) => {
        line?.();
        refuse(number, 1, ['logs/not-utf8', 'the line is not UTF-8', 'write UTF-8, and escape foreign bytes']);
      },
    },
    maxLineBytes,
  );
}

type Refusal = readonly [code: string, message: string, help: string];

const notAnObject: Refusal = [
  'logs/not-an-object',
  'the line is JSON, but no object',
  'write one JSON object per line',
];

function notJson(text: string, isCut: boolean): Refusal {
  if (text.includes('\0')) {
    const help = 'something wrote to the file while it was truncated: rotate it by renaming';
    return ['logs/nul-bytes', 'the line holds NUL bytes', help];
  }
  if (isCut) return ['logs/cut-off', 'the file ends in the middle of a record', 'check it when it is complete'];
  return ['logs/not-json', 'the line is not JSON', 'write one JSON object per line, and nothing else'];
}
