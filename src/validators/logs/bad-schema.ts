import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { defineCheck } from '../check.ts';
import { jsonSyntaxError } from '../dashboards/json-syntax-error.ts';

const root = 'log-record';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reports a schema of log records that is no valid JSON Schema of 2020-12. */
export const badSchema = defineCheck({
  id: 'logs/bad-schema',
  severity: 'error',
  check({ logSchema }, report) {
    if (logSchema === undefined) return;
    const { path, content } = logSchema;
    const syntax = jsonSyntaxError(content);
    if (syntax !== undefined) {
      const span = { start: syntax.offset, end: syntax.offset };
      report({ file: path, span, message: 'this is not JSON', help: `write ${syntax.expected} here` });
      return;
    }
    // Strict: keywords that nobody knows are slips, not extensions.
    const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
    ajvFormats.default(ajv);
    try {
      const schema: unknown = JSON.parse(content);
      if (!isRecord(schema)) throw new Error('it must be an object');
      ajv.addSchema(schema, root);
      const profiles = isRecord(schema['$defs']) ? Object.keys(schema['$defs']) : [];
      // A part that nothing refers to is compiled only when it is asked for.
      ajv.getSchema(root);
      for (const profile of profiles) ajv.getSchema(`${root}#/$defs/${encodeURIComponent(profile)}`);
    } catch (error) {
      const message = `this is not a JSON Schema: ${error instanceof Error ? error.message : String(error)}`;
      report({ file: path, message, help: 'correct the schema' });
    }
  },
});
