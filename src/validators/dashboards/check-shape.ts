import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { type Findings, quote } from '../../model/findings.ts';
import type { Schema } from './strict-object.ts';

const compiled = new WeakMap<Schema, ValidateFunction>();

function validatorOf(schema: Schema): ValidateFunction {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    discriminator: true,
    verbose: true,
    inlineRefs: false,
    code: { optimize: false },
  });
  ajvFormats.default(ajv, ['regex']);
  const validate = ajv.compile(schema);
  compiled.set(schema, validate);
  return validate;
}

/** Reports as `code` whatever a schema does not allow. */
export function checkShape(value: unknown, schema: Schema, code: string, findings: Findings): void {
  const validate = validatorOf(schema);
  if (validate(value)) return;
  for (const error of validate.errors ?? []) report(error, code, findings);
}

const isMember = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function report(error: ErrorObject, code: string, findings: Findings): void {
  const path = pathOf(error);
  const { params, parentSchema, data } = error;
  const at = path.length === 0 ? 'the document' : quote(path.join('.'));
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = String(params['additionalProperty']);
      const properties = isMember(parentSchema?.['properties']) ? Object.keys(parentSchema['properties']) : [];
      const missing = properties.filter((one) => !(isMember(data) && Object.hasOwn(data, one)));
      const help = missing.length === 0 ? 'remove it' : findings.suggest(name, missing);
      findings.error(code, `${at} has an unknown member ${quote(name)}`, help, [...path, name], { atKey: true });
      return;
    }
    case 'required':
      findings.error(
        code,
        `${at} lacks ${quote(String(params['missingProperty']))}`,
        `add ${quote(String(params['missingProperty']))}`,
        path,
      );
      return;
    case 'enum':
    case 'const': {
      const allowed: readonly unknown[] =
        error.keyword === 'const' ? [params['allowedValue']] : (params['allowedValues'] as readonly unknown[]);
      const help = `use ${allowed.map((one) => quote(JSON.stringify(one))).join(', ')}`;
      findings.error(code, `${at} is ${quote(JSON.stringify(data) ?? 'undefined')}`, help, path);
      return;
    }
    case 'discriminator': {
      const tag = String(params['tag']);
      findings.error(
        code,
        `${at} has the unknown ${quote(tag)} ${quote(JSON.stringify(params['tagValue']) ?? 'undefined')}`,
        `use a ${quote(tag)} that the schema knows`,
        [...path, tag],
      );
      return;
    }
    case 'if':
      // What the branch does not allow is reported itself.
      return;
    default:
      findings.error(code, `${at} ${error.message ?? 'is not allowed'}`, 'correct the value', path);
  }
}

/** The keys of a JSON pointer. Indexes stay texts: they look up the same. */
const pathOf = ({ instancePath }: ErrorObject): readonly string[] =>
  instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
