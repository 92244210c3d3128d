import { quote } from '../../model/findings.ts';
import type { Model } from '../../model/model.ts';
import type { TraceMode, Traces } from '../../model/traces.ts';
import { nearName } from '../../shared/near-name.ts';
import type { TraceChecker } from '../../signals/traces/trace-checker.ts';
import { CannotRunError } from '../cannot-run-error.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { inputsOf } from '../files/read-input.ts';
import { loadModel } from './load-model.ts';
import { logsOf } from './logs-check.ts';
import { tracesReport } from './traces-report.ts';

/** The options of `tocsin traces check`. */
export interface TracesCheckOptions {
  /** As given; none means stdin. */
  readonly files: readonly string[];
  readonly config?: string;
  readonly mode?: string;
  /** Log files of the same requests. */
  readonly logs?: readonly string[];
  /** Kinds of findings that are shown. */
  readonly limit: number;
}

/** Longer lines of logs are passed over: `logs check` reports them. */
const maxLogLine = 1 << 20;

/** `tocsin traces check`: exported traces against the spec. Throws a {@link CannotRunError}. */
export async function tracesCheck(options: TracesCheckOptions, context: CommandContext): Promise<CommandResult> {
  const loaded = await loadModel(options.config, context);
  if (!loaded.ok) return { diagnostics: loaded.diagnostics, files: [], text: () => '' };
  const { model } = loaded;
  const { traces } = model;
  if (traces === undefined)
    throw new CannotRunError('traces/not-declared', 'the spec says nothing about traces', 'declare them: `kit.traces`');
  const mode = options.mode === undefined ? undefined : modeNamed(traces, options.mode);
  const { traceChecker } = await import('../../signals/traces/trace-checker.ts');
  const checker = traceChecker({ traces, ...(mode === undefined ? {} : { mode }) });
  for (const { name, chunks } of inputsOf(options.files, context)) {
    const reader = checker.file(name);
    for await (const chunk of chunks) reader.push(chunk);
    reader.end();
  }
  if (checker.totals.spans === 0)
    checker.findings.add({
      code: 'traces/empty',
      severity: 'error',
      about: '',
      message: () => 'there is no span at all',
      help: 'give an export in OTLP JSON (one document, or one per line) or in Jaeger’s JSON',
    });
  await compareLogs(checker, model, options.logs ?? [], context);
  checker.conclude();
  return tracesReport(checker, options);
}

function modeNamed({ modes }: Traces, name: string): TraceMode {
  const found = modes.find((mode) => mode.name === name);
  if (found !== undefined) return found;
  const names = modes.map((mode) => mode.name);
  const near = nearName(name, names);
  const help = near === undefined ? `use one of ${names.map(quote).join(', ')}` : `did you mean \`${near}\`?`;
  throw new CannotRunError('cli/usage', `there is no mode ${quote(name)} of traces`, help);
}

async function compareLogs(
  checker: TraceChecker,
  model: Model,
  files: readonly string[],
  context: CommandContext,
): Promise<void> {
  if (files.length === 0) return;
  const logs = logsOf(model);
  const { recordLines } = await import('../../signals/logs/record-lines.ts');
  const { isTracingRecord, recordNormaliser } = await import('../../signals/logs/record-normaliser.ts');
  const { findingGroups } = await import('../../signals/finding-groups.ts');
  const { flatten } = recordNormaliser(logs);
  const correlation = checker.logs();
  for (const { name, chunks } of inputsOf(files, context)) {
    const reader = recordLines({
      file: name,
      maxLineBytes: maxLogLine,
      // Lines that are no records are the business of `logs check`.
      findings: findingGroups(),
      record: (record, _, line) => correlation.record(isTracingRecord(record) ? flatten(record) : record, name, line),
    });
    for await (const chunk of chunks) reader.push(chunk);
    reader.end();
  }
}
