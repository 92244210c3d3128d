import { Ajv2020, type ErrorObject, type Format, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { quote } from '../../model/findings.ts';
import { redact } from '../../shared/credentials.ts';

/** What is wrong with a record, in one field of it. */
export interface RecordFault {
  readonly code: string;
  /** Dotted; the empty text for the record as a whole. */
  readonly field: string;
  readonly message: () => string;
  readonly help: string;
}

/** Says what is wrong with a record; nothing for one that is as the schema wants it. */
export type RecordValidator = (record: unknown) => readonly RecordFault[];

const none: readonly RecordFault[] = [];

/** Days that every month has; the first days of a month need no calendar. */
const plainTime = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;

/** The check of times by ajv's own package, which takes a tenth of all time, for those that are not plain. */
function isDateTime(format: Format | undefined): (text: string) => boolean {
  const validate = typeof format === 'object' && 'validate' in format ? format.validate : undefined;
  if (typeof validate !== 'function') throw new Error('there is no format date-time');
  const exact = validate as (text: string) => boolean;
  return (text) => plainTime.test(text) || exact(text);
}

/** A schema of log records as JSON Schema 2020-12, compiled; of a profile when one is named. */
export function compileSchema(schema: { readonly $id: string }, profile?: string): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true, strictRequired: false });
  ajvFormats.default(ajv, ['date-time']);
  ajv.addFormat('date-time', { type: 'string', validate: isDateTime(ajv.formats['date-time']) });
  ajv.addSchema(schema);
  const validate = ajv.getSchema(
    `${schema.$id}${profile === undefined ? '' : `#/$defs/${encodeURIComponent(profile)}`}`,
  );
  if (validate === undefined) throw new Error(`the schema has no profile ${profile}`);
  return validate;
}

/** Checks records against the schema. A field is blamed once, for the first of its faults. */
export function recordValidator(schema: { readonly $id: string }, profile?: string): RecordValidator {
  const validate = compileSchema(schema, profile);
  return (record) => {
    if (validate(record)) return none;
    const faults = new Map<string, RecordFault>();
    for (const error of validate.errors ?? []) {
      const fault = faultOf(error, profile);
      if (!faults.has(fault.field)) faults.set(fault.field, fault);
    }
    return [...faults.values()];
  };
}

/** Lists and objects may be of any depth, which `JSON.stringify` does not take. */
const valueText = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Array.isArray(value)
      ? 'a list'
      : 'an object'
    : quote(redact(JSON.stringify(value) ?? 'undefined'));

function faultOf(error: ErrorObject, profile: string | undefined): RecordFault {
  const { keyword, params, data } = error;
  const field = error.instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
  switch (keyword) {
    case 'required': {
      const missing = String(params['missingProperty']);
      const of = profile === undefined ? 'every record has it' : `every record of the profile \`${profile}\` has it`;
      return { code: 'logs/missing-field', field: missing, message: () => `there is no ${quote(missing)}`, help: of };
    }
    case 'additionalProperties': {
      const extra = String(params['additionalProperty']);
      const message = () => `the field ${quote(extra)} is not declared`;
      return { code: 'logs/undeclared-field', field: extra, message, help: 'declare it in the spec, or do not log it' };
    }
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly unknown[]).map((value) => quote(String(value))).join(', ');
      const message = () => `${quote(field)} is ${valueText(data)}`;
      return { code: 'logs/wrong-value', field, message, help: `write one of ${allowed}` };
    }
    case 'maxLength': {
      const limit = String(params['limit']);
      const message = () => `${quote(field)} has more than ${limit} characters`;
      const help = 'redact and cut it: `linePreview` does, and so does `tocsin logs normalise`';
      return { code: 'logs/long-preview', field, message, help };
    }
    case 'minLength':
      return {
        code: 'logs/wrong-value',
        field,
        message: () => `${quote(field)} is empty`,
        help: 'write what happened',
      };
    case 'format':
    case 'pattern': {
      const message = () => `${quote(field)} is ${valueText(data)}`;
      const help = 'write the time as in `2026-02-03T10:15:30.123Z`: ISO 8601 with exactly three digits of a second';
      return { code: 'logs/wrong-value', field, message, help };
    }
    case 'type': {
      const wanted = String(params['type']);
      const what = field === '' ? 'the record' : quote(field);
      const article = wanted === 'integer' || wanted === 'object' ? 'an' : 'a';
      return {
        code: 'logs/wrong-value',
        field,
        message: () => `${what} is ${valueText(data)}`,
        help: `write ${article} ${wanted}`,
      };
    }
    default:
      return {
        code: 'logs/wrong-value',
        field,
        message: () => `${quote(field)} ${error.message ?? 'is not allowed'}`,
        help: 'correct the value',
      };
  }
}
