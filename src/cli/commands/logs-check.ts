import type { LogsDocument } from '../../model/document.ts';
import { quote } from '../../model/findings.ts';
import type { Model } from '../../model/model.ts';
import { nearName } from '../../shared/near-name.ts';
import type { LogChecker } from '../../signals/logs/log-checker.ts';
import { CannotRunError } from '../cannot-run-error.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { inputsOf } from '../files/read-input.ts';
import { loadModel } from './load-model.ts';
import { logsReport } from './logs-report.ts';

/** The options of `tocsin logs check`. */
export interface LogsCheckOptions {
  /** As given; none means stdin. */
  readonly files: readonly string[];
  readonly config?: string;
  readonly profile?: string;
  readonly layout: 'auto' | 'record';
  /** Bytes. */
  readonly maxLine: number;
  /** Kinds of findings that are shown. */
  readonly limit: number;
  /** Files with what the service exposed after the last record, in the text format of Prometheus ... */
  readonly metrics?: readonly string[];
  /** ... and before the first. */
  readonly metricsBefore?: readonly string[];
}

/** `tocsin logs check`: log records against the spec. Throws a {@link CannotRunError}. */
export async function logsCheck(options: LogsCheckOptions, context: CommandContext): Promise<CommandResult> {
  const loaded = await loadModel(options.config, context);
  if (!loaded.ok) return { diagnostics: loaded.diagnostics, files: [], text: () => '' };
  const { model } = loaded;
  const logs = logsOf(model);
  const checker = await startCheck(model, logs, options);
  for (const { name, chunks } of inputsOf(options.files, context)) {
    const reader = checker.file(name);
    for await (const chunk of chunks) reader.push(chunk);
    reader.end();
  }
  if (checker.totals.lines === 0)
    checker.findings.add({
      code: 'logs/empty',
      severity: 'error',
      about: '',
      message: () => 'there is no log record at all',
      help: 'check that the program logs, and that this is its file',
    });
  await checkParity(checker, logs, options, context);
  return logsReport(checker, options);
}

/** What the spec says about log records. Throws a {@link CannotRunError} when it says nothing. */
export function logsOf(model: Model): LogsDocument {
  if (model.logs !== undefined) return model.logs;
  throw new CannotRunError('logs/not-declared', 'the spec says nothing about log records', 'declare them: `kit.logs`');
}

async function startCheck(model: Model, logs: LogsDocument, options: LogsCheckOptions): Promise<LogChecker> {
  const { profile, layout, maxLine } = options;
  const profiles = Object.keys(logs.profiles ?? {});
  if (profile !== undefined && !profiles.includes(profile)) {
    const near = nearName(profile, profiles);
    const known = profiles.length === 0 ? 'the spec declares none' : `use one of ${profiles.map(quote).join(', ')}`;
    const help = near === undefined ? known : `did you mean \`${near}\`?`;
    throw new CannotRunError('cli/usage', `there is no profile ${quote(profile)} of log records`, help);
  }
  const { logRecordSchema } = await import('../../generators/logs/log-record-schema.ts');
  const { logChecker } = await import('../../signals/logs/log-checker.ts');
  const schema = logRecordSchema(model.service, logs);
  return logChecker({ logs, schema, layout, maxLineBytes: maxLine, ...(profile === undefined ? {} : { profile }) });
}

async function checkParity(
  checker: LogChecker,
  logs: LogsDocument,
  { metrics = [], metricsBefore = [] }: LogsCheckOptions,
  context: CommandContext,
): Promise<void> {
  if (metrics.length === 0 && metricsBefore.length === 0) return;
  if (metrics.length === 0)
    throw new CannotRunError('cli/usage', '`--metrics-before` alone says nothing', 'give `--metrics`, too');
  const { errors } = logs;
  if (errors === undefined)
    throw new CannotRunError(
      'logs/not-declared',
      'the spec does not say which errors are logged',
      'add `errors` to it',
    );
  const { countedErrors, parityFindings } = await import('../../signals/logs/error-parity.ts');
  const read = async (names: readonly string[]) => {
    const texts: string[] = [];
    for (const { chunks } of inputsOf(names, context)) {
      const parts: Uint8Array[] = [];
      for await (const chunk of chunks) parts.push(chunk);
      texts.push(Buffer.concat(parts).toString('utf8'));
    }
    return texts.map((text) => countedErrors(text, errors));
  };
  const after = await read(metrics);
  const before = metricsBefore.length === 0 ? [] : await read(metricsBefore);
  const logged = checker.summary.counts().find(({ field }) => field === errors.field)?.values ?? new Map();
  for (const finding of parityFindings(errors, { after, before, logged })) checker.findings.add(finding);
}
