import { type Declared, lookUp, refuseDuplicates } from './declared.ts';
import type { LogFieldDocument, LogsDocument } from './document.ts';
import { type Findings, type Path, quote } from './findings.ts';
import type { Metric } from './model.ts';

/** Checks the log format: fields are named once, profiles require contextual fields, counted errors can be logged. */
export function checkLogs(findings: Findings, logs: LogsDocument, metrics: Declared<Metric>): void {
  const { required, contextual, profiles = {} } = logs;
  checkFields(findings, required, ['logs', 'required']);
  checkFields(findings, contextual, ['logs', 'contextual']);
  for (const name of Object.keys(contextual)) {
    if (!Object.hasOwn(required, name)) continue;
    const message = `the log field ${quote(name)} is both required and contextual`;
    findings.error('logs/duplicate-field', message, 'keep one of the two', ['logs', 'contextual', name], {
      atKey: true,
    });
  }
  for (const [profile, fields] of Object.entries(profiles)) {
    const path = ['logs', 'profiles', profile];
    refuseDuplicates(findings, 'log field', fields, (i) => [...path, i]);
    fields.forEach((field, i) => {
      if (Object.hasOwn(contextual, field)) return;
      const message = Object.hasOwn(required, field)
        ? `the log field ${quote(field)} is required of every record anyway`
        : `there is no contextual log field ${quote(field)}`;
      findings.error('logs/unknown-field', message, findings.suggest(field, Object.keys(contextual)), [...path, i]);
    });
  }
  if (logs.errors !== undefined) checkErrors(findings, logs, logs.errors, metrics);
}

/** Errors are compared value by value: the field must be there, and each counter must list the values of its label. */
function checkErrors(
  findings: Findings,
  { contextual }: LogsDocument,
  { field, countedBy }: NonNullable<LogsDocument['errors']>,
  metrics: Declared<Metric>,
): void {
  const path = ['logs', 'errors'];
  const document = Object.hasOwn(contextual, field) ? contextual[field] : undefined;
  if (document === undefined) {
    const message = `there is no contextual log field ${quote(field)}`;
    findings.error('logs/unknown-field', message, findings.suggest(field, Object.keys(contextual)), [...path, 'field']);
  }
  if (countedBy.length === 0)
    findings.error('shape/empty', '`countedBy` is empty', 'name the counters of errors', [...path, 'countedBy']);
  refuseDuplicates(findings, 'metric', countedBy, (i) => [...path, 'countedBy', i]);
  countedBy.forEach((name, i) => {
    const at = [...path, 'countedBy', i];
    const metric = lookUp(findings, 'metric', metrics, name, at);
    if (metric === undefined) return;
    const domain = metric.labels.find((label) => label.name === field)?.domain;
    if (metric.type !== 'counter') {
      const message = `${quote(name)} is a ${metric.type}, and does not count errors`;
      findings.error('logs/not-counted', message, 'name a counter', at);
    } else if (domain?.kind !== 'enum') {
      const message =
        domain === undefined
          ? `the counter ${quote(name)} has no label ${quote(field)}`
          : `the label ${quote(field)} of ${quote(name)} has no closed list of values`;
      findings.error('logs/not-counted', message, 'name a counter whose label of that name lists its values', at);
    } else if (document !== undefined && 'oneOf' in document) {
      const missing = domain.values.filter((value) => !document.oneOf.includes(value));
      if (missing.length === 0) return;
      const message = `${quote(name)} counts ${quote(missing.join(', '))}, which the log field ${quote(field)} cannot be`;
      findings.error('logs/not-counted', message, 'add the values to the field', at);
    }
  });
}

/** What must fit beside the dots: `[redacted]`. */
const shortestPreview = 13;

function checkFields(findings: Findings, fields: Readonly<Record<string, LogFieldDocument>>, path: Path): void {
  for (const [name, field] of Object.entries(fields)) {
    if ('type' in field && field.type === 'preview' && field.max < shortestPreview) {
      const message = `a preview of ${quote(field.max)} characters shows nothing`;
      const help = `allow at least ${shortestPreview}: the three dots of a cut one count`;
      findings.error('logs/bad-preview', message, help, [...path, name, 'max']);
    }
    if (!('oneOf' in field)) continue;
    const at = [...path, name, 'oneOf'];
    if (field.oneOf.length === 0) findings.error('shape/empty', '`oneOf` is empty', 'list the values of the field', at);
    refuseDuplicates(findings, 'value', field.oneOf, (i) => [...at, i]);
  }
}
