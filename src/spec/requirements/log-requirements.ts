import { kit } from '../kit.ts';
import { logs } from '../logs.ts';
import { parseErrors, sqliteErrors } from '../metrics.ts';

const tests = ['test/generators/logs/generate-log-schema.test.ts'];
const required = 'Log Aggregation Format / Required Fields';
const contextual = 'Log Aggregation Format / Contextual Fields';

interface Decided {
  readonly gap?: string;
  readonly decision?: string;
}

type FieldName = Parameters<typeof logs.field>[0];

const field = (section: string, text: string, name: FieldName, decided: Decided = {}) =>
  kit.requirement(text, { section, heldBy: [logs.field(name)], tests, ...decided });

export const logRequirements = [
  kit.requirement('All logs must be structured JSON with consistent fields:', {
    section: 'Log Aggregation Format',
    heldBy: [logs.profile('record'), logs.profile('request')],
    tests,
    gap: 'betcode writes the layout of Rust’s `tracing`: `message` nested in `fields`, microseconds',
    decision: 'that layout is brought into this one by a documented normaliser',
  }),
  kit.requirement(
    '{"timestamp":"2026-02-03T10:15:30.123Z","level":"ERROR","target":"betcode_daemon::subprocess::protocol","message":"NDJSON parse error","trace_id":"abc123def456","session_id":"sess_01HQ5X...","error_type":"invalid_json","raw_line_preview":"{\\"type\\":\\"assi..."}',
    {
      section: 'Log Aggregation Format',
      heldBy: [logs.field('raw_line_preview'), logs.profile('request')],
      tests,
      gap: 'the example has `raw_line_preview`, which neither list names; its trace id is no W3C trace id; betcode forbids payloads in logs',
      decision: 'other fields are allowed, and a trace id is any text; previews are cut and redacted',
    },
  ),
  field(required, '`timestamp` (ISO 8601 with milliseconds)', 'timestamp'),
  field(required, '`level` (TRACE, DEBUG, INFO, WARN, ERROR)', 'level'),
  field(required, '`target` (module path)', 'target'),
  field(required, '`message` (human-readable)', 'message'),
  field(contextual, '`trace_id` (distributed trace correlation)', 'trace_id', {
    gap: '“All log entries include trace ID” contradicts this list',
    decision: 'contextual for a record, required of a request',
  }),
  field(contextual, '`session_id` (session context)', 'session_id'),
  field(contextual, '`machine_id` (multi-machine context)', 'machine_id'),
  field(contextual, '`request_id` (request correlation)', 'request_id'),
  kit.requirement('`error_type` (categorized error)', {
    section: contextual,
    heldBy: [logs.field('error_type'), parseErrors, sqliteErrors],
    tests,
  }),
  field(contextual, '`duration_ms` (for latency tracking)', 'duration_ms'),
];
