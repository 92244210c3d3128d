// What one would write without Tocsin: every line through JSON.parse and ajv, nothing else.
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';

const [path] = process.argv.slice(2);
const schema = JSON.parse(readFileSync(new URL('../output/logs/log-record.schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
ajvFormats.default(ajv);
const validate = ajv.compile(schema);
let wrong = 0;
for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY }))
  if (!validate(JSON.parse(line))) wrong += 1;
if (wrong > 0) throw new Error(`${wrong} records are wrong`);
