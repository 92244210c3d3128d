import { findingGroups, groupDiagnostic } from '../../signals/finding-groups.ts';
import type { LogRecord } from '../../signals/logs/record-normaliser.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { inputsOf } from '../files/read-input.ts';
import { loadModel } from './load-model.ts';
import { logsOf } from './logs-check.ts';

/** The options of `tocsin logs normalise`. */
export interface LogsNormaliseOptions {
  /** As given; none means stdin. */
  readonly files: readonly string[];
  readonly config?: string;
  /** Bytes. */
  readonly maxLine: number;
}

/** Characters of output that are collected before they are written. */
const atOnce = 1 << 18;

const tooDeep = {
  code: 'logs/too-deep',
  severity: 'error',
  about: '',
  message: () => 'lists and objects stand in each other thousands of times',
  help: 'log less at once: nobody can read it',
} as const;

/** A record as a line; `undefined` for one that is deeper than can be written. */
function written(record: LogRecord): string | undefined {
  try {
    return JSON.stringify(record);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * `tocsin logs normalise`: log records in the layout of the spec, on stdout. Lines that are no records are reported on
 * stderr and left out. Throws a {@link CannotRunError}.
 */
export async function logsNormalise(options: LogsNormaliseOptions, context: CommandContext): Promise<CommandResult> {
  const loaded = await loadModel(options.config, context);
  if (!loaded.ok) return { diagnostics: loaded.diagnostics, files: [], text: () => '', shown: { onStderr: true } };
  const logs = logsOf(loaded.model);
  const { recordLines } = await import('../../signals/logs/record-lines.ts');
  const { recordNormaliser } = await import('../../signals/logs/record-normaliser.ts');
  const { normalise } = recordNormaliser(logs);
  const findings = findingGroups();
  const { stdout } = context.io;
  let out = '';
  const flush = async (): Promise<boolean> => {
    stdout.write(out);
    out = '';
    return stdout.drained === undefined || (await stdout.drained());
  };
  let isRead = true;
  for (const { name, chunks } of inputsOf(options.files, context)) {
    if (!isRead) break;
    const record = (value: LogRecord, _: string, line: number) => {
      const normal = written(normalise(value));
      if (normal === undefined) findings.add({ ...tooDeep, location: { file: name, line, column: 1 } });
      else out += `${normal}\n`;
    };
    const reader = recordLines({ file: name, maxLineBytes: options.maxLine, record, findings });
    for await (const chunk of chunks) {
      reader.push(chunk);
      if (out.length > atOnce) isRead = await flush();
      if (!isRead) break;
    }
    reader.end();
  }
  if (isRead) await flush();
  const diagnostics = findings.groups().map(groupDiagnostic);
  return { diagnostics, files: [], text: () => '', shown: { onStderr: true, withoutSource: true } };
}
