import { kit } from './kit.ts';

export const logs = kit.logs({
  required: {
    timestamp: { type: 'timestamp', description: 'When it happened: ISO 8601 in UTC with milliseconds' },
    level: { oneOf: ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'], description: 'How bad it is' },
    target: { type: 'text', description: 'The module that wrote it' },
    message: { type: 'text', description: 'What happened, for people' },
  },
  contextual: {
    trace_id: { type: 'text', description: 'Joins the records of one request' },
    session_id: { type: 'text', description: 'The session it belongs to' },
    machine_id: { type: 'text', description: 'The machine it happened on' },
    request_id: { type: 'text', description: 'Joins a request and its answer' },
    error_type: { type: 'text', description: 'The error’s category, as in the metric’s label of the same name' },
    duration_ms: { type: 'number', description: 'How long it took, in milliseconds' },
  },
  // trace_id is contextual in the requirements’ list and mandatory in their prose: it is required of requests.
  profiles: { record: [], request: ['trace_id'] },
  // The requirements’ own example has raw_line_preview, which neither of their lists names.
  others: 'allow',
});
