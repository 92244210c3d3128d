import { refuseDuplicates } from './declared.ts';
import type { LogFieldDocument, LogsDocument } from './document.ts';
import { type Findings, type Path, quote } from './findings.ts';

/** Checks the log format: fields are named once, and profiles require contextual fields. */
export function checkLogs(findings: Findings, { required, contextual, profiles = {} }: LogsDocument): void {
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
}

function checkFields(findings: Findings, fields: Readonly<Record<string, LogFieldDocument>>, path: Path): void {
  for (const [name, field] of Object.entries(fields)) {
    if (!('oneOf' in field)) continue;
    const at = [...path, name, 'oneOf'];
    if (field.oneOf.length === 0) findings.error('shape/empty', '`oneOf` is empty', 'list the values of the field', at);
    refuseDuplicates(findings, 'value', field.oneOf, (i) => [...at, i]);
  }
}
